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
