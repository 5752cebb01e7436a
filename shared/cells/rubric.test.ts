import { describe, expect, it } from "vitest";
import { rubric } from "./rubric.ts";

const problems = (source: string) => {
  const reading = rubric.read(source);
  return reading.ok ? [] : reading.problems;
};
const sentences = (source: string) => problems(source).map(({ sentence }) => sentence);
const body = (source: string) => {
  const reading = rubric.read(source);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.body;
};

describe("a rubric cell", () => {
  it("is free until a model writes criteria", () => {
    expect(rubric.costClassOf?.(body("criteria: [{ id: a, text: A }]"))).toBe("free");
    expect(rubric.costClassOf?.(body("per_prompt: { from: tasks, model: sim/willow-large }"))).toBe("paid");
    expect(rubric.tables("r", body("per_prompt: { from: tasks, model: sim/willow-large }"))).toEqual(["r", "r_calls"]);
  });

  it("says in a few words what it holds", () => {
    expect(
      rubric.summary(body("criteria: [{ id: a, text: A, type: rule }, { id: b, text: B }, { id: c, text: C, type: pitfall }]\nbase: r")),
    ).toBe("1 rule · 1 principle · 1 pitfall · on r");
  });

  it("names line and next step for each mistake", () => {
    const source = `criteria:
  - { id: a, text: A, type: rule, weight: -1 }
  - { id: a, text: B, weight: 0 }
  - { id: c, text: C, levels: { 0: none, 2: all } }
  - { id: d, text: D, priority: pitfall }
`;
    expect(problems(source)).toMatchObject([
      { sentence: expect.stringContaining("levels count up from 0"), place: { line: 4, key: "criteria.2.levels" } },
      { sentence: expect.stringContaining("only a criterion of `type: pitfall`"), place: { line: 5, key: "criteria.3.priority" } },
      { sentence: expect.stringContaining("only a pitfall may weigh negatively"), place: { line: 2, key: "criteria.0.weight" } },
      { sentence: expect.stringContaining("also the id of criterion 1"), place: { line: 3, key: "criteria.1.id" } },
      { sentence: expect.stringContaining("weighs 0"), place: { line: 3, key: "criteria.1.weight" } },
    ]);
  });

  it("refuses pitfalls of both signs and says why", () => {
    const [sentence] = sentences(
      "criteria: [{ id: a, text: Avoids filler, type: pitfall }, { id: b, text: Makes things up, type: pitfall, weight: -2 }]",
    );
    expect(sentence).toContain("punish one twice");
  });

  it("wants points written out, in HealthBench's range", () => {
    expect(sentences("aggregate: points\ncriteria: [{ id: a, text: A }, { id: b, text: B, weight: 11 }]")).toEqual([
      expect.stringContaining("needs the points"),
      expect.stringContaining("-10 to 10"),
    ]);
  });

  it("refuses what could have no effect", () => {
    expect(sentences("criteria: []")).toEqual([expect.stringContaining("at least one criterion")]);
    expect(sentences("criteria: [{ id: a, text: A, check: { type: length, max: 5 } }]\naggregate: holistic")[0]).toContain(
      "could not count",
    );
    expect(sentences("criteria: [{ id: a, text: A }]\napproved: r12")[0]).toContain("only criteria that a model writes");
    expect(sentences("criteria: [{ id: a, text: A, type: law }]")).toHaveLength(1);
    expect(sentences("criteria: [{ id: a, text: A, check: { type: magic } }]")[0]).toContain("a check has a `type`");
    expect(sentences("per_prompt: { from: t, model: sim/willow-large, min: 9, max: 8 }")[0]).toContain("must not be above");
  });

  it("is approved by the hash of what is there, and by nothing else", () => {
    const offered = { hash: "r1", differences: 84 };
    const written = (approved: string) => body(`per_prompt: { from: t, model: sim/willow-large }\n${approved}`);
    expect(rubric.approvalOf?.(written("approved: r1"), offered)).toEqual({ isApproved: true, sentence: "approved" });
    expect(rubric.approvalOf?.(written(""), offered)?.sentence).toBe("not approved: 84 criteria differ from the base");
    expect(rubric.approvalOf?.(written("approved: r2"), offered)).toMatchObject({ isApproved: false });
    expect(rubric.approvalOf?.(body("criteria: [{ id: a, text: A }]"), null)).toBeNull();
  });
});
