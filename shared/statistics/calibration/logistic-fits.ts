/** Rows a fit is made from: forecasts and, for each, the outcome from 0 to 1. */
export type FitRows = { readonly p: Float64Array; readonly y: Float64Array };

/** Turns a forecast into a better one. */
export type Recalibration = (p: number) => number;

const clip = 1e-15;

export function logit(p: number): number {
  return Math.log(Math.max(clip, p)) - Math.log(Math.max(clip, 1 - p));
}

export function logistic(x: number): number {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
}

/** Beyond these, forecasts are all ½, or all 0 and 1. */
export const temperatureRange = { least: 0.01, most: 100 } as const;

/**
 * The temperature T that makes logistic(logit(p) / T) likeliest (Guo et al. 2017): above 1 the forecasts were too sure, below 1
 * too timid. The likelihood is concave in 1/T: Newton's method inside a bracket finds its top. T stays within
 * `temperatureRange`, also where forecasts say nothing or already part all outcomes. Rows count `weights` times.
 */
export function fitTemperature({ p, y }: FitRows, weights?: Float64Array): number {
  return temperatureOf(Float64Array.from(p, logit), y, weights ?? new Float64Array(p.length).fill(1));
}

/** The same from the forecasts' logits; a good `start` saves steps. */
export function temperatureOf(scores: Float64Array, y: Float64Array, weights: Float64Array, start = 1): number {
  const ends = { low: 1 / temperatureRange.most, high: 1 / temperatureRange.least };
  let { low, high } = ends;
  let inverse = 1 / start;
  for (;;) {
    const { slope, curvature } = likelihoodSlope(scores, y, weights, inverse);
    if (slope > 0) low = inverse;
    else high = inverse;
    const newton = inverse + slope / curvature;
    let next = newton;
    if (!(newton > low && newton < high)) {
      if (low === ends.low && likelihoodSlope(scores, y, weights, low).slope <= 0) return temperatureRange.most;
      if (high === ends.high && likelihoodSlope(scores, y, weights, high).slope >= 0) return temperatureRange.least;
      next = (low + high) / 2;
    }
    if (Math.abs(next - inverse) <= 1e-11 * inverse) return 1 / next;
    inverse = next;
  }
}

function likelihoodSlope(scores: Float64Array, y: Float64Array, weights: Float64Array, inverse: number) {
  let [slope, curvature] = [0, 0];
  for (let row = 0; row < scores.length; row++) {
    const weight = weights[row] as number;
    if (weight === 0) continue;
    const score = scores[row] as number;
    const fitted = logistic(inverse * score);
    slope += weight * score * ((y[row] as number) - fitted);
    curvature += weight * score * score * fitted * (1 - fitted);
  }
  return { slope, curvature };
}

type PlattFit = { readonly slope: number; readonly intercept: number };

/**
 * logistic(slope · logit(p) + intercept) by maximum likelihood, on Platt's smoothed targets (N⁺ + 1)/(N⁺ + 2) and 1/(N⁻ + 2), so
 * that perfectly parted outcomes still have a finite fit. Newton's method with halved steps.
 * Reference: sklearn.calibration._sigmoid_calibration, with the sign of both turned.
 */
export function fitPlatt({ p, y }: FitRows): PlattFit {
  const scores = Float64Array.from(p, logit);
  const positives = y.reduce((sum, value) => sum + value, 0);
  const [top, bottom] = [(positives + 1) / (positives + 2), 1 / (y.length - positives + 2)];
  const targets = Float64Array.from(y, (value) => value * top + (1 - value) * bottom);
  let fit: PlattFit = { slope: 0, intercept: logit((positives + 1) / (y.length + 2)) };
  let loss = plattLoss(scores, targets, fit);
  for (let round = 0; round < 100; round++) {
    const step = newtonStep(scores, targets, fit);
    let length = 1;
    let moved = fit;
    let next = loss;
    do {
      moved = { slope: fit.slope + length * step.slope, intercept: fit.intercept + length * step.intercept };
      next = plattLoss(scores, targets, moved);
      length /= 2;
    } while (!(next <= loss) && length > 1e-10);
    if (!(next < loss)) return fit;
    fit = moved;
    loss = next;
  }
  return fit;
}

function plattLoss(scores: Float64Array, targets: Float64Array, { slope, intercept }: PlattFit): number {
  let sum = 0;
  for (let row = 0; row < scores.length; row++) {
    const x = slope * (scores[row] as number) + intercept;
    sum += Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))) - (targets[row] as number) * x;
  }
  return sum;
}

function newtonStep(scores: Float64Array, targets: Float64Array, { slope, intercept }: PlattFit): PlattFit {
  let [gradientSlope, gradientIntercept] = [0, 0];
  // A little on the diagonal keeps forecasts that are all alike from dividing by 0.
  let [ss, si, ii] = [1e-12, 0, 1e-12];
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row] as number;
    const fitted = logistic(slope * score + intercept);
    const [residual, weight] = [(targets[row] as number) - fitted, fitted * (1 - fitted)];
    gradientSlope += residual * score;
    gradientIntercept += residual;
    ss += weight * score * score;
    si += weight * score;
    ii += weight;
  }
  const determinant = ss * ii - si * si;
  return {
    slope: (gradientSlope * ii - gradientIntercept * si) / determinant,
    intercept: (gradientIntercept * ss - gradientSlope * si) / determinant,
  };
}
