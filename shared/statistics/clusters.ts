import type { SumStatistic } from "./sum-statistic.ts";

/**
 * The distinct vectors that whole clusters add, each with the number of clusters that add exactly it, in sparse rows:
 * entries `starts[k]` to `starts[k + 1]` of `at` and `add` belong to vector k.
 */
export type ClusterVectors = {
  readonly clusters: number;
  readonly counts: Float64Array;
  readonly starts: Int32Array;
  readonly at: Int32Array;
  readonly add: Float64Array;
};

/** Sums contributions by cluster and merges clusters that add the same. Sorted, so that the order of rows changes no draw. */
export function clusterVectors(statistic: SumStatistic): ClusterVectors {
  const sums = new Map<string, Map<number, number>>();
  for (const { cluster, at, add } of statistic.contributions) {
    const sum = sums.get(cluster) ?? new Map<number, number>();
    sums.set(cluster, sum);
    for (let entry = 0; entry < at.length; entry++) {
      const place = at[entry] ?? 0;
      sum.set(place, (sum.get(place) ?? 0) + (add[entry] ?? 0));
    }
  }
  const vectors = new Map<string, { readonly entries: readonly (readonly [number, number])[]; count: number }>();
  for (const sum of sums.values()) {
    const entries = [...sum].sort((left, right) => left[0] - right[0]);
    const key = entries.join(";");
    const known = vectors.get(key);
    if (known) known.count++;
    else vectors.set(key, { entries, count: 1 });
  }
  const rows = [...vectors].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, row]) => row);
  rows.sort((left, right) => right.count - left.count);
  const length = rows.reduce((all, row) => all + row.entries.length, 0);
  const packed = {
    clusters: sums.size,
    counts: Float64Array.from(rows, (row) => row.count),
    starts: new Int32Array(rows.length + 1),
    at: new Int32Array(length),
    add: new Float64Array(length),
  };
  let entry = 0;
  rows.forEach((row, index) => {
    for (const [place, amount] of row.entries) {
      packed.at[entry] = place;
      packed.add[entry++] = amount;
    }
    packed.starts[index + 1] = entry;
  });
  return packed;
}
