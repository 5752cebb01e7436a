import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { constitution } from "../cells/constitution.ts";
import { addPrinciples, importConstitution } from "./import.ts";

const read = (source: string) => importConstitution(source);
const ids = (source: string) => read(source).principles.map(({ id }) => id);

describe("a constitution in Markdown", () => {
  it("is a list, with bold leads as names and requests below each item", () => {
    const source = `# Ours

Some words before.

- **be_brief**: Prefer the shorter
  response.
  - Critique: What could go?
  - Revision: Cut it.
- Prefer what is *true*.

Words after the list.

## More

1. **No flattery.** Prefer the response
   without praise.
`;
    expect(read(source)).toEqual({
      problems: [],
      principles: [
        { id: "be_brief", text: "Prefer the shorter response.", critique: "What could go?", revision: "Cut it." },
        { id: "prefer_what_is_true", text: "Prefer what is *true*." },
        { id: "no_flattery", text: "Prefer the response without praise." },
      ],
    });
  });

  it("is its headings where it has no list, the topmost one being a title", () => {
    expect(
      read(
        "---\ntitle: x\n---\n# Values\nWhy we wrote this.\n\n## Be brief\nPrefer the shorter\nresponse.\n**Critique:** What could go?\n\n## Be kind\n",
      ),
    ).toEqual({
      problems: [],
      principles: [
        { id: "be_brief", text: "Prefer the shorter response.", critique: "What could go?" },
        { id: "be_kind", text: "Be kind" },
      ],
    });
  });

  it("that is neither is told so", () => {
    expect(read("Just some words.\n")).toMatchObject({
      principles: [],
      problems: [{ line: 1, sentence: expect.stringContaining("neither a list nor a heading") }],
    });
    expect(read(" \n")).toMatchObject({ problems: [{ line: 1 }] });
  });
});

describe("a constitution in JSON", () => {
  it("is a list of texts or objects, under whatever name, with or without ids", () => {
    expect(ids('["Be kind.", "Be kind.", "Sei höflich!"]')).toEqual(["be_kind", "be_kind_2", "sei_hoflich"]);
    expect(
      read(
        '{"principles": [{"id": "a", "text": "One.", "critique": "Why?"}, {"name": "No harm", "principle": "Two.", "revision_request": "Mend."}]}',
      ).principles,
    ).toEqual([
      { id: "a", text: "One.", critique: "Why?" },
      { id: "no_harm", text: "Two.", revision: "Mend." },
    ]);
    expect(read('{"kind": "Be kind.", "true": {"text": "Be true."}}').principles).toEqual([
      { id: "kind", text: "Be kind." },
      { id: "true", text: "Be true." },
    ]);
  });

  it("is critiques beside revisions, the nth of both together", () => {
    expect(read('{"critiques": ["Is it harmful?", "Is it rude?"],\n "revisions": ["Make it harmless."]}')).toEqual({
      principles: [
        { id: "is_it_harmful", text: "Is it harmful?", critique: "Is it harmful?", revision: "Make it harmless." },
        { id: "is_it_rude", text: "Is it rude?", critique: "Is it rude?" },
      ],
      problems: [{ line: 2, sentence: expect.stringContaining("2 critiques and 1 revisions") }],
    });
    expect(read('{"constitutions": [{"critic": "Is it rude?", "revision": "Be polite."}]}').principles).toMatchObject([
      { text: "Is it rude?", revision: "Be polite." },
    ]);
  });

  it("tells by line what is no principle, and has the others", () => {
    const source =
      '[\n  {"id": "a", "text": "One."},\n  {"id": "a", "text": "Two."},\n  7.50,\n  {"id": "b"},\n  [1, 2],\n  {"id": "c", "text": " "}\n]';
    expect(read(source)).toEqual({
      principles: [
        { id: "a", text: "One." },
        { id: "7_50", text: "7.50" },
      ],
      problems: [
        { line: 3, sentence: "`a` is the id of the principle in line 2 too." },
        { line: 5, sentence: "This principle has no `text`." },
        { line: 6, sentence: "A principle is a text, or an object with a `text`." },
        { line: 7, sentence: "This principle has no `text`." },
      ],
    });
    expect(read('["One.",\n"Two."')).toMatchObject({
      principles: [],
      problems: [{ line: 2, sentence: expect.stringContaining("can't be read as JSON") }],
    });
    expect(read("[]")).toMatchObject({ problems: [{ sentence: "The list is empty." }] });
    expect(read('{"a": [1]}')).toMatchObject({ problems: [{ sentence: expect.stringContaining("no list of principles") }] });
  });
});

it("reads the body of a constitution cell as it is", () => {
  const reading = constitution.read(constitution.starter);
  if (!reading.ok) throw new Error("the starter can't be read");
  expect(read(constitution.starter)).toEqual({ principles: reading.body.principles, problems: [] });
});

it("never throws, and whatever it finds a constitution cell can hold", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc
          .array(fc.constantFrom("- a", "# b", "Critique: c", "", "  - d", "{", "[", "**e** f", "critiques:"))
          .map((lines) => lines.join("\n")),
      ),
      (source) => {
        const { principles, problems } = read(source);
        expect(principles.length + problems.length).toBeGreaterThan(0);
        if (principles.length > 0) expect(constitution.read(JSON.stringify({ principles }))).toMatchObject({ ok: true });
      },
    ),
  );
});

it("adds to what is there: equal principles once, others of the same id under a free one", () => {
  const present = [
    { id: "a", text: "One." },
    { id: "b", text: "Two." },
  ];
  expect(
    addPrinciples(present, [
      { id: "x", text: "One. " },
      { id: "b", text: "Three." },
      { id: "c", text: "Four." },
    ]),
  ).toEqual([
    { id: "b_2", text: "Three." },
    { id: "c", text: "Four." },
  ]);
});
