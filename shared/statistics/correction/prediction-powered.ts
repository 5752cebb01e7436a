/** What the people and a judge said of one item. */
export type Judged = {
  readonly cluster: string;
  /** The judge's value. */
  readonly judged: number;
  /** People's; null where nobody was asked. */
  readonly labelled: number | null;
  /** 1 / chance of being labelled, for labelled items; 1 where they are a plain random sample. */
  readonly weight: number;
};

export type Sample = {
  readonly rows: readonly Judged[];
  /** Labelled items were drawn with known, unequal chances. */
  readonly isWeighted: boolean;
};

export type Estimate = { readonly value: number; readonly variance: number; readonly lambda: number };

/**
 * Mean of people's values from few labels and a judge's word on everything: λ · mean of the judge + mean of (label − λ · judge) over
 * the labelled. λ 0 is people only, 1 prediction-powered inference (Angelopoulos et al. 2023), and the one that
 * `tunedLambda` gives is PPI++. The variance is linearised by clusters, and is λ² var_N(f)/N + var_n(Y − λf)/n where every item has a
 * prompt of its own.
 *
 * Unweighted, the judge's mean is over the unlabelled items. Weighted by 1 / chance of selection, it is over all items, since the
 * unlabelled are then no fair sample, and the labelled mean is normalised by its weights (Hájek), so that turning the sides
 * turns the estimate.
 */
export function predictionPowered(sample: Sample, lambda: number): Estimate {
  const { rows, isWeighted } = sample;
  const labelled = rows.filter((row) => row.labelled !== null);
  const pool = isWeighted ? rows : rows.filter((row) => row.labelled === null);
  const weights = sum(labelled.map(({ weight }) => weight));
  const residual = (row: Judged): number => (row.labelled ?? 0) - lambda * row.judged;
  const correction = sum(labelled.map((row) => row.weight * residual(row))) / weights;
  const judgedMean = lambda === 0 || pool.length === 0 ? 0 : sum(pool.map(({ judged }) => judged)) / pool.length;
  const influence = new Map<string, { labelled: number; pool: number }>();
  const of = (cluster: string) => {
    const own = influence.get(cluster) ?? { labelled: 0, pool: 0 };
    influence.set(cluster, own);
    return own;
  };
  for (const row of labelled) of(row.cluster).labelled += (row.weight * (residual(row) - correction)) / weights;
  if (lambda !== 0) for (const row of pool) of(row.cluster).pool += (lambda * (row.judged - judgedMean)) / pool.length;
  const [labelledScale, poolScale] = [labelled, lambda === 0 ? [] : pool].map(smallSampleScale);
  const variance = sum(
    [...influence.values()].map((own) => (Math.sqrt(labelledScale ?? 1) * own.labelled + Math.sqrt(poolScale ?? 1) * own.pool) ** 2),
  );
  return { value: lambda * judgedMean + correction, variance, lambda };
}

/** G / (G − 1) over the clusters of a part, which makes n − 1 of n where each item is one. */
function smallSampleScale(rows: readonly Judged[]): number {
  const clusters = new Set(rows.map(({ cluster }) => cluster)).size;
  return clusters > 1 ? clusters / (clusters - 1) : 1;
}

/**
 * The λ of PPI++ (Angelopoulos, Duchi & Zrnic 2023): cov_n(Y, f) / ((1 + n/N) var(f)), clipped to [0, 1]; 0 where the judge never
 * varies or nothing is unlabelled.
 */
export function tunedLambda({ rows, isWeighted }: Sample): number {
  const labelled = rows.filter((row) => row.labelled !== null);
  const unlabelled = rows.length - labelled.length;
  const { covariance, variance } = moments(rows, labelled);
  if (unlabelled === 0 || variance <= 0) return 0;
  const ratio = isWeighted ? 0 : labelled.length / unlabelled;
  return Math.min(1, Math.max(0, covariance / ((1 + ratio) * variance)));
}

export type Moments = {
  /** Of label and judge over the labelled, and of the label itself. */
  readonly covariance: number;
  readonly labelVariance: number;
  /** Of the judge, over everything. */
  readonly variance: number;
};

/** Second moments with n − 1, the labelled ones weighted. */
export function moments(rows: readonly Judged[], labelled: readonly Judged[]): Moments {
  const weights = sum(labelled.map(({ weight }) => weight));
  const weighted = (of: (row: Judged) => number): number => sum(labelled.map((row) => row.weight * of(row))) / weights;
  const [label, judge] = [weighted((row) => row.labelled ?? 0), weighted((row) => row.judged)];
  const scale = labelled.length > 1 ? labelled.length / (labelled.length - 1) : 1;
  const all = sum(rows.map(({ judged }) => judged)) / rows.length;
  return {
    covariance: scale * weighted((row) => ((row.labelled ?? 0) - label) * (row.judged - judge)),
    labelVariance: scale * weighted((row) => ((row.labelled ?? 0) - label) ** 2),
    variance: rows.length > 1 ? sum(rows.map(({ judged }) => (judged - all) ** 2)) / (rows.length - 1) : 0,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
