/** Each worked out when asked for. NaN where one of the two never varies, or fewer than two pairs are left. */
export type Correlations = { readonly tauB: () => number; readonly spearman: () => number; readonly pearson: () => number };

const undefinedFigure = () => Number.NaN;
const none: Correlations = { tauB: undefinedFigure, spearman: undefinedFigure, pearson: undefinedFigure };

/**
 * Kendall's tau-b, Spearman's rho (Pearson of mid-ranks) and Pearson's r of two columns of numbers, a row counting as
 * often as its weight says. Rows with NaN in either are left out. Equal pairs are merged first, so a draw costs one
 * pass over the rows and n log n over the distinct pairs (tau-b by a tree of counts, Christensen 2005).
 * Reference: scipy.stats.kendalltau, spearmanr, pearsonr; R cor(method = …).
 */
export function correlator(first: ArrayLike<number>, second: ArrayLike<number>): (weights: Float64Array) => Correlations {
  const rows = Array.from({ length: first.length }, (_, row) => row).filter((row) => isPaired(first[row], second[row]));
  const [xs, ys] = [levelsOf(rows.map((row) => first[row] as number)), levelsOf(rows.map((row) => second[row] as number))];
  const keys = rows.map((row) => (xs.place.get(first[row] as number) ?? 0) * ys.values.length + (ys.place.get(second[row] as number) ?? 0));
  const distinct = [...new Set(keys)].sort((left, right) => left - right);
  const cellOfKey = new Map(distinct.map((key, cell) => [key, cell]));
  const cells: Cells = {
    x: Int32Array.from(distinct, (key) => Math.floor(key / ys.values.length)),
    y: Int32Array.from(distinct, (key) => key % ys.values.length),
    counts: new Float64Array(distinct.length),
    xValues: xs.values,
    yValues: ys.values,
    xCounts: new Float64Array(xs.values.length),
    yCounts: new Float64Array(ys.values.length),
    tree: new Float64Array(ys.values.length + 1),
  };
  const cellOf = Int32Array.from(keys, (key) => cellOfKey.get(key) ?? 0);
  return (weights) => {
    cells.counts.fill(0);
    rows.forEach((row, index) => {
      const cell = cellOf[index] as number;
      cells.counts[cell] = (cells.counts[cell] as number) + (weights[row] as number);
    });
    return correlationsOf(cells);
  };
}

/** Distinct pairs in the order of their first, then second number; what is counted anew on each draw beside them. */
type Cells = {
  readonly x: Int32Array;
  readonly y: Int32Array;
  readonly counts: Float64Array;
  readonly xValues: Float64Array;
  readonly yValues: Float64Array;
  readonly xCounts: Float64Array;
  readonly yCounts: Float64Array;
  readonly tree: Float64Array;
};

function isPaired(left: number | undefined, right: number | undefined): boolean {
  return Number.isFinite(left) && Number.isFinite(right);
}

/** Sorted distinct values, and the values less their mean, so that sums of squares keep their digits. */
function levelsOf(values: readonly number[]): { readonly values: Float64Array; readonly place: ReadonlyMap<number, number> } {
  const sorted = Float64Array.from(new Set(values)).sort();
  const place = new Map([...sorted].map((value, index) => [value, index]));
  const mean = sorted.reduce((sum, value) => sum + value / sorted.length, 0);
  return { values: sorted.map((value) => value - mean), place };
}

function correlationsOf(cells: Cells): Correlations {
  const { x, y, counts, xCounts, yCounts } = cells;
  xCounts.fill(0);
  yCounts.fill(0);
  let n = 0;
  for (let cell = 0; cell < counts.length; cell++) {
    const count = counts[cell] as number;
    xCounts[x[cell] as number] = (xCounts[x[cell] as number] as number) + count;
    yCounts[y[cell] as number] = (yCounts[y[cell] as number] as number) + count;
    n += count;
  }
  if (n < 2) return none;
  const [xTies, yTies] = [tiedPairs(xCounts), tiedPairs(yCounts)];
  const pairs = (n * (n - 1)) / 2;
  if (xTies >= pairs || yTies >= pairs) return none;
  return {
    tauB: () => concordance(cells) / Math.sqrt((pairs - xTies) * (pairs - yTies)),
    spearman: () => productMoment(cells, midRanks(xCounts), midRanks(yCounts), n),
    pearson: () => productMoment(cells, cells.xValues, cells.yValues, n),
  };
}

function tiedPairs(counts: Float64Array): number {
  let pairs = 0;
  for (const count of counts) pairs += (count * (count - 1)) / 2;
  return pairs;
}

function midRanks(counts: Float64Array): Float64Array {
  let below = 0;
  return counts.map((count) => {
    const rank = below + (count + 1) / 2;
    below += count;
    return rank;
  });
}

function productMoment({ x, y, counts }: Cells, left: Float64Array, right: Float64Array, n: number): number {
  let [sumX, sumY] = [0, 0];
  for (let cell = 0; cell < counts.length; cell++) {
    sumX += (counts[cell] as number) * (left[x[cell] as number] as number);
    sumY += (counts[cell] as number) * (right[y[cell] as number] as number);
  }
  let [xx, yy, xy] = [0, 0, 0];
  for (let cell = 0; cell < counts.length; cell++) {
    const count = counts[cell] as number;
    const [dx, dy] = [(left[x[cell] as number] as number) - sumX / n, (right[y[cell] as number] as number) - sumY / n];
    xx += count * dx * dx;
    yy += count * dy * dy;
    xy += count * dx * dy;
  }
  return xy / Math.sqrt(xx * yy);
}

/** Concordant less discordant pairs: cells come by rising x, and the tree knows how much of each y came before. */
function concordance({ x, y, counts, tree }: Cells): number {
  tree.fill(0);
  let [added, sum] = [0, 0];
  for (let start = 0; start < counts.length; ) {
    let end = start;
    while (end < counts.length && x[end] === x[start]) end++;
    for (let cell = start; cell < end; cell++) {
      const count = counts[cell] as number;
      if (count === 0) continue;
      const place = y[cell] as number;
      sum += count * (upTo(tree, place) - (added - upTo(tree, place + 1)));
    }
    for (let cell = start; cell < end; cell++) {
      const count = counts[cell] as number;
      added += count;
      for (let node = (y[cell] as number) + 1; node < tree.length; node += node & -node) tree[node] = (tree[node] as number) + count;
    }
    start = end;
  }
  return sum;
}

function upTo(tree: Float64Array, places: number): number {
  let sum = 0;
  for (let node = places; node > 0; node -= node & -node) sum += tree[node] as number;
  return sum;
}
