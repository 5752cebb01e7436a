import fc from "fast-check";
import { expect, test } from "vitest";
import { type Judgement, turned } from "../judgement.ts";
import { fitLogistic } from "../logistic.ts";
import { strengthFitter } from "./fit-strengths.ts";
import { measureRanking } from "./measure-ranking.ts";

const resampling = { draws: 40, seed: 11 };
const side = (model: string) => ({ model, family: null, length: null, style: null });

const judgement = fc.record({
  prompt: fc.integer({ min: 0, max: 14 }),
  a: fc.constantFrom("m1", "m2", "m3", "m4"),
  b: fc.constantFrom("m1", "m2", "m3", "m4"),
  value: fc.constantFrom("a", "b", "tie", "inconsistent", null),
  order: fc.constantFrom("ab", "ba", null),
});

const study = fc.array(judgement, { minLength: 1, maxLength: 60 }).map((drawn) =>
  drawn.map(({ prompt, a, b, value, order }, index): Judgement => {
    return { item: `${prompt}-${index}`, cluster: `p${prompt}`, judge: "j", value, order, a: side(a), b: side(b) };
  }),
);
const ties = fc.constantFrom("half", "davidson", "rao-kupper");

test("turning sides and shuffling rows changes no row", () => {
  fc.assert(
    fc.property(study, ties, fc.infiniteStream(fc.nat()), (judgements, rule, keys) => {
      const keyed = judgements.map((each, index) => ({ key: keys.next().value, each: index % 2 === 0 ? turned(each) : each }));
      const moved = keyed.sort((left, right) => left.key - right.key).map(({ each }) => each);
      expect(measureRanking(moved, { ties: rule, resampling })).toEqual(measureRanking(judgements, { ties: rule, resampling }));
    }),
    { numRuns: 60 },
  );
});

test("renaming models renames the figures and changes none", () => {
  const names: { readonly [model: string]: string } = { m1: "z", m2: "y", m3: "x", m4: "w" };
  const renamed = (model: string) => names[model] ?? model;
  fc.assert(
    fc.property(study, ties, (judgements, rule) => {
      const other = judgements.map((each) => ({ ...each, a: side(renamed(each.a?.model ?? "")), b: side(renamed(each.b?.model ?? "")) }));
      const strengths = (of: readonly Judgement[]) =>
        measureRanking(of, { ties: rule, resampling }).rows.filter((row) => row.statistic === "strength" && row.model !== null);
      const found = new Map(strengths(other).map((row) => [row.model, row]));
      for (const row of strengths(judgements)) {
        const twin = found.get(renamed(row.model ?? ""));
        // Which of several equally large groups that never met is ranked goes by name.
        if (row.reason?.includes("no common scale") || twin?.reason?.includes("no common scale")) continue;
        if (row.estimate === null) expect(twin?.estimate).toBeNull();
        else expect(twin?.estimate).toBeCloseTo(row.estimate, 7);
        expect([twin?.n, twin?.dropped]).toEqual([row.n, row.dropped]);
      }
    }),
    { numRuns: 60 },
  );
});

test("no figure is ever NaN or infinite, ranks lie within their intervals and win rates between 0 and 1", () => {
  fc.assert(
    fc.property(study, ties, (judgements, rule) => {
      for (const { statistic, estimate, low, high, reason } of measureRanking(judgements, { ties: rule, resampling, baseline: "m1" })
        .rows) {
        if (estimate === null) expect(reason).not.toBeNull();
        for (const number of [estimate, low, high]) if (number !== null) expect(Number.isFinite(number)).toBe(true);
        if (statistic === "rank" && estimate !== null && low !== null && high !== null) {
          expect(low).toBeLessThanOrEqual(estimate);
          expect(high).toBeGreaterThanOrEqual(estimate);
        }
        if (statistic.includes("win rate") && estimate !== null) expect(estimate >= 0 && estimate <= 1).toBe(true);
      }
    }),
    { numRuns: 100 },
  );
});

test("with ties as half a win each, strengths are the logistic regression of the same battles", () => {
  const [first, second] = [Int32Array.of(0, 0, 1), Int32Array.of(1, 2, 2)];
  const outcomes = Float64Array.of(7, 3, 2, 5, 1, 1, 2, 4, 3);
  const model = { ties: "half", withOrder: false, withPrior: false } as const;
  const [one = 0, two = 0, three = 0] = strengthFitter({ players: 3, first, second }, model)(outcomes) ?? [];
  // The first player's strength is 0 and has no column.
  const rows = { width: 2, entries: 2, at: Int32Array.of(0, 1, 0, 1, 0, 1), x: Float64Array.of(-1, 0, 0, -1, 1, -1) };
  const [won, battles] = [
    [8, 5.5, 3.5],
    [12, 7, 9],
  ];
  const y = Float64Array.from(won, (wins, pair) => wins / (battles[pair] ?? 1));
  const fitted = fitLogistic({ ...rows, y }, Float64Array.from(battles))?.beta ?? [];
  expect(two - one).toBeCloseTo(fitted[0] ?? Number.NaN, 10);
  expect(three - one).toBeCloseTo(fitted[1] ?? Number.NaN, 10);
});
