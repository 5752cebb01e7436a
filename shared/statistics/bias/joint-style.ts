import { fitLogistic, type LogisticRows } from "../logistic.ts";
import type { WeightedStatistic } from "../weighted-statistic.ts";
import type { Preference } from "./preferences.ts";
import { lengthTrait, normalisedDifference, styleTraits, type Trait } from "./traits.ts";

/** Length and every mark of style together, in this order. */
export const jointTraits: readonly Trait[] = [lengthTrait, ...styleTraits];

/** The penalty of Arena's style control: ridge / 2 × Σβ², strengths counted in units of log 10. */
export const jointRidge = 0.5;

export type JointStyle = {
  readonly statistic: WeightedStatistic;
  /** Comparisons whose trait values are all known. */
  readonly n: number;
  /** Traits in which no two answers differ: they have no slope. */
  readonly constant: readonly Trait["name"][];
};

/**
 * Bradley–Terry strengths of the teachers and slopes of all traits in one logistic fit, as Arena's style control: features
 * (a − b) / (a + b + 1) over their population deviation, ridge 0.5. The deviation is about 0, because each comparison can be
 * read from either side. Figures are the slopes in the order of `jointTraits`, NaN where a trait is constant.
 * Reference: lmarena style control, contextual Bradley–Terry.
 */
export function jointStyle(preferences: readonly Preference[]): JointStyle {
  const known = preferences.flatMap(({ cluster, share, a, b }) => {
    const features = jointTraits.map((trait) => {
      const [left, right] = [trait.of(a), trait.of(b)];
      return left === null || right === null ? Number.NaN : normalisedDifference(left, right);
    });
    return share === null || features.some(Number.isNaN) ? [] : [{ cluster, share, features, models: [a.model, b.model] }];
  });
  const models = [...new Set(known.flatMap((row) => row.models))].sort();
  const rows = jointRows(known, models);
  const constant = jointTraits.filter((_, index) => known.every(({ features }) => features[index] === 0)).map(({ name }) => name);
  return {
    statistic: jointStatistic(
      rows,
      known.map(({ cluster }) => cluster),
      models.length,
    ),
    n: known.length,
    constant,
  };
}

type KnownRow = { readonly share: number; readonly features: readonly number[]; readonly models: readonly string[] };

function jointRows(known: readonly KnownRow[], models: readonly string[]): LogisticRows {
  const place = new Map(models.map((model, index) => [model, index]));
  const entries = 2 + jointTraits.length;
  const [at, x] = [new Int32Array(known.length * entries), new Float64Array(known.length * entries)];
  known.forEach((row, index) => {
    const first = index * entries;
    const [left = "", right = ""] = row.models;
    at.set([place.get(left) ?? 0, place.get(right) ?? 0], first);
    x.set(left === right ? [0, 0] : [Math.LN10, -Math.LN10], first);
    row.features.forEach((value, trait) => {
      at[first + 2 + trait] = models.length + trait;
      x[first + 2 + trait] = value;
    });
  });
  return { width: models.length + jointTraits.length, entries, at, x, y: Float64Array.from(known, ({ share }) => share) };
}

function jointStatistic(rows: LogisticRows, clusters: readonly string[], models: number): WeightedStatistic {
  const scaled = { ...rows, x: Float64Array.from(rows.x) };
  let start: Float64Array | undefined;
  return {
    clusters,
    width: jointTraits.length,
    fill: (weights, into) => {
      const deviations = jointTraits.map((_, trait) => deviationOf(rows, weights, 2 + trait));
      for (let entry = 0; entry < rows.x.length; entry++) {
        const trait = (entry % rows.entries) - 2;
        if (trait >= 0) scaled.x[entry] = (rows.x[entry] as number) / (deviations[trait] || 1);
      }
      const fit = rows.y.length === 0 ? null : fitLogistic(scaled, weights, jointRidge, start);
      // The first call is the estimate itself; draws lie near it, and start there.
      start ??= fit?.beta;
      deviations.forEach((deviation, trait) => {
        into[trait] = fit === null || deviation === 0 ? Number.NaN : (fit.beta[models + trait] as number);
      });
    },
  };
}

function deviationOf({ x, y, entries }: LogisticRows, weights: Float64Array, entry: number): number {
  let sum = 0;
  let n = 0;
  for (let row = 0; row < y.length; row++) {
    const value = x[row * entries + entry] as number;
    sum += (weights[row] as number) * value * value;
    n += weights[row] as number;
  }
  return n === 0 ? 0 : Math.sqrt(sum / n);
}
