import { quantile } from "../quantile.ts";
import { randomBits, uniform } from "../random.ts";
import { calibrationError, fillMassBins, widthBin } from "./bins.ts";

/** What ECE comes to without any miscalibration. */
export type ChanceError = { readonly mean: number; readonly low: number; readonly high: number };

/**
 * ECE's bias: its mean, and the middle 95 %, over data sets whose outcomes are drawn from the predictions themselves, so that
 * all of it is chance. `p` ascends. Null without predictions.
 */
export function chanceErrors(
  p: Float64Array,
  bins: number,
  { dataSets, seed }: { readonly dataSets: number; readonly seed: number },
): { readonly width: ChanceError; readonly mass: ChanceError } | null {
  if (p.length === 0) return null;
  const weights = new Float64Array(p.length).fill(1);
  const widthBins = Int32Array.from(p, (each) => widthBin(each, bins));
  const massBins = new Int32Array(p.length);
  fillMassBins(p, weights, bins, massBins);
  const y = new Float64Array(p.length);
  const gaps = new Float64Array(bins);
  const [width, mass] = [new Float64Array(dataSets), new Float64Array(dataSets)];
  const bits = randomBits(seed);
  for (let set = 0; set < dataSets; set++) {
    for (let row = 0; row < p.length; row++) y[row] = uniform(bits) < (p[row] as number) ? 1 : 0;
    width[set] = calibrationError({ p, y, weights }, widthBins, gaps);
    mass[set] = calibrationError({ p, y, weights }, massBins, gaps);
  }
  return { width: summary(width), mass: summary(mass) };
}

function summary(values: Float64Array): ChanceError {
  const sorted = values.sort();
  return {
    mean: sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
    low: quantile(sorted, 0.025),
    high: quantile(sorted, 0.975),
  };
}
