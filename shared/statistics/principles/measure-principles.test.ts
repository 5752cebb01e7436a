import { describe, expect, it } from "vitest";
import type { Judgement } from "../judgement.ts";
import { measurePrinciples } from "./measure-principles.ts";

const side = (model: string) => ({ model, family: null, length: null, style: null });
/** One judge's verdict on a pair in both orders, by one principle. */
function verdict(at: number, principle: string, values: readonly [string | null, string | null], judge = "j"): readonly Judgement[] {
  return (["ab", "ba"] as const).map((order, index) => ({
    item: `p${at}`,
    judge,
    principle,
    order,
    value: values[index] ?? null,
    a: side("original"),
    b: side("revised"),
  }));
}
const both = (value: string): readonly [string, string] => [value, value];
const rowOf = (judgements: readonly Judgement[], statistic: string, criterion: string | null, judge = "j") =>
  measurePrinciples(judgements).rows.find((row) => row.statistic === statistic && row.criterion === criterion && row.judge_a === judge);

// Brief prefers the original in every fourth pair, checkable in every second; so they differ in every fourth.
const pairs = Array.from({ length: 20 }, (_, at) => at);
const judgements = pairs.flatMap((at) => [
  ...verdict(at, "brief", both(at % 4 === 0 ? "a" : "b")),
  ...verdict(at, "checkable", both(at % 2 === 0 ? "a" : "b")),
  ...verdict(at, "fair", at < 5 ? both("tie") : at < 10 ? ["a", "b"] : [null, "b"]),
]);

describe("principles", () => {
  it("are told by which system they prefer, in how many pairs they decide, and with what left out", () => {
    expect(rowOf(judgements, "win rate", "brief")).toMatchObject({
      estimate: 0.75,
      n: 20,
      model: "revised",
      dropped: 0,
      interval: "wilson",
    });
    expect(rowOf(judgements, "win rate", "checkable")).toMatchObject({
      estimate: 0.5,
      sentence: expect.stringContaining("prefers revised to original in 50 %"),
    });
    expect(rowOf(judgements, "pairs decided", "fair")).toMatchObject({ estimate: 0, n: 10, dropped: 10 });
    expect(rowOf(judgements, "win rate", "fair")).toMatchObject({ estimate: null, reason: "it decided no pair", ties: 5, dropped: 15 });
    expect(rowOf(judgements, "win rate over all principles", null)).toMatchObject({
      estimate: 25 / 40,
      n: 40,
      items: 20,
      ties: 5,
      dropped: 15,
      clusters: 20,
    });
    const fromB = measurePrinciples(judgements, { baseline: "revised" }).rows.find(({ statistic }) => statistic === "win rate");
    expect(fromB).toMatchObject({ model: "original", estimate: 0.25 });
  });

  it("conflict where both decide the same pair for the same judge and name different sides", () => {
    expect(rowOf(judgements, "conflict of two principles", "brief and checkable")).toMatchObject({
      estimate: 0.25,
      n: 20,
      interval: "wilson",
    });
    expect(rowOf(judgements, "conflict between principles", null)).toMatchObject({ estimate: 0.25, n: 20 });
    expect(measurePrinciples(judgements).sentence).toMatch(
      /name different sides in 25 % \[11, 47\] of 20 meetings\. Most of all: .*brief and checkable/,
    );
    // Where no two principles met, what is told is all of them together, not the one that stands out.
    const once = pairs.flatMap((at) => verdict(at, at % 2 === 0 ? "brief" : "checkable", both(at % 4 === 0 ? "a" : "b")));
    expect(measurePrinciples(once).sentence).toMatch(
      /^Whichever the principle, j prefers revised to original in 75 % .* of 20 verdicts\.$/,
    );
    // Another judge of another mind is no conflict.
    const apart = pairs.flatMap((at) => [...verdict(at, "brief", both("a"), "j"), ...verdict(at, "checkable", both("b"), "k")]);
    expect(rowOf(apart, "conflict between principles", null)).toMatchObject({
      estimate: null,
      n: 0,
      reason: expect.stringContaining("another `draw`"),
    });
  });

  it("come out the same however the rows come, and with systems left out where there are more than two", () => {
    expect(measurePrinciples(judgements.toReversed())).toEqual(measurePrinciples(judgements));
    const third = verdict(99, "brief", both("a")).map((each) => ({ ...each, b: side("edited") }));
    expect(measurePrinciples([...judgements, ...third]).rows.some(({ statistic }) => statistic === "win rate")).toBe(false);
  });

  it("are undefined where no verdict names one", () => {
    const { rows, sentence } = measurePrinciples(judgements.map(({ principle: _, ...rest }) => rest));
    expect(rows).toMatchObject([{ estimate: null, reason: expect.stringContaining("names the principle") }]);
    expect(sentence).toContain("undefined");
  });
});
