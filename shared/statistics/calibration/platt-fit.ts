import { fitLogistic, type LogisticRows, logit } from "../logistic.ts";
import type { FitRows } from "./temperature-fit.ts";

type PlattFit = { readonly slope: number; readonly intercept: number };

/** Smoothed targets always have a finite fit; this much is only for matrices that rounding would make singular. */
const leastRidge = 1e-12;

/**
 * logistic(slope · logit(p) + intercept) by maximum likelihood, on Platt's smoothed targets (N⁺ + 1)/(N⁺ + 2) and 1/(N⁻ + 2), so
 * that perfectly parted outcomes still have a finite fit. Rows count `weights` times. Forecasts that are all alike have slope 0.
 * Reference: sklearn.calibration._sigmoid_calibration, with the sign of both turned.
 */
export function fitPlatt(rows: FitRows, weights: Float64Array = new Float64Array(rows.p.length).fill(1)): PlattFit {
  return plattFitter(rows)(weights);
}

/** The same many times over: the workspace lives in the returned function. NaN where no row has weight. */
export function plattFitter({ p, y }: FitRows): (weights: Float64Array) => PlattFit {
  const rows: LogisticRows & { readonly y: Float64Array } = {
    width: 2,
    entries: 2,
    isNarrow: true,
    at: Int32Array.from({ length: 2 * p.length }, (_, entry) => entry % 2),
    x: Float64Array.from({ length: 2 * p.length }, (_, entry) => (entry % 2 === 0 ? logit(p[entry / 2] as number) : 1)),
    y: new Float64Array(p.length),
  };
  return (weights) => {
    let [total, positives] = [0, 0];
    for (let row = 0; row < y.length; row++) {
      total += weights[row] as number;
      positives += (weights[row] as number) * (y[row] as number);
    }
    const [top, bottom] = [(positives + 1) / (positives + 2), 1 / (total - positives + 2)];
    for (let row = 0; row < y.length; row++) rows.y[row] = (y[row] as number) * top + (1 - (y[row] as number)) * bottom;
    const base = logit((positives * top + (total - positives) * bottom) / total);
    if (isConstant(p, weights)) return { slope: 0, intercept: base };
    const [slope = Number.NaN, intercept = Number.NaN] = fitLogistic(rows, weights, leastRidge, Float64Array.of(0, base))?.beta ?? [];
    return { slope, intercept };
  };
}

function isConstant(p: Float64Array, weights: Float64Array): boolean {
  const first = p.find((_, row) => weights[row] !== 0);
  return p.every((value, row) => weights[row] === 0 || value === first);
}
