import { describe, expect, test } from "vitest";
import { measure } from "../measured.ts";
import { meanFigure, shareFigure } from "./mean-statistic.ts";

const figuresOf = (...figures: readonly number[]) => figures.map((figure, index) => ({ cluster: String(index), figure }));
const counts = { n: 12, items: 12, nulls: 0, ties: 0 };

describe("means and shares", () => {
  test("a mean of words or nats has no interval of a proportion, even where all happen to be 0 or 1", () => {
    const words = measure(meanFigure(figuresOf(...Array.from({ length: 12 }, () => 1)), "no text"), counts);
    expect(words).toMatchObject({ value: 1, low: null, interval: null, intervalReason: "no interval: every draw gave the same value" });
    const divergence = measure(meanFigure(figuresOf(0), "no text"), { ...counts, n: 1, items: 1 });
    expect(divergence).toMatchObject({
      value: 0,
      low: null,
      high: null,
      intervalReason: "no interval: 1 of the 10 prompts that resampling needs",
    });
  });

  // statsmodels.stats.proportion.proportion_confint(9, 12, method="wilson")
  test("a share of times that something holds has Wilson's interval", () => {
    const share = measure(shareFigure(figuresOf(0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1), "nothing"), counts);
    expect(share).toMatchObject({ value: 0.75, interval: "wilson" });
    expect(share.low).toBeCloseTo(0.46769, 4);
    expect(share.high).toBeCloseTo(0.91106, 4);
  });

  test("a share that holds in part somewhere is resampled", () => {
    expect(measure(shareFigure(figuresOf(0.5, ...Array.from({ length: 11 }, (_, index) => index % 2)), "nothing"), counts).interval).toBe(
      "cluster bootstrap",
    );
  });
});
