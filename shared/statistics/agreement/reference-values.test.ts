import { expect, test } from "vitest";
import { clusterBootstrap } from "../bootstrap.ts";
import { type Contribution, proportion, type SumStatistic, totalsOf } from "../sum-statistic.ts";
import { wilsonInterval } from "../wilson.ts";
import { cohenKappa } from "./agreement-statistics.ts";
import { intervalAlpha, nominalAlpha, ordinalAlpha } from "./krippendorff-alpha.ts";

// scipy 1.10.1, scikit-learn 1.2.1 and statsmodels 0.13.5 of Debian 12; each value stands beside the call that made it.

const valueOf = (statistic: SumStatistic) => statistic.value(totalsOf(statistic));

function tablePairs(cells: readonly (readonly [first: string, second: string, count: number])[]) {
  const pairs = cells.flatMap(([first, second, count]) => Array.from({ length: count }, () => ({ first, second })));
  return pairs.map((pair, index) => ({ ...pair, cluster: String(index) }));
}

test("Krippendorff's alpha matches his worked example of 2011: four judges, twelve units, gaps", () => {
  const judges = ["1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 ."];
  const units = Array.from({ length: 12 }, (_, unit) => {
    const given = judges.map((values) => values.split(" ")[unit]);
    return { cluster: String(unit), values: given.filter((value) => value !== ".").map(Number) };
  });
  expect(valueOf(nominalAlpha(units))).toBeCloseTo(0.7434, 4);
  expect(valueOf(ordinalAlpha(units, [1, 2, 3, 4, 5]))).toBeCloseTo(0.8154, 4);
  expect(valueOf(intervalAlpha(units))).toBeCloseTo(0.8491, 4);
});

test("an ordinal scale's unused classes and an interval scale's origin change nothing", () => {
  const units = [
    { cluster: "1", values: [2, 3, 3] },
    { cluster: "2", values: [5, 4] },
    { cluster: "3", values: [1, 2] },
  ];
  const moved = units.map(({ cluster, values }) => ({ cluster, values: values.map((value) => value + 1e6) }));
  expect(valueOf(ordinalAlpha(units, [0, 1, 2, 3, 4, 5, 6]))).toBe(valueOf(ordinalAlpha(units, [1, 2, 3, 4, 5])));
  expect(valueOf(intervalAlpha(moved))).toBeCloseTo(Number(valueOf(intervalAlpha(units))), 12);
});

test("Cohen's kappa matches the two skewed and balanced tables", () => {
  // cohen_kappa_score([0]*118+[0]*5+[1]*2, [0]*118+[1]*5+[0]*2); cohen_kappa_score([0]*25+[1]*25, [0]*20+[1]*5+[0]*10+[1]*15)
  const skewed = tablePairs([
    ["yes", "yes", 118],
    ["yes", "no", 5],
    ["no", "yes", 2],
  ]);
  const balanced = tablePairs([
    ["yes", "yes", 20],
    ["yes", "no", 5],
    ["no", "yes", 10],
    ["no", "no", 15],
  ]);
  expect(valueOf(cohenKappa(skewed))).toBeCloseTo(-0.023391812865497075, 14);
  expect(valueOf(cohenKappa(balanced))).toBeCloseTo(0.4, 14);
});

test("Wilson intervals match statsmodels", () => {
  // proportion_confint(k, n, method="wilson")
  expect(wilsonInterval(8, 10)).toEqual({ low: expect.closeTo(0.49016247153664183, 12), high: expect.closeTo(0.9433178485456247, 12) });
  expect(wilsonInterval(0, 10)).toEqual({ low: 0, high: expect.closeTo(0.27753279986288926, 12) });
  expect(wilsonInterval(10, 10)).toEqual({ low: expect.closeTo(0.7224672001371106, 12), high: 1 });
  expect(wilsonInterval(37, 120)).toEqual({ low: expect.closeTo(0.23272736988916298, 12), high: expect.closeTo(0.39582997723800684, 12) });
  expect(wilsonInterval(0, 0)).toBeNull();
});

test("the cluster bootstrap of a ratio matches scipy's on the cluster index", () => {
  // bootstrap((arange(12),), lambda i: agree[i].sum()/total[i].sum(), n_resamples=200000, method="percentile", random_state=1)
  const agree = [3, 1, 2, 0, 4, 2, 1, 3, 2, 2, 5, 1];
  const total = [4, 2, 2, 1, 5, 4, 1, 3, 3, 4, 5, 3];
  const contributions = agree.map((count, index): Contribution => ({ cluster: `c${index}`, at: [0, 1], add: [count, total[index] ?? 0] }));
  const result = clusterBootstrap({ ...proportion(contributions, "none"), isProportion: false }, { draws: 50_000, seed: 7 });
  expect(result?.low).toBeCloseTo(0.5555555555555556, 2);
  expect(result?.high).toBeCloseTo(0.8378378378378378, 2);
});

test("the bootstrap of kappa over items, drawn from the count table, matches one by index in numpy", () => {
  // t = 3 x the 20 pairs; percentile([cohen_kappa_score(*t[rng.integers(0, 60, 60)].T) for 20000 draws], [2.5, 97.5])
  const [first, second] = ["aabtbbabtaabbatbbaab", "abbtbaabtaabbbtbtaab"];
  const pairs = Array.from({ length: 60 }, (_, at) => ({ cluster: String(at), first: first[at % 20], second: second[at % 20] }));
  expect(valueOf(cohenKappa(pairs))).toBeCloseTo(0.6812749003984064, 14);
  const result = clusterBootstrap(cohenKappa(pairs), { draws: 20_000, seed: 3 });
  expect(result?.low).toBeCloseTo(0.504, 2);
  expect(result?.high).toBeCloseTo(0.837, 2);
});
