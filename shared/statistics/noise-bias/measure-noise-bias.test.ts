import fc from "fast-check";
import { expect, test } from "vitest";
import type { Judgement } from "../judgement.ts";
import type { TidyRow } from "../tidy-row.ts";
import { measureNoiseBias } from "./measure-noise-bias.ts";

const resampling = { draws: 200, seed: 1 };

/** A string an item, a letter a label; people are one letter each. */
function judge(name: string, items: readonly string[]): readonly Judgement[] {
  return items.flatMap((labels, index) =>
    [...labels].map((value, repeat) => ({ item: `i${index}`, judge: name, repeat, value: value === "." ? null : value })),
  );
}

function people(items: readonly string[]): readonly Judgement[] {
  return items.flatMap((labels, index) =>
    [...labels].map((value, person) => ({ item: `i${index}`, judge: `person ${person}`, isPerson: true, value })),
  );
}

function row(judgements: readonly Judgement[], statistic: string, of: string | null): TidyRow | undefined {
  return measureNoiseBias(judgements, { resampling }).rows.find((each) => each.statistic === statistic && each.judge_a === of);
}

test("people's variance is 1 less their leave-one-out agreement, and their bias 0 by definition", () => {
  const labels = people(["1111", "2221"]);
  expect(row(labels, "variance", null)?.estimate).toBeCloseTo(1 - 0.875, 14);
  expect(row(labels, "bias", null)).toMatchObject({ estimate: 0, low: null, reason: expect.stringContaining("told against") });
});

test("a judge that always says the same wrong thing is all bias and no noise", () => {
  const judgements = [...people(["1111", "1112", "2222", "2221"]), ...judge("firm", ["2222", "2222", "1111", "1111"])];
  expect(row(judgements, "variance", "firm")?.estimate).toBe(0);
  expect(row(judgements, "bias", "firm")?.estimate).toBe(1);
});

test("tied modes count by their expectation", () => {
  const judgements = [...people(["1122", "1111"]), ...judge("x", ["11", "12"])];
  expect(row(judgements, "bias", "x")?.estimate).toBe(0.5);
  // Labels 1 and 2: each against the single other, never the same.
  expect(row(judgements, "variance", "x")?.estimate).toBe(0.5);
});

test("one label an item leaves both undefined", () => {
  const judgements = [...people(["1", "2"]), ...judge("x", ["1", "2"])];
  for (const of of [null, "x"]) {
    expect(row(judgements, "variance", of)).toMatchObject({ estimate: null, reason: expect.stringContaining("no item has two labels") });
    expect(row(judgements, "bias", of)?.estimate).toBeNull();
  }
});

test("without people a judge has noise and no bias", () => {
  const alone = judge("x", ["12", "11"]);
  expect(row(alone, "variance", "x")?.estimate).toBe(0.5);
  expect(row(alone, "bias", "x")?.reason).toBe("people labelled none of its items, and bias is told against them");
  expect(measureNoiseBias(alone, { resampling }).sentence).toMatch(/^x differs from most of its other labels/);
});

test("people's own noise is taken out only when a person labelled the same item twice, and of two classes", () => {
  // Nine of ten labels were repeated: h² + (1 − h)² = 0.9. The judge's two labels match 7 whole items and one of the two labels of item 0.
  const items = Array.from({ length: 10 }, (_, index) => (index % 2 ? "1" : "2"));
  const relabelled = items.flatMap((value, index): readonly Judgement[] => [
    { item: `i${index}`, judge: "p", isPerson: true, value, repeat: 0 },
    { item: `i${index}`, judge: "p", isPerson: true, value: index === 0 ? "1" : value, repeat: 1 },
  ]);
  const judged = judge(
    "x",
    items.map((value, index) => (index === 1 || index === 2 ? (value === "1" ? "2" : "1") : value)).map((value) => value + value),
  );
  const corrected = row([...relabelled, ...judged], "accuracy without people's noise", "x");
  const agreement = (7 + 0.5) / 10;
  const h = (1 + Math.sqrt(0.8)) / 2;
  expect(corrected?.estimate).toBeCloseTo((agreement - (1 - h)) / (2 * h - 1), 12);
  expect(row([...people(items), ...judged], "accuracy without people's noise", "x")).toBeUndefined();
  const third = [...relabelled, ...judged, { item: "i0", judge: "x", value: "tie", repeat: 9 }];
  expect(row(third, "accuracy without people's noise", "x")?.reason).toBe("it needs labels of two classes, and there are 3");
});

test("the finding names the least biased judge with its noise and people's", () => {
  const judgements = [...people(["112", "111", "222"]), ...judge("good", ["11", "12", "22"]), ...judge("bad", ["22", "22", "22"])];
  expect(measureNoiseBias(judgements, { resampling }).sentence).toMatch(
    /^Least biased of 2 judges is good: bias .*, noise .*, beside .* among people\.$/,
  );
  expect(measureNoiseBias([]).sentence).toBe("There are no judgements.");
});

test("relabelling the classes and shuffling the rows change nothing", () => {
  const drawn = fc.array(
    fc.record({ item: fc.integer({ min: 0, max: 8 }), who: fc.constantFrom("x", "p", "q"), value: fc.constantFrom("1", "2", "3") }),
    { maxLength: 50 },
  );
  const other: { readonly [value: string]: string } = { "1": "3", "2": "1", "3": "2" };
  fc.assert(
    fc.property(drawn, (each) => {
      const judgements = each.map(
        ({ item, who, value }, repeat): Judgement => ({ item: `i${item}`, judge: who, value, repeat, isPerson: who !== "x" }),
      );
      const figures = (of: readonly Judgement[]) =>
        measureNoiseBias(of, { resampling }).rows.map(({ estimate, reason, n, items }) => [estimate?.toFixed(12), reason, n, items]);
      expect(figures([...judgements].reverse())).toEqual(figures(judgements));
      expect(figures(judgements.map((judgement) => ({ ...judgement, value: other[String(judgement.value)] ?? null })))).toEqual(
        figures(judgements),
      );
    }),
    { numRuns: 40 },
  );
});
