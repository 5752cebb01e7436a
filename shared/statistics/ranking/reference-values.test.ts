import { expect, test } from "vitest";
import { measureRanking } from "./measure-ranking.ts";
import { fromCounts, type Met } from "./test-battles.ts";
import type { TieRule } from "./tie-models.ts";

// R 4.2.2 of Debian 12 with BradleyTerry2 1.1.2 and MASS 7.3; each value stands below the call that made it, with
// w <- data.frame(first, second, won, lost, tied) of the six rows here. scipy 1.10.1 gives the same by
// minimize(method="L-BFGS-B", options={"ftol": 1e-16, "gtol": 1e-11}) on the written-out likelihoods.

const counts: readonly Met[] = [
  ["m1", "m2", 20, 10, 5],
  ["m1", "m3", 15, 12, 6],
  ["m1", "m4", 25, 4, 2],
  ["m2", "m3", 14, 13, 8],
  ["m2", "m4", 18, 7, 3],
  ["m3", "m4", 16, 9, 4],
];
const resampling = { draws: 50, seed: 1 };
const models = ["m1", "m2", "m3", "m4"];

function figures(statistic: string, ties: TieRule, judgements = fromCounts(counts)): readonly number[] {
  const rows = measureRanking(judgements, { ties, resampling }).rows.filter((row) => row.statistic === statistic);
  const sorted = [...rows].sort((left, right) => models.indexOf(left.model ?? "") - models.indexOf(right.model ?? ""));
  return sorted.map(({ estimate }) => estimate ?? Number.NaN);
}

function expectClose(found: readonly number[], wanted: readonly number[], digits: number): void {
  expect(found).toHaveLength(wanted.length);
  wanted.forEach((value, index) => {
    expect(found[index]).toBeCloseTo(value, digits);
  });
}

test("strengths with half-win ties are BradleyTerry2's", () => {
  // b <- c(0, coef(BTm(cbind(won + tied/2, lost + tied/2), first, second, data = w))); b - mean(b)
  expectClose(figures("strength", "half"), [0.56776232313, 0.07335135947, 0.07557005829, -0.71668374088], 9);
});

test("Davidson's strengths and nu are those of the log-linear model", () => {
  // Three rows a pair (won, lost, tied) with x_i = 1/2, x_j = -1/2 where i won, the reverse where j won, tie = 1 for a tie:
  // g <- glm(n ~ factor(pair) + tie + m2 + m3 + m4, family = poisson); b <- c(0, coef(g)[-(1:7)]); b - mean(b); exp(coef(g)["tie"])
  expectClose(figures("strength", "davidson"), [0.67823210941, 0.08801909546, 0.09061375066, -0.85686495553], 8);
  expectClose(figures("davidson nu", "davidson"), [0.3753597106], 8);
});

test("Rao and Kupper's strengths and theta are those of a cumulative logit on battles and their mirror images", () => {
  // p <- MASS::polr(y ~ m2 + m3 + m4, weights = n); x_i = 1, x_j = -1; b <- c(0, coef(p)); b - mean(b); exp(p$zeta[2])
  expectClose(figures("strength", "rao-kupper"), [0.59359767013, 0.08054215578, 0.0829660684, -0.7571058943], 6);
  expectClose(figures("rao-kupper theta", "rao-kupper"), [1.399391328], 6);
});

test("the effect of the first position is BradleyTerry2's home advantage", () => {
  const shown = (rows: readonly Met[], order: string) =>
    fromCounts(rows, "judge", "ab").map((each) => ({ ...each, item: order + each.item }));
  const judgements = [
    ...shown(
      counts.map(([a, b], pair): Met => [a, b, [12, 9, 14, 9, 11, 10][pair] ?? 0, [3, 4, 1, 4, 2, 2][pair] ?? 0]),
      "home",
    ),
    ...shown(
      counts.map(([a, b], pair): Met => [b, a, [7, 8, 3, 9, 5, 7][pair] ?? 0, [8, 6, 11, 5, 7, 6][pair] ?? 0]),
      "away",
    ),
  ];
  // coef(BTm(cbind(won, lost), home, away, ~ team + at, id = "team", data = o))["at"], home first shown with at = 1
  expectClose(figures("first position effect", "half", judgements), [0.6787507679], 9);
});

test("a phantom player keeps strengths finite where one model never lost", () => {
  // minimize(lambda x: -(sum of the log-likelihood of the battles + sum(.5*log(expit(x)) + .5*log(expit(-x)))), zeros(3)).x, centred
  const unbeaten: readonly Met[] = [
    ["m1", "m2", 6, 0],
    ["m2", "m3", 3, 2, 1],
    ["m1", "m3", 4, 0],
  ];
  expectClose(figures("strength", "half", fromCounts(unbeaten)), [2.12515149, -0.92646241, -1.19868908], 6);
});
