/** Equal widths on [0, 1]: bins (lo, hi], the first closed at 0. */
export function widthBin(p: number, bins: number): number {
  return Math.max(0, Math.ceil(p * bins - 1e-9) - 1);
}

/**
 * Near-equal weights: the bin of every prediction, with ties kept together. `sorted` ascends; a group of ties goes where its
 * middle falls.
 */
export function fillMassBins(sorted: Float64Array, weights: Float64Array, bins: number, into: Int32Array): void {
  let total = 0;
  for (let row = 0; row < weights.length; row++) total += weights[row] as number;
  let before = 0;
  for (let from = 0; from < sorted.length; ) {
    let to = from;
    let mass = 0;
    for (; to < sorted.length && sorted[to] === sorted[from]; to++) mass += weights[to] as number;
    const bin = total === 0 ? 0 : Math.min(bins - 1, Math.floor((bins * (before + mass / 2)) / total));
    for (; from < to; from++) into[from] = bin;
    before += mass;
  }
}

/**
 * Expected calibration error, Σ n_b/n |share right − mean predicted|: of predictions `p` with outcomes `y`, each counted
 * `weights` times, in the bins given. NaN without predictions.
 */
export function calibrationError(
  { p, y, weights }: { readonly p: Float64Array; readonly y: Float64Array; readonly weights: Float64Array },
  binOf: Int32Array,
  gaps: Float64Array,
): number {
  gaps.fill(0);
  let total = 0;
  for (let row = 0; row < p.length; row++) {
    const weight = weights[row] as number;
    const bin = binOf[row] as number;
    total += weight;
    gaps[bin] = (gaps[bin] as number) + weight * ((y[row] as number) - (p[row] as number));
  }
  let sum = 0;
  for (const gap of gaps) sum += Math.abs(gap);
  return total === 0 ? Number.NaN : sum / total;
}
