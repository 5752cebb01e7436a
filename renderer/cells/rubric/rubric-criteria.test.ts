import { describe, expect, it } from "vitest";
import { aggregateOf, criterionLines, freeId, moved, readableCriteria, weightRange } from "./rubric-criteria.ts";

const values = {
  aggregate: "gated",
  criteria: [
    { id: "right", text: "Is right.", type: "rule" },
    { id: "brief", text: "Is brief.", weight: 3, check: { type: "length", max: 5 } },
    { id: "clear", text: "Is clear.", priority: "optional", levels: { 0: "no", 1: "yes" } },
    { id: "Not an id", text: "" },
  ],
};

describe("the criteria of a form", () => {
  it("show what is written and what holds where nothing is", () => {
    expect(criterionLines(values)).toMatchObject([
      { id: "right", type: "rule", weight: 1, isUsualWeight: true, extra: null },
      { id: "brief", type: "principle", weight: 3, isUsualWeight: false, extra: "checked by code: length" },
      { id: "clear", priority: "optional", weight: 0.3, extra: "2 levels" },
      { id: "Not an id", text: "", weight: 1 },
    ]);
    expect(readableCriteria(values).map(({ id }) => id)).toEqual(["right", "brief", "clear"]);
    expect(aggregateOf(values, "weighted")).toBe("gated");
    expect(aggregateOf({}, "points")).toBe("points");
  });

  it("are none where the text holds none, and unknown where it holds no list", () => {
    expect(criterionLines({})).toEqual([]);
    expect(criterionLines({ criteria: "right" })).toBeNull();
  });

  it("move one place at a time and stop at the ends", () => {
    expect(moved(["a", "b", "c"], 0, 1)).toEqual(["b", "a", "c"]);
    expect(moved(["a", "b", "c"], 2, 0)).toEqual(["c", "a", "b"]);
    const list = ["a", "b"];
    expect(moved(list, 0, -1)).toBe(list);
    expect(moved(list, 1, 2)).toBe(list);
  });

  it("keep the sign of a weight while it is moved", () => {
    expect(weightRange(-0.9, "weighted")).toEqual({ min: -2, max: -0.05, step: 0.05 });
    expect(weightRange(4, "weighted")).toEqual({ min: 0.05, max: 4, step: 0.05 });
    expect(weightRange(-3, "points")).toEqual({ min: -10, max: -1, step: 1 });
  });

  it("get an id that is free", () => {
    expect(freeId([])).toBe("criterion_1");
    expect(freeId(["right", "criterion_3"])).toBe("criterion_4");
  });
});
