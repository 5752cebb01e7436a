import type { SumStatistic } from "../sum-statistic.ts";
import type { ScoredRow } from "./severity.ts";

/** The mean over answers of what their judges gave on average. */
export function rawMean(rows: readonly ScoredRow[]): SumStatistic {
  return {
    width: 2,
    contributions: rows.map(({ cluster, scores }) => {
      const given = scores.filter((score) => !Number.isNaN(score));
      return { cluster, at: [0, 1], add: [given.reduce((sum, score) => sum + score, 0) / given.length, 1] };
    }),
    value: ([sum = 0, n = 0]) => (n === 0 ? "no answer of it has a score" : sum / n),
  };
}

/** Totals of one judge: all its scores, their sum and squares, and of the model's answers its shares and what it gave. */
const perJudge = 5;

/**
 * The same with every score as its distance from its judge's own mean in that judge's standard deviations (z, n − 1), so that
 * severe and mild, narrow and wide judges count alike. The judges' means and deviations are of all their scores, and taken anew on
 * each draw. Undefined where a judge of the model gave a single value.
 */
export function adjustedMean(rows: readonly ScoredRow[], model: string, judges: readonly string[]): SumStatistic {
  const origin = rows[0]?.scores.find((score) => !Number.isNaN(score)) ?? 0;
  const answers = perJudge * judges.length;
  return {
    width: answers + 1,
    contributions: rows.map(({ cluster, scores, model: own }) => {
      const given = scores.flatMap((score, judge) => (Number.isNaN(score) ? [] : [{ judge, score: score - origin }]));
      const isOwn = own === model;
      const share = isOwn ? 1 / given.length : 0;
      return {
        cluster,
        at: [...given.flatMap(({ judge }) => [0, 1, 2, 3, 4].map((place) => perJudge * judge + place)), ...(isOwn ? [answers] : [])],
        add: [...given.flatMap(({ score }) => [1, score, score * score, share, share * score]), ...(isOwn ? [1] : [])],
      };
    }),
    value: (totals) => {
      const n = totals[answers] as number;
      if (n === 0) return "no answer of it has a score";
      let sum = 0;
      for (const [judge, name] of judges.entries()) {
        const [count = 0, all = 0, squares = 0, shares = 0, given = 0] = totals.subarray(perJudge * judge, perJudge * (judge + 1));
        if (shares === 0) continue;
        const variance = (squares - (all * all) / count) / (count - 1);
        if (!(variance > 1e-12)) return `${name} gave no two different scores, so no score of it is far from its mean`;
        sum += (given - (shares * all) / count) / Math.sqrt(variance);
      }
      return sum / n;
    },
  };
}
