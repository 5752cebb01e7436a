import type { Contribution, SumStatistic } from "../sum-statistic.ts";
import { countsOf, placesOf, type Unit } from "./krippendorff-alpha.ts";

/**
 * How items with different numbers of raters count: each item once, or each pair of ratings once. With the same number
 * of raters everywhere the two are one figure; otherwise they can differ by several points.
 */
export type FleissPooling = "items" | "pairs";

/**
 * Fleiss' kappa, (P̄ − Pe) / (1 − Pe) with one margin for all raters: Scott's pi for many, not Cohen's kappa averaged.
 * Margins are shares of all ratings of items with at least two.
 * Reference: statsmodels fleiss_kappa (equal numbers of raters). Source: Fleiss 1971.
 */
export function fleissKappa<V>(units: readonly Unit<V>[], pooling: FleissPooling): SumStatistic {
  const paired = units.filter(({ values }) => values.length > 1);
  const place = placesOf(paired.flatMap(({ values }) => values));
  const contributions = paired.map(({ cluster, values }): Contribution => {
    const counts = countsOf(values);
    const agreeing = [...counts.values()].reduce((sum, count) => sum + count * (count - 1), 0);
    const pairs = values.length * (values.length - 1);
    const share = pooling === "items" ? [agreeing / pairs, 1] : [agreeing, pairs];
    return { cluster, at: [0, 1, ...[...counts.keys()].map((value) => 2 + (place.get(value) ?? 0))], add: [...share, ...counts.values()] };
  });
  return {
    width: 2 + place.size,
    contributions,
    value: (totals) => {
      let [n, squares] = [0, 0];
      for (let index = 2; index < totals.length; index++) {
        const count = totals[index] as number;
        n += count;
        squares += count * count;
      }
      if (n === 0) return "no item has two readable judgements";
      const chance = squares / (n * n);
      if (chance > 1 - 1e-12) return "every judgement has the same value, so agreement by chance is already complete";
      return ((totals[0] as number) / (totals[1] as number) - chance) / (1 - chance);
    },
  };
}
