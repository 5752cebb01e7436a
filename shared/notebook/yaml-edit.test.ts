import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { textOf } from "./document.ts";
import { applyEdit } from "./edit.ts";
import { readNotebookText } from "./read.ts";
import { setFrontMatter, setYamlValue } from "./yaml-change.ts";
import { setYamlText } from "./yaml-edit.ts";

const source = `# who judges
from:   answers   # the table
judges:
- sim/a # fair
- sim/b

# the scale
scale: {min: 1,  max: 10}
criteria: |
    Be right.
    Be short.
note: 'old'
`;

describe("setYamlText", () => {
  it("lets items of a list change places as they are written, and writes new ones like those beside them", () => {
    const list = "steps:\n  - { type: exact }\n  - { type: length,  min: 3 } # short\n  - {type: refusal}\n";
    const [exact, length, refusal] = [{ type: "exact" }, { type: "length", min: 3 }, { type: "refusal" }];
    expect(setYamlText(list, ["steps"], [exact, refusal, length])).toMatch(
      /^steps:\n {2}- \{ type: exact \}\n {2}- \{ ?type: refusal ?\}\n {2}- \{ type: length, {1,2}min: 3 \} # short\n$/,
    );
    expect(setYamlText(list, ["steps"], [exact, length, refusal, { type: "cap", by: ["item"] }])).toBe(
      `${list}  - { type: cap, by: [ item ] }\n`,
    );
    expect(setYamlText("steps:\n  - type: exact\n", ["steps"], [exact, refusal])).toBe("steps:\n  - type: exact\n  - type: refusal\n");
  });

  it.each([
    ["a plain value", ["from"], "other", source.replace("answers", "other")],
    ["a quoted value, keeping the quotes", ["note"], "it's # new", source.replace("'old'", "'it''s # new'")],
    ["a value inside braces", ["scale", "max"], 5, source.replace("max: 10", "max: 5")],
    ["a block of lines", ["criteria"], "One.\nTwo.\n", source.replace("Be right.", "One.").replace("Be short.", "Two.")],
    ["a list by adding an item", ["judges"], ["sim/a", "sim/b", "sim/c"], source.replace("- sim/b\n", "- sim/b\n- sim/c\n")],
    ["a list by removing one, the other keeping its comment", ["judges"], ["sim/a"], source.replace("- sim/b\n", "")],
    ["one item of a list", ["judges", 1], "sim/c", source.replace("sim/b", "sim/c")],
    ["a new key at the end", ["orders"], "both", `${source}orders: both\n`],
    ["no key, deleting it", ["note"], undefined, source.replace("note: 'old'\n", "")],
    ["no key that is not there", ["absent"], undefined, source],
    ["a text that looks like a number, in quotes", ["from"], "12", source.replace("answers", '"12"')],
    ["a boolean", ["from"], true, source.replace("answers", "true")],
  ])("sets %s", (_, path, value, expected) => {
    expect(setYamlText(source, path, value)).toBe(expected);
  });

  it("starts from an empty or commented body, and leaves none behind", () => {
    expect(setYamlText("", ["from"], "answers")).toBe("from: answers\n");
    expect(setYamlText("# later\n", ["judges"], ["sim/a"])).toBe("# later\n\njudges: [sim/a]\n");
    expect(setYamlText("from: answers\n", ["from"], undefined)).toBe("");
    expect(setYamlText("a: 1", ["b", "c"], 2)).toBe("a: 1\nb:\n  c: 2\n");
  });

  it("keeps Windows line ends", () => {
    expect(setYamlText("a:\r\n  b: 1 # one\r\n", ["a", "c"], 2)).toBe("a:\r\n  b: 1 # one\r\n  c: 2\r\n");
  });

  it("gives the value back for any key and value", () => {
    const value = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom("a", " ", "\n", "#", ":", "'", '"', "-", "[", "{", "|", "é", "\t") }),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
      fc.boolean(),
      fc.constant(null),
      fc.array(fc.string({ maxLength: 6 }), { maxLength: 4 }),
      fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.string({ maxLength: 6 }), { maxKeys: 3, noNullPrototype: true }),
    );
    const path = fc.constantFrom(
      ["from"],
      ["note"],
      ["scale", "max"],
      ["judges"],
      ["judges", 0],
      ["criteria"],
      ["fresh"],
      ["scale", "fresh"],
    );
    fc.assert(
      fc.property(path, value, (place, wanted) => {
        const before = parse(source);
        const edited = setYamlText(source, place, wanted);
        const holder = place.slice(0, -1).reduce((node, key) => node[key], before);
        holder[place[place.length - 1] ?? ""] = wanted;
        expect(parse(edited)).toEqual(before);
        expect(edited).toContain("# who judges");
        expect(setYamlText(edited, place, wanted)).toBe(edited);
      }),
      { numRuns: 600 },
    );
  });

  it("refuses broken YAML with the line, and a path through a plain value with the key", () => {
    expect(() => setYamlText("a: 1\nb: [\n", ["a"], 2)).toThrow(expect.objectContaining({ code: "cell-invalid", place: { line: 3 } }));
    expect(() => setYamlText("a: 1\n", ["a", "b"], 2)).toThrow("`a.b` cannot be set here");
    expect(() => setYamlText("a: &x 1\nb: *x\n", ["a"], undefined)).toThrow("an alias in it");
  });
});

describe("a form edit", () => {
  it("changes one line of the notebook", () => {
    const text = "---\nassay: 1\n---\n\n```judge verdicts\nfrom: answers # all\njudges: [sim/a]\n```\n";
    const document = readNotebookText(text);
    const edited = applyEdit(document, setYamlValue(document, "verdicts", ["from"], "better"));
    expect(textOf(edited)).toBe(text.replace("answers", "better"));
  });

  it("names the cell whose YAML is broken", () => {
    const document = readNotebookText("```judge verdicts\nfrom: [\n```\n");
    expect(() => setYamlValue(document, "verdicts", ["from"], "x")).toThrow(
      expect.objectContaining({ place: { line: 2, cell: "verdicts" } }),
    );
  });

  it("changes the front matter, or makes it", () => {
    const set = (text: string, key: string, value: unknown) => {
      const document = readNotebookText(text);
      return textOf(applyEdit(document, setFrontMatter(document, [key], value)));
    };
    expect(set("---\nassay: 1 # yes\nown: x\n--- \ntext", "title", "New")).toBe("---\nassay: 1 # yes\nown: x\ntitle: New\n--- \ntext");
    expect(set("\uFEFF---\r\nassay: 1\r\n---\r\n", "budget", 5)).toBe("\uFEFF---\r\nassay: 1\r\nbudget: 5\r\n---\r\n");
    expect(set("text", "assay", 1)).toBe("---\nassay: 1\n---\ntext");
    expect(set("text", "assay", undefined)).toBe("text");
    expect(set("---\n---\n", "assay", 1)).toBe("---\nassay: 1\n---\n");
  });
});
