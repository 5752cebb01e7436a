import { type FitRows, logistic, logit } from "./logistic-fits.ts";

type PlattFit = { readonly slope: number; readonly intercept: number };

type PlattRows = { readonly scores: Float64Array; readonly targets: Float64Array; readonly weights: Float64Array };

/**
 * logistic(slope · logit(p) + intercept) by maximum likelihood, on Platt's smoothed targets (N⁺ + 1)/(N⁺ + 2) and 1/(N⁻ + 2), so
 * that perfectly parted outcomes still have a finite fit. Newton's method with halved steps. Rows count `weights` times.
 * Reference: sklearn.calibration._sigmoid_calibration, with the sign of both turned.
 */
export function fitPlatt({ p, y }: FitRows, weights: Float64Array = new Float64Array(p.length).fill(1)): PlattFit {
  let total = 0;
  let positives = 0;
  for (let row = 0; row < y.length; row++) {
    total += weights[row] as number;
    positives += (weights[row] as number) * (y[row] as number);
  }
  const top = (positives + 1) / (positives + 2);
  const bottom = 1 / (total - positives + 2);
  const rows: PlattRows = {
    scores: p.map(logit),
    targets: y.map((value) => value * top + (1 - value) * bottom),
    weights,
  };
  let fit: PlattFit = { slope: 0, intercept: logit((positives + 1) / (total + 2)) };
  let loss = lossOf(rows, fit);
  for (let round = 0; round < 100; round++) {
    const step = newtonStep(rows, fit);
    let length = 1;
    let moved = fit;
    let next = loss;
    do {
      moved = { slope: fit.slope + length * step.slope, intercept: fit.intercept + length * step.intercept };
      next = lossOf(rows, moved);
      length /= 2;
    } while (!(next <= loss) && length > 1e-10);
    if (!(next < loss)) return fit;
    const gain = loss - next;
    fit = moved;
    loss = next;
    if (gain <= 1e-14 * loss) return fit;
  }
  return fit;
}

function lossOf({ scores, targets, weights }: PlattRows, { slope, intercept }: PlattFit): number {
  let sum = 0;
  for (let row = 0; row < scores.length; row++) {
    const weight = weights[row] as number;
    if (weight === 0) continue;
    const x = slope * (scores[row] as number) + intercept;
    sum += weight * (Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))) - (targets[row] as number) * x);
  }
  return sum;
}

function newtonStep({ scores, targets, weights }: PlattRows, { slope, intercept }: PlattFit): PlattFit {
  let gradientSlope = 0;
  let gradientIntercept = 0;
  // A little on the diagonal keeps forecasts that are all alike from dividing by 0.
  let ss = 1e-12;
  let si = 0;
  let ii = 1e-12;
  for (let row = 0; row < scores.length; row++) {
    const weight = weights[row] as number;
    if (weight === 0) continue;
    const score = scores[row] as number;
    const fitted = logistic(slope * score + intercept);
    const residual = weight * ((targets[row] as number) - fitted);
    const spread = weight * fitted * (1 - fitted);
    gradientSlope += residual * score;
    gradientIntercept += residual;
    ss += spread * score * score;
    si += spread * score;
    ii += spread;
  }
  const determinant = ss * ii - si * si;
  return {
    slope: (gradientSlope * ii - gradientIntercept * si) / determinant,
    intercept: (gradientIntercept * ss - gradientSlope * si) / determinant,
  };
}
