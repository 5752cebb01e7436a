import { describe, expect, it } from "vitest";
import { human } from "./human.ts";

const problemsOf = (source: string): readonly string[] => {
  const reading = human.read(source);
  return reading.ok ? [] : reading.problems.map(({ sentence, place }) => `${place.key}: ${sentence}`);
};

describe("a human cell's body", () => {
  it("counts items by its budget, not money, and keeps it in the recipe", () => {
    expect(human.read("from: answers\nbudget: 12\n")).toMatchObject({
      ok: true,
      body: { budget: 12, select: "random", overlap: 1, blind: true },
    });
    expect(problemsOf("from: answers\nbudget: 1.5\n")).toHaveLength(1);
    expect(human.shownKeys).toContain("budget");
  });

  it("refuses keys that would have no effect, and what can't be done", () => {
    expect(problemsOf("from: a\nselect: all\nbudget: 3\n")).toEqual([expect.stringContaining("`select: all` asks for every item")]);
    expect(problemsOf("from: a\nask: rubric\n")).toEqual([expect.stringContaining("`ask: rubric` needs `rubric:`")]);
    expect(problemsOf("from: a\nrubric: rules\n")).toEqual([expect.stringContaining("reads no rubric")]);
    expect(problemsOf("from: a\nscale: { min: 1, max: 5 }\n")).toEqual([expect.stringContaining("only `ask: score` has a scale")]);
    expect(problemsOf("from: a\noverlap: 3\nannotators: [ada, grace]\n")).toEqual([expect.stringContaining("there are 2 annotators")]);
    expect(problemsOf("from: a\nannotators: [ada, Ada]\n")).toEqual([expect.stringContaining("a name is there twice")]);
    expect(problemsOf("from: a\nask: score\nscale: { min: 5, max: 5 }\n")).toEqual([expect.stringContaining("`max` must be above `min`")]);
  });

  it("reads its sources by name and says what it yields", () => {
    const reading = human.read("from: answers\nverdicts: [judged, judged_criteria]\nask: rubric\nrubric: rules\noverlap: 2\n");
    if (!reading.ok) throw new Error("it can be read");
    expect(human.references(reading.body).map(({ name }) => name)).toEqual(["answers", "judged", "judged_criteria", "rules"]);
    expect(human.tables("people", reading.body)).toEqual([
      "people",
      "people_criteria",
      "people_queue",
      "people_judgements",
      "people_set_aside",
    ]);
    expect(human.summary(reading.body)).toBe("rubric · 50 random items × 2 people");
  });
});
