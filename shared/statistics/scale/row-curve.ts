import { quantile } from "../quantile.ts";
import { fillPicks, randomBits } from "../random.ts";

/** A figure at a size the set could have had. */
export type CurvePoint = { readonly x: number; readonly mean: number; readonly low: number; readonly high: number };

/** One prompt's part in a ratio: what it adds above and below the line. */
export type Part = { readonly cluster: string; readonly add: number; readonly of: number };

/** 10, 20, 50, 100 … below `size`, and `size` itself. */
export function sizesUpTo(size: number): readonly number[] {
  const sizes: number[] = [];
  for (let decade = 10; decade < size; decade *= 10) sizes.push(...[1, 2, 5].map((step) => step * decade).filter((each) => each < size));
  return size < 2 ? [] : [...sizes, size];
}

/**
 * What a ratio of sums would have come to with fewer prompts: as many drawn with replacement from those at hand, over and
 * over; the mean and where 95 % of the draws lie. Nothing is asked anew: it is a subsample of what was paid for.
 */
export function rowCurve(parts: readonly Part[], draws: number, seed: number, isTotal = false): readonly CurvePoint[] {
  const byCluster = new Map<string, { add: number; of: number }>();
  for (const { cluster, add, of } of parts) {
    const known = byCluster.get(cluster) ?? { add: 0, of: 0 };
    byCluster.set(cluster, { add: known.add + add, of: known.of + of });
  }
  const clusters = [...byCluster].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, sums]) => sums);
  return sizesUpTo(clusters.length).flatMap((x) => {
    const bits = randomBits(seed + x);
    const picks = new Int32Array(x);
    const values: number[] = [];
    for (let draw = 0; draw < draws; draw++) {
      fillPicks(bits, picks, clusters.length);
      let [add, of] = [0, 0];
      for (const pick of picks) {
        const part = clusters[pick];
        add += part?.add ?? 0;
        of += part?.of ?? 0;
      }
      if (isTotal) values.push(add);
      else if (of > 0) values.push(add / of);
    }
    if (values.length === 0) return [];
    const sorted = Float64Array.from(values).sort();
    const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
    return [{ x, mean, low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) }];
  });
}
