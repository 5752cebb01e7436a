import type { SumStatistic } from "../sum-statistic.ts";
import { nothingShared, tableContributions, topClassNote, type VotePair } from "./agreement-statistics.ts";

/** How much a near miss counts: nothing, or 1 less its share of the widest distance, by places on the scale or their square. */
export type Weighting = "identity" | "linear" | "quadratic";

/**
 * Weighted kappa, 1 − Σ w O / Σ w E with each judge's own margins; `scale` is the whole ordered scale, also the classes
 * nobody gave, because distances are counted in its places.
 * Reference: sklearn.metrics.cohen_kappa_score(weights=…, labels=scale), R psych::cohen.kappa.
 */
export function weightedKappa<V>(pairs: readonly VotePair<V>[], scale: readonly V[], weighting: "linear" | "quadratic"): SumStatistic {
  const weights = weightsOf(scale.length, weighting);
  return chanceCorrected(pairs, scale, weights, (first, second, n) => {
    let expected = 0;
    for (let row = 0; row < scale.length; row++) {
      const share = (first[row] as number) / n;
      if (share === 0) continue;
      for (let column = 0; column < scale.length; column++)
        expected += share * ((second[column] as number) / n) * (weights[row * scale.length + column] as number);
    }
    return expected;
  });
}

/** Scott's pi: as kappa, with one margin for both judges. Source: Scott 1955. */
export function scottPi<V>(pairs: readonly VotePair<V>[], classes: readonly V[]): SumStatistic {
  return chanceCorrected(pairs, classes, weightsOf(classes.length, "identity"), (first, second, n) => {
    let expected = 0;
    for (let place = 0; place < classes.length; place++)
      expected += (((first[place] as number) + (second[place] as number)) / (2 * n)) ** 2;
    return expected;
  });
}

/**
 * Gwet's AC1, or AC2 when near misses count: chance agreement is taken from how spread out the classes are, so a
 * dominant class does not drag it down as it does kappa. `classes` are all of the scale, also those never given.
 * Source: Gwet 2008, Computing inter-rater reliability and its variance in the presence of high agreement.
 */
export function gwetAc<V>(pairs: readonly VotePair<V>[], classes: readonly V[], weighting: Weighting = "identity"): SumStatistic {
  const q = classes.length;
  const weights = weightsOf(q, weighting);
  const weightSum = weights.reduce((sum, weight) => sum + weight, 0);
  const statistic = chanceCorrected(pairs, classes, weights, (first, second, n) => {
    let spread = 0;
    for (let place = 0; place < q; place++) {
      const share = ((first[place] as number) + (second[place] as number)) / (2 * n);
      spread += share * (1 - share);
    }
    return (weightSum / (q * (q - 1))) * spread;
  });
  const singleClass = "the scale has a single class, so nothing could be said but that";
  const value: SumStatistic["value"] = (totals) => (q < 2 && pairs.length > 0 ? singleClass : statistic.value(totals));
  return { ...statistic, value, note: () => null };
}

type Expected = (first: Float64Array, second: Float64Array, n: number) => number;

/** (Po − Pe) / (1 − Pe) from the weighted agreements and both margins: all that these statistics need of the table. */
function chanceCorrected<V>(pairs: readonly VotePair<V>[], classes: readonly V[], weights: Float64Array, expected: Expected): SumStatistic {
  const q = classes.length;
  return {
    width: 1 + 2 * q,
    contributions: tableContributions(pairs, classes, (row, column) => weights[row * q + column] as number),
    value: (totals) => {
      const first = totals.subarray(1, 1 + q);
      const n = first.reduce((sum, count) => sum + count, 0);
      if (n === 0) return nothingShared;
      const chance = expected(first, totals.subarray(1 + q), n);
      if (chance > 1 - 1e-12) return "agreement by chance is already complete";
      return ((totals[0] as number) / n - chance) / (1 - chance);
    },
    note: (totals) => topClassNote(totals, q),
  };
}

function weightsOf(q: number, weighting: Weighting): Float64Array {
  const weights = new Float64Array(q * q);
  for (let row = 0; row < q; row++) {
    for (let column = 0; column < q; column++) {
      const distance = Math.abs(row - column) / Math.max(1, q - 1);
      const missed = weighting === "identity" ? Number(row !== column) : weighting === "linear" ? distance : distance * distance;
      weights[row * q + column] = 1 - missed;
    }
  }
  return weights;
}
