import { describe, expect, it } from "vitest";
import { type Measured, undefinedMeasure } from "./measured.ts";
import { figure, tidyRow } from "./tidy-row.ts";

function rowOf(of: Partial<Measured>) {
  const measured: Measured = { ...undefinedMeasure("", { n: 12, items: 12, nulls: 0, ties: 0, clusters: 12 }), reason: null, ...of };
  return tidyRow({ statistic: "entropy", slice: null, judge_a: "x" }, measured, "number", (value) => `x has ${value}`);
}

describe("a row", () => {
  it("is undefined where its number overflowed", () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
      expect(rowOf({ value, low: 0, high: 1, interval: "cluster bootstrap" })).toMatchObject({
        estimate: null,
        low: null,
        high: null,
        interval: null,
        n: 12,
        reason: "the numbers are too large or too small to compute with",
        sentence: "Entropy of x is undefined: the numbers are too large or too small to compute with.",
      });
  });

  it("keeps its number and loses an interval that overflowed", () => {
    expect(rowOf({ value: 2, low: 1, high: Number.POSITIVE_INFINITY, interval: "cluster bootstrap" })).toMatchObject({
      estimate: 2,
      low: null,
      high: null,
      interval: null,
      reason: "no interval: its bounds are too large to compute with",
    });
  });

  it("never leaves its own estimate out of the interval, and says what was done", () => {
    const stretched = "the draws lie to one side of the estimate, and the interval was stretched to it";
    expect(rowOf({ value: 2, low: 1, high: 1.9, interval: "cluster bootstrap" })).toMatchObject({ low: 1, high: 2, reason: stretched });
    expect(rowOf({ value: 2, low: 2.5, high: 3, interval: "cluster bootstrap", intervalReason: "few" })).toMatchObject({
      low: 2,
      high: 3,
      reason: `few; ${stretched}`,
    });
    expect(rowOf({ value: 2, low: 2 + 1e-15, high: 3, interval: "cluster bootstrap" }).reason).toBeNull();
  });
});

describe("a figure", () => {
  it("that rounds to zero is zero, while its bounds keep the sign that says where zero lies", () => {
    expect(figure({ value: -0.001, low: -0.004, high: 0.2 }, "number")).toBe("0.00 [−0.00, 0.20]");
    expect(figure({ value: -1e-9, low: null, high: null }, "points")).toBe("0.0 points");
    expect(figure({ value: -0.01, low: null, high: null }, "number")).toBe("−0.01");
  });
});
