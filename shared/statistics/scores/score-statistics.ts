import type { SumStatistic } from "../sum-statistic.ts";

export type Score = { readonly cluster: string; readonly score: number };

const noScores = "it gave no readable score";
const oneScore = "it gave fewer than two readable scores";

/** Standard deviation with n − 1. */
export function spread(scores: readonly Score[]): SumStatistic {
  const origin = scores[0]?.score ?? 0;
  return {
    width: 3,
    contributions: scores.map(({ cluster, score }) => ({ cluster, at: [0, 1, 2], add: [1, score - origin, (score - origin) ** 2] })),
    value: ([n = 0, sum = 0, squares = 0]) => (n < 2 ? oneScore : Math.sqrt(Math.max(0, squares - (sum * sum) / n) / (n - 1))),
  };
}

/** Entropy in bits of how often each value is given: 0 for a single value, log₂ of their number when all are as frequent. */
export function scoreEntropy(scores: readonly Score[]): SumStatistic {
  const places = new Map(
    [...new Set(scores.map(({ score }) => score))].sort((left, right) => left - right).map((score, place) => [score, place]),
  );
  return {
    width: places.size,
    contributions: scores.map(({ cluster, score }) => ({ cluster, at: [places.get(score) ?? 0], add: [1] })),
    value: (totals) => {
      const n = totals.reduce((sum, count) => sum + count, 0);
      if (n === 0) return noScores;
      return totals.reduce((bits, count) => (count === 0 ? bits : bits - (count / n) * Math.log2(count / n)), 0);
    },
  };
}

/** One answer scored by a judge and by another of the panel. */
export type SharedScore = { readonly cluster: string; readonly other: number; readonly own: number; readonly theirs: number };

/**
 * A judge's spread over the other judges' on the answers they share: √(Σ own variance / Σ others' variance) over the
 * others. Below 1 it keeps to the middle (central tendency), above 1 it uses more of the scale than the panel.
 */
export function relativeSpread(shared: readonly SharedScore[], judges: number): SumStatistic {
  const origin = shared[0]?.own ?? 0;
  return {
    width: 5 * judges,
    contributions: shared.map(({ cluster, other, own, theirs }) => {
      const [left, right] = [own - origin, theirs - origin];
      return { cluster, at: [0, 1, 2, 3, 4].map((place) => 5 * other + place), add: [1, left, left * left, right, right * right] };
    }),
    value: (totals) => {
      let [own, theirs] = [0, 0];
      for (let judge = 0; judge < judges; judge++) {
        const [n = 0, sum = 0, squares = 0, otherSum = 0, otherSquares = 0] = totals.subarray(5 * judge, 5 * judge + 5);
        if (n < 2) continue;
        own += (squares - (sum * sum) / n) / (n - 1);
        theirs += (otherSquares - (otherSum * otherSum) / n) / (n - 1);
      }
      return theirs <= 1e-12 ? "no other judge's scores vary on two answers both scored" : Math.sqrt(Math.max(0, own) / theirs);
    },
  };
}
