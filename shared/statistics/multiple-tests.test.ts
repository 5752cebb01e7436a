import { expect, test } from "vitest";
import { benjaminiHochberg, benjaminiYekutieli, exactBinomialTwoSided, mcNemar } from "./multiple-tests.ts";

test("the exact binomial test matches scipy.stats.binomtest(k, n, p).pvalue", () => {
  for (const [successes, trials, chance, reference] of [
    [3, 20, 0.5, 0.0025768280029296875],
    [10, 20, 0.5, 1],
    [2, 30, 0.3, 0.004237868899540842],
    [15, 30, 0.3, 0.02625387880372669],
    [0, 7, 0.2, 0.35774720000000004],
    [5200, 10_000, 0.5, 6.593515598672341e-5],
    [9, 10, 0.75, 0.46815013885498047],
  ] as const) {
    expect((exactBinomialTwoSided(successes, trials, chance) ?? Number.NaN) / reference).toBeCloseTo(1, 10);
  }
  expect(exactBinomialTwoSided(0, 0)).toBeNull();
});

test("McNemar's exact test matches statsmodels and needs an item on which the two differ", () => {
  // mcnemar([[10, 4], [12, 3]], exact=True).pvalue
  expect(mcNemar(4, 12)).toBeCloseTo(0.076812744140625, 12);
  expect(mcNemar(12, 4)).toBeCloseTo(0.076812744140625, 12);
  expect(mcNemar(0, 0)).toBeNull();
});

test("adjusted p-values match statsmodels multipletests and keep their order", () => {
  // multipletests([.01, .04, .03, .005, .5], method="fdr_bh" | "fdr_by")[1]
  const p = [0.01, 0.04, 0.03, 0.005, 0.5];
  const near = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 12));
  expect(benjaminiHochberg(p)).toEqual(near([0.025, 0.05, 0.05, 0.025, 0.5]));
  expect(benjaminiYekutieli(p)).toEqual(near([0.05708333333333333, 0.11416666666666667, 0.11416666666666667, 0.05708333333333333, 1]));
  expect(benjaminiHochberg([])).toEqual([]);
});
