import { describe, expect, it } from "vitest";
import { kinds } from "./kinds.ts";

const read = (kind: string, source: string) => kinds.get(kind)?.read(source);
const problemsOf = (kind: string, source: string) => {
  const reading = read(kind, source);
  return reading === undefined || reading.ok ? [] : reading.problems;
};

describe("every kind", () => {
  it.each([...kinds.keys()])("%s: its starter can be read, summed up and named", (name) => {
    const kind = kinds.get(name);
    const reading = kind?.read(kind.starter);
    if (kind === undefined || !reading?.ok) throw new Error(`${name}: ${JSON.stringify(reading)}`);
    expect(kind.summary(reading.body)).not.toBe("");
    expect(kind.tables("made", reading.body).every((table) => table.startsWith("made"))).toBe(true);
  });

  it.each(
    [...kinds.values()].filter((kind) => kind.language === "yaml").map((kind) => kind.kind),
  )("%s: its form names only keys its schema knows", (name) => {
    const kind = kinds.get(name);
    for (const field of kind?.fields ?? []) {
      const top = field.key.split(".")[0] ?? "";
      const unknown = problemsOf(name, `${kind?.starter ?? ""}\n${top}: null\n`).filter((problem) =>
        problem.sentence.includes("Unknown key"),
      );
      expect([field.key, unknown]).toEqual([field.key, []]);
    }
  });
});

describe("a body that can't be read", () => {
  it("names the line and the nearest key for a misspelt one", () => {
    expect(problemsOf("teacher", "from: tasks\nprompt: ask\nmodles: [sim/willow-large]\n")).toContainEqual(
      expect.objectContaining({
        sentence: "Unknown key `modles`.",
        hint: "Did you mean `models`?",
        place: expect.objectContaining({ line: 3 }),
      }),
    );
  });

  it("says which key is missing", () => {
    expect(problemsOf("teacher", "from: tasks\nmodels: [sim/a]\n")).toMatchObject([
      { sentence: "`prompt` is missing.", hint: "Add `prompt:` to the cell." },
    ]);
  });

  it("names the line of broken YAML and of a doubled key", () => {
    expect(problemsOf("judge", "from: answers\njudges: [sim/a\n")[0]?.place.line).toBeGreaterThanOrEqual(2);
    expect(problemsOf("judge", "from: a\nfrom: b\njudges: [sim/a]\n")[0]).toMatchObject({ place: { line: 2 } });
  });

  it("refuses a model without a provider, with the place in the list", () => {
    expect(problemsOf("judge", "from: a\njudges:\n  - sim/judge-fair\n  - gpt\n")).toMatchObject([{ place: { key: "judges.1", line: 4 } }]);
  });

  it("refuses bombs of aliases", () => {
    const bomb = `a: &a [x, x]\n${"bcdefghij"
      .split("")
      .map((letter, index) => `${letter}: &${letter} [*${"abcdefghi"[index]}, *${"abcdefghi"[index]}]`)
      .join("\n")}\n`;
    expect(problemsOf("dataset", bomb).length).toBeGreaterThan(0);
  });

  it("needs a dataset to have either a path or rows", () => {
    expect(problemsOf("dataset", "path: a.jsonl\nrows: []\n")).toHaveLength(1);
    expect(problemsOf("dataset", "sample: 3\n")).toHaveLength(1);
  });

  it("needs a query in a sql cell, and knows its options", () => {
    expect(problemsOf("sql", "-- nothing here\n")).toMatchObject([{ code: "sql" }]);
    expect(problemsOf("sql", "--| colour: red\nSELECT 1\n")).toMatchObject([{ place: { line: 1, key: "colour" } }]);
    expect(read("sql", "--| title: Best\nSELECT 1\n")).toMatchObject({ ok: true, body: { title: "Best" } });
  });
});
