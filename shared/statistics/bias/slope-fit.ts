import { fitLogistic } from "./logistic-fit.ts";

/** One column and the shares, 0 to 1, that it is to explain. */
export type SlopeRows = { readonly x: Float64Array; readonly y: Float64Array };

const mostRounds = 30;
const endlessLogit = 25;

/**
 * The logistic slope of shares on one column without intercept, by maximum likelihood: `fitLogistic` for the case that is
 * drawn thousands of times. Null where it does not settle, as under perfect separation.
 */
export function fitSlope({ x, y }: SlopeRows, weights: Float64Array, start: number): number | null {
  let beta = start;
  let widest = 0;
  for (let row = 0; row < x.length; row++) if (weights[row] !== 0) widest = Math.max(widest, Math.abs(x[row] as number));
  for (let round = 0; round < mostRounds; round++) {
    let [slope, curvature] = [0, 0];
    for (let row = 0; row < x.length; row++) {
      // Of a draw's rows more than a third have no weight, and what a row costs is its exponential.
      if (weights[row] === 0) continue;
      const value = x[row] as number;
      const weight = (weights[row] as number) * value;
      const chance = 1 / (1 + Math.exp(-beta * value));
      slope += weight * ((y[row] as number) - chance);
      curvature += weight * value * chance * (1 - chance);
    }
    if (!(curvature > 0)) return null;
    // No step moves any log-odds by more than 2, which keeps Newton's method from overshooting.
    const step = Math.max(-2 / widest, Math.min(2 / widest, slope / curvature));
    beta += step;
    if (Math.abs(beta) * widest > endlessLogit) return null;
    if (Math.abs(step) * widest < 1e-6) return beta;
  }
  return null;
}

/** The slope where maximum likelihood has no end, held by the ridge of `fitLogistic`. NaN where even that has none. */
export function separatedSlope({ x, y }: SlopeRows, weights: Float64Array): number {
  const rows = { width: 1, entries: 1, at: new Int32Array(x.length), x, y };
  return fitLogistic(rows, weights)?.beta[0] ?? Number.NaN;
}
