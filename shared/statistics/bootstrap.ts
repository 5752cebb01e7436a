import { type ClusterVectors, clusterVectors } from "./clusters.ts";
import { quantileOf } from "./quantile.ts";
import { binomial, fillPicks, type RandomBits, randomBits } from "./random.ts";
import type { SumStatistic } from "./sum-statistic.ts";

export type Resampling = { readonly draws: number; readonly seed: number };

export const defaultResampling: Resampling = { draws: 2000, seed: 20_240_601 };

export type BootstrapResult = {
  readonly low: number;
  readonly high: number;
  readonly clusters: number;
  readonly draws: number;
  /** Draws on which the statistic was undefined. */
  readonly droppedDraws: number;
};

/** A binomial costs about as much as a dozen picks of a cluster. */
const picksPerBinomial = 12;
/** An entry of a sparse vector costs about as much as three steps down a column. */
const columnsPerEntry = 3;

/**
 * Percentile bootstrap (2.5 % to 97.5 %) over clusters: as many clusters as there are, drawn with replacement, the
 * statistic computed whole on each draw. Where few distinct vectors occur the draw is a multinomial over them, the
 * same distribution at a fraction of the cost. Null when no draw gave a value.
 * Reference: scipy.stats.bootstrap(method="percentile") on the clusters, R boot::boot.ci(type = "perc").
 */
export function clusterBootstrap(statistic: SumStatistic, resampling: Resampling = defaultResampling): BootstrapResult | null {
  const vectors = clusterVectors(statistic);
  const bits = randomBits(resampling.seed);
  const totals = new Float64Array(statistic.width);
  const draw = drawFor(vectors, statistic.width, bits);
  const values = new Float64Array(resampling.draws);
  let kept = 0;
  for (let round = 0; round < resampling.draws; round++) {
    draw(totals);
    const value = statistic.value(totals);
    if (typeof value === "number") values[kept++] = value;
  }
  if (kept === 0) return null;
  const known = values.subarray(0, kept);
  return {
    low: quantileOf(known, 0.025),
    high: quantileOf(known, 0.975),
    clusters: vectors.clusters,
    draws: resampling.draws,
    droppedDraws: resampling.draws - kept,
  };
}

type Draw = (totals: Float64Array) => void;

/** Fills `totals` with one draw of whole clusters with replacement, by the cheapest way to that distribution. */
export function drawFor(vectors: ClusterVectors, width: number, bits: RandomBits): Draw {
  if (vectors.counts.length * picksPerBinomial <= vectors.clusters) return multinomialDraw(vectors, bits);
  const entriesPerVector = vectors.at.length / vectors.counts.length;
  return width <= entriesPerVector * columnsPerEntry ? columnDraw(vectors, width, bits) : sparseDraw(vectors, bits);
}

function multinomialDraw(vectors: ClusterVectors, bits: RandomBits): Draw {
  const { counts, starts, at, add, clusters } = vectors;
  const chances = new Float64Array(counts.length);
  let rest = clusters;
  counts.forEach((count, index) => {
    chances[index] = rest === count ? 1 : count / rest;
    rest -= count;
  });
  return (totals) => {
    totals.fill(0);
    let left = clusters;
    for (let vector = 0; vector < counts.length && left > 0; vector++) {
      const times = binomial(bits, left, chances[vector] as number);
      left -= times;
      const end = starts[vector + 1] as number;
      for (let entry = starts[vector] as number; entry < end; entry++) {
        const place = at[entry] as number;
        totals[place] = (totals[place] as number) + times * (add[entry] as number);
      }
    }
  };
}

/** Which vector each cluster adds. */
function vectorOfCluster({ counts, clusters }: ClusterVectors): Int32Array {
  const vectorOf = new Int32Array(clusters);
  let filled = 0;
  counts.forEach((count, vector) => {
    vectorOf.fill(vector, filled, filled + count);
    filled += count;
  });
  return vectorOf;
}

function sparseDraw(vectors: ClusterVectors, bits: RandomBits): Draw {
  const { starts, at, add, clusters } = vectors;
  const vectorOf = vectorOfCluster(vectors);
  const picks = new Int32Array(clusters);
  return (totals) => {
    totals.fill(0);
    fillPicks(bits, picks, clusters);
    for (let pick = 0; pick < clusters; pick++) {
      const vector = vectorOf[picks[pick] as number] as number;
      const end = starts[vector + 1] as number;
      for (let entry = starts[vector] as number; entry < end; entry++) {
        const place = at[entry] as number;
        totals[place] = (totals[place] as number) + (add[entry] as number);
      }
    }
  };
}

/** A column of numbers per total, so that each sum stays in a register. */
function columnDraw(vectors: ClusterVectors, width: number, bits: RandomBits): Draw {
  const { starts, at, add, clusters } = vectors;
  const columns = Array.from({ length: width }, () => new Float64Array(clusters));
  vectorOfCluster(vectors).forEach((vector, cluster) => {
    for (let entry = starts[vector] as number; entry < (starts[vector + 1] as number); entry++) {
      const column = columns[at[entry] as number];
      if (column) column[cluster] = add[entry] as number;
    }
  });
  const picks = new Int32Array(clusters);
  return (totals) => {
    fillPicks(bits, picks, clusters);
    columns.forEach((column, place) => {
      totals[place] = sumPicked(column, picks);
    });
  };
}

function sumPicked(column: Float64Array, picks: Int32Array): number {
  let sum = 0;
  for (let pick = 0; pick < picks.length; pick++) sum += column[picks[pick] as number] as number;
  return sum;
}
