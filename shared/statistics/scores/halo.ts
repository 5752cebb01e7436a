import { correlator } from "../agreement/correlations.ts";
import type { WeightedStatistic } from "../weighted-statistic.ts";

/** One answer's scores by criterion; NaN where a criterion was not scored. */
export type CriterionRow = { readonly cluster: string; readonly scores: readonly number[] };

/**
 * Halo: the mean of Pearson's correlations between criteria over the answers scored on both. Near 1 the criteria are one
 * impression under several names, unless they truly go together; people's halo on the same answers tells the two apart.
 * Pairs of which one never varies are left out.
 */
export function halo(rows: readonly CriterionRow[], criteria: number): WeightedStatistic {
  const columns = Array.from({ length: criteria }, (_, place) => rows.map(({ scores }) => scores[place] ?? Number.NaN));
  const pairs = columns.flatMap((left, place) => columns.slice(place + 1).map((right) => correlator(left, right)));
  return {
    clusters: rows.map(({ cluster }) => cluster),
    width: 1,
    fill: (weights, into) => {
      const defined = pairs.map((correlate) => correlate(weights).pearson()).filter((value) => !Number.isNaN(value));
      into[0] = defined.length === 0 ? Number.NaN : defined.reduce((sum, value) => sum + value, 0) / defined.length;
    },
  };
}
