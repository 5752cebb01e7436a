import { fitLogistic, logistic } from "./logistic.ts";

/** One column and the shares, 0 to 1, that it is to explain. */
export type SlopeRows = { readonly x: Float64Array; readonly y: Float64Array };

export type SlopeRange = { readonly least: number; readonly most: number };

/**
 * The logistic slope of shares on one column without intercept, by maximum likelihood inside a range, whose end it is where the
 * likelihood still rises there: `fitLogistic` for the case that is drawn thousands of times. The likelihood is concave, so Newton's method
 * inside a shrinking bracket finds its top. Rows count `weights` times; a good `start` saves steps.
 */
export function slopeWithin(rows: SlopeRows, weights: Float64Array, { least, most }: SlopeRange, start: number): number {
  const closeEnough = 1e-11 * (most - least);
  let [low, high] = [least, most];
  let at = Math.min(most, Math.max(least, start));
  for (;;) {
    const { slope, curvature } = tangentAt(rows, weights, at);
    if (slope > 0) low = at;
    else high = at;
    let next = at + slope / curvature;
    if (Math.abs(next - at) <= closeEnough) return next;
    if (!(next > low && next < high)) {
      if (low === least && tangentAt(rows, weights, least).slope <= 0) return least;
      if (high === most && tangentAt(rows, weights, most).slope >= 0) return most;
      next = (low + high) / 2;
      if (Math.abs(next - at) <= closeEnough) return next;
    }
    at = next;
  }
}

function tangentAt({ x, y }: SlopeRows, weights: Float64Array, at: number): { readonly slope: number; readonly curvature: number } {
  let [slope, curvature] = [0, 0];
  for (let row = 0; row < x.length; row++) {
    // Of a draw's rows more than a third have no weight, and what a row costs is its exponential.
    if (weights[row] === 0) continue;
    const value = x[row] as number;
    const weight = (weights[row] as number) * value;
    const chance = logistic(at * value);
    slope += weight * ((y[row] as number) - chance);
    curvature += weight * value * chance * (1 - chance);
  }
  return { slope, curvature };
}

/** Log-odds no honest slope reaches. */
const endlessLogit = 25;

/** The slope, wherever it ends. Null where it has no end, as under perfect separation, or nothing has weight. */
export function fitSlope(rows: SlopeRows, weights: Float64Array, start: number): number | null {
  let widest = 0;
  for (let row = 0; row < rows.x.length; row++) if (weights[row] !== 0) widest = Math.max(widest, Math.abs(rows.x[row] as number));
  if (widest === 0) return null;
  const most = endlessLogit / widest;
  const slope = slopeWithin(rows, weights, { least: -most, most }, start);
  return Math.abs(slope) < most ? slope : null;
}

/** The slope where maximum likelihood has no end, held by the ridge of `fitLogistic`. NaN where even that has none. */
export function separatedSlope({ x, y }: SlopeRows, weights: Float64Array): number {
  const rows = { width: 1, entries: 1, at: new Int32Array(x.length), x, y };
  return fitLogistic(rows, weights)?.beta[0] ?? Number.NaN;
}
