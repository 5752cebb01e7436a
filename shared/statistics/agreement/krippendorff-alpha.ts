import type { Contribution, SumStatistic } from "../sum-statistic.ts";

/** What the judges said about one item; items with fewer than two values say nothing about agreement and are dropped. */
export type Unit<V> = { readonly cluster: string; readonly values: readonly V[] };

export type Scale = "nominal" | "ordinal" | "interval";

const nothingPaired = "no item has two readable judgements";
const noVariation = "every judgement has the same value, so there is no disagreement to expect by chance";

/**
 * Krippendorff's alpha, 1 − Do / De over the coincidences of values within units, for any number of judges and with
 * gaps. Each item adds its own coincidences, so the whole is a statistic of totals. Nominal: values differ or not.
 * Source: Krippendorff 2011, Computing Krippendorff's Alpha-Reliability.
 */
export function nominalAlpha<V>(units: readonly Unit<V>[]): SumStatistic {
  const paired = units.filter(({ values }) => values.length > 1);
  const place = placesOf(paired.flatMap(({ values }) => values));
  const contributions = paired.map(({ cluster, values }): Contribution => {
    const counts = countsOf(values);
    const same = [...counts.values()].reduce((sum, count) => sum + count * count, 0);
    const disagreement = (values.length ** 2 - same) / (values.length - 1);
    return { cluster, at: [0, ...[...counts.keys()].map((value) => 1 + (place.get(value) ?? 0))], add: [disagreement, ...counts.values()] };
  });
  return {
    width: 1 + place.size,
    contributions,
    value: (totals) => {
      let n = 0;
      let squares = 0;
      for (let index = 1; index < totals.length; index++) {
        const count = totals[index] as number;
        n += count;
        squares += count * count;
      }
      return alphaOf(n, totals[0] as number, n * n - squares, 0);
    },
  };
}

/** Distance (c − k)²: needs only each unit's sum and sum of squares. */
export function intervalAlpha(units: readonly Unit<number>[]): SumStatistic {
  const paired = units.filter(({ values }) => values.length > 1);
  const origin = paired[0]?.values[0] ?? 0;
  const contributions = paired.map(({ cluster, values }): Contribution => {
    const sum = values.reduce((total, value) => total + (value - origin), 0);
    const squares = values.reduce((total, value) => total + (value - origin) ** 2, 0);
    const disagreement = (2 * (values.length * squares - sum * sum)) / (values.length - 1);
    return { cluster, at: [0, 1, 2, 3], add: [disagreement, values.length, sum, squares] };
  });
  return {
    width: 4,
    contributions,
    value: ([disagreement = 0, n = 0, sum = 0, squares = 0]) => alphaOf(n, disagreement, 2 * (n * squares - sum * sum), n * squares),
  };
}

/**
 * Distance between two classes of an ordered scale: the number of values between their mid-ranks, squared, with the
 * ranks taken anew on every draw. `scale` lists the classes from low to high, also those never used.
 */
export function ordinalAlpha<V>(units: readonly Unit<V>[], scale: readonly V[]): SumStatistic {
  const paired = units.filter(({ values }) => values.length > 1);
  const place = placesOf(scale);
  const pairs = new Map<number, number>();
  const lower: number[] = [];
  const upper: number[] = [];
  const contributions = paired.map(({ cluster, values }): Contribution => {
    const counts = [...countsOf(values.map((value) => place.get(value) ?? 0))].sort(([left], [right]) => left - right);
    const at = counts.map(([rank]) => rank);
    const add = counts.map(([, count]) => count);
    counts.forEach(([low, lowCount], index) => {
      for (const [high, highCount] of counts.slice(index + 1)) {
        const key = low * scale.length + high;
        const pair = pairs.get(key) ?? pairs.size;
        if (pair === pairs.size) {
          pairs.set(key, pair);
          lower.push(low);
          upper.push(high);
        }
        at.push(scale.length + pair);
        add.push((2 * lowCount * highCount) / (values.length - 1));
      }
    });
    return { cluster, at, add };
  });
  const midranks = new Float64Array(scale.length);
  return {
    width: scale.length + pairs.size,
    contributions,
    value: (totals) => {
      let n = 0;
      for (let rank = 0; rank < scale.length; rank++) {
        const count = totals[rank] as number;
        midranks[rank] = n + count / 2;
        n += count;
      }
      let spread = 0; // the mean mid-rank is n / 2 whatever the counts
      for (let rank = 0; rank < scale.length; rank++) spread += (totals[rank] as number) * ((midranks[rank] as number) - n / 2) ** 2;
      let disagreement = 0;
      for (let pair = 0; pair < lower.length; pair++) {
        const gap = (midranks[upper[pair] as number] as number) - (midranks[lower[pair] as number] as number);
        disagreement += (totals[scale.length + pair] as number) * gap * gap;
      }
      return alphaOf(n, disagreement, 2 * n * spread, 0);
    },
  };
}

/** `spread` is the sum of distances over all ordered pairs of values; `magnitude` is the size of the terms it is a difference of. */
function alphaOf(n: number, disagreement: number, spread: number, magnitude: number): number | string {
  if (n < 2) return nothingPaired;
  if (spread <= magnitude * 1e-12) return noVariation;
  return 1 - ((n - 1) * disagreement) / spread;
}

export function placesOf<V>(values: readonly V[]): Map<V, number> {
  return new Map([...new Set(values)].map((value, index) => [value, index]));
}

export function countsOf<V>(values: readonly V[]): Map<V, number> {
  const counts = new Map<V, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
