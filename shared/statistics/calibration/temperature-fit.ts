import { logit } from "../logistic.ts";
import { slopeWithin } from "../logistic-slope.ts";

/** Rows a fit is made from: forecasts and, for each, the outcome from 0 to 1. */
export type FitRows = { readonly p: Float64Array; readonly y: Float64Array };

/** Turns a forecast into a better one. */
export type Recalibration = (p: number) => number;

/** Beyond these, forecasts are all ½, or all 0 and 1. */
export const temperatureRange = { least: 0.01, most: 100 } as const;

/**
 * The temperature T that makes logistic(logit(p) / T) likeliest (Guo et al. 2017): above 1 the forecasts were too sure, below 1
 * too timid. 1/T is a logistic slope. T stays within `temperatureRange`, also where forecasts say nothing or already part all
 * outcomes. Rows count `weights` times.
 */
export function fitTemperature({ p, y }: FitRows, weights?: Float64Array): number {
  return temperatureOf(Float64Array.from(p, logit), y, weights ?? new Float64Array(p.length).fill(1));
}

const inverseRange = { least: 1 / temperatureRange.most, most: 1 / temperatureRange.least };

/** The same from the forecasts' logits; a good `start` saves steps. */
export function temperatureOf(scores: Float64Array, y: Float64Array, weights: Float64Array, start = 1): number {
  return 1 / slopeWithin({ x: scores, y }, weights, inverseRange, 1 / start);
}
