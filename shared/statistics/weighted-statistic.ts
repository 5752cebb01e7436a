import type { Resampling } from "./bootstrap.ts";
import { defaultResampling } from "./bootstrap.ts";
import { type Counts, fewestClusters, type Measured, undefinedMeasure } from "./measured.ts";
import { quantile } from "./quantile.ts";
import { fillPicks, randomBits } from "./random.ts";

/**
 * One or several figures of rows that may each count any number of times: ranks, fits and areas, which are no sums.
 * A draw of the bootstrap is a weight a row, the same for all rows of a cluster.
 */
export type WeightedStatistic = {
  /** Each row's cluster, in the order of the rows. */
  readonly clusters: readonly string[];
  /** How many figures come out. */
  readonly width: number;
  /** Fills `into` from the rows' weights (whole numbers, 1 each for the estimate itself); NaN where a figure is undefined. */
  readonly fill: (weights: Float64Array, into: Float64Array) => void;
};

export type WeightedDraws = {
  /** With every row once; NaN where undefined. */
  readonly estimates: Float64Array;
  /** Row-major: figure `f` of draw `d` at `d * width + f`. Empty when there were too few clusters to draw from. */
  readonly draws: Float64Array;
  readonly drawCount: number;
  readonly clusters: number;
};

/**
 * The figures, and the figures again on each draw of whole clusters with replacement (percentile bootstrap; R boot, scipy.stats.bootstrap on
 * cluster indexes). All figures of one draw share it, so differences between them are paired. Below ten clusters nothing is drawn.
 */
export function drawWeighted(statistic: WeightedStatistic, resampling: Resampling = defaultResampling): WeightedDraws {
  const { width } = statistic;
  const clusterOf = numbered(statistic.clusters);
  const clusters = clusterOf.count;
  const weights = new Float64Array(statistic.clusters.length).fill(1);
  const estimates = new Float64Array(width);
  statistic.fill(weights, estimates);
  if (clusters < fewestClusters) return { estimates, draws: new Float64Array(0), drawCount: 0, clusters };
  const bits = randomBits(resampling.seed);
  const picks = new Int32Array(clusters);
  const times = new Float64Array(clusters);
  const draws = new Float64Array(resampling.draws * width);
  for (let draw = 0; draw < resampling.draws; draw++) {
    fillPicks(bits, picks, clusters);
    times.fill(0);
    for (let pick = 0; pick < clusters; pick++) times[picks[pick] as number] = (times[picks[pick] as number] as number) + 1;
    for (let row = 0; row < weights.length; row++) weights[row] = times[clusterOf.of[row] as number] as number;
    statistic.fill(weights, draws.subarray(draw * width, (draw + 1) * width));
  }
  return { estimates, draws, drawCount: resampling.draws, clusters };
}

/** Clusters numbered by their sorted names, so that the order of rows changes no draw. */
function numbered(clusters: readonly string[]): { readonly of: Int32Array; readonly count: number } {
  const names = [...new Set(clusters)].sort();
  const numbers = new Map(names.map((name, index) => [name, index]));
  return { of: Int32Array.from(clusters, (cluster) => numbers.get(cluster) ?? 0), count: names.length };
}

/** How one figure of `drawWeighted`, or a difference of two, reads with its interval. `missing` says why it is undefined, where it is. */
export function measuredFrom(
  drawn: WeightedDraws,
  figure: number | { readonly of: number; readonly minus: number },
  counts: Counts,
  missing: string,
): Measured {
  const [of, minus] = typeof figure === "number" ? [figure, null] : [figure.of, figure.minus];
  const at = (values: Float64Array, start: number): number =>
    (values[start + of] as number) - (minus === null ? 0 : (values[start + minus] as number));
  const value = at(drawn.estimates, 0);
  const base = { ...counts, clusters: drawn.clusters };
  if (Number.isNaN(value)) return undefinedMeasure(missing, base);
  const point: Measured = { ...undefinedMeasure("", base), value, reason: null };
  if (drawn.drawCount === 0)
    return { ...point, intervalReason: `no interval: ${drawn.clusters} of the ${fewestClusters} prompts that resampling needs` };
  const width = drawn.estimates.length;
  const values = new Float64Array(drawn.drawCount);
  let kept = 0;
  for (let draw = 0; draw < drawn.drawCount; draw++) {
    const each = at(drawn.draws, draw * width);
    if (!Number.isNaN(each)) values[kept++] = each;
  }
  const droppedDraws = drawn.drawCount - kept;
  const told = { ...point, draws: drawn.drawCount, droppedDraws };
  if (kept === 0) return { ...told, intervalReason: "no interval: undefined on every draw" };
  const sorted = values.subarray(0, kept).sort();
  const [low, high] = [quantile(sorted, 0.025), quantile(sorted, 0.975)];
  if (low === high) return { ...told, intervalReason: "no interval: every draw gave the same value" };
  const droppedShare = droppedDraws / drawn.drawCount;
  const intervalReason = droppedShare > 0.05 ? `undefined on ${Math.round(droppedShare * 100)} % of the draws, which were left out` : null;
  return { ...told, low, high, interval: "cluster bootstrap", intervalReason };
}
