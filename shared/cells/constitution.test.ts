import { describe, expect, it } from "vitest";
import { constitution } from "./constitution.ts";

const problemsOf = (source: string) => {
  const reading = constitution.read(source);
  return reading.ok ? [] : reading.problems;
};

describe("a constitution", () => {
  it("starts with sixteen principles that differ, each with its critique and revision", () => {
    const reading = constitution.read(constitution.starter);
    if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
    const { principles } = reading.body;
    expect(constitution.summary(reading.body)).toBe("16 principles");
    for (const key of ["id", "text", "critique", "revision"] as const) expect(new Set(principles.map((each) => each[key])).size).toBe(16);
  });

  it("names the line of an id used twice, of an empty text and of a key it does not know", () => {
    expect(problemsOf("principles:\n  - { id: a, text: One. }\n  - { id: a, text: Two. }\n")).toMatchObject([
      { sentence: expect.stringContaining("`a` is the id of principle 1 too"), place: { line: 3 } },
    ]);
    expect(problemsOf('principles:\n  - { id: a, text: " " }\n')).toMatchObject([{ place: { key: "principles.0.text", line: 2 } }]);
    expect(problemsOf("principles:\n  - { id: a, text: One., critic: Why? }\n")).toMatchObject([
      { sentence: "Unknown key `critic` in `principles.0`." },
    ]);
    expect(problemsOf("principles: []\n")).toHaveLength(1);
    expect(problemsOf("version: 2\n")).toMatchObject([{ sentence: "`principles` is missing." }]);
  });

  it("takes ids and versions that YAML reads as numbers for what was written", () => {
    const reading = constitution.read("version: 2\nprinciples:\n  - { id: 7, text: One. }\n");
    expect(reading).toMatchObject({ ok: true, body: { version: "2", principles: [{ id: "7" }] } });
  });
});
