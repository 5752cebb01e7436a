import { logistic, logit } from "../logistic.ts";
import { nextBits, randomBits } from "../random.ts";
import { fitIsotonic } from "./isotonic-fit.ts";
import { fitPlatt } from "./platt-fit.ts";
import { type FitRows, fitTemperature, type Recalibration } from "./temperature-fit.ts";

export type RecalibrationMethod = "temperature" | "platt" | "isotonic";

const fits: { readonly [method in RecalibrationMethod]: (rows: FitRows) => Recalibration } = {
  temperature: (rows) => {
    const temperature = fitTemperature(rows);
    return (p) => logistic(logit(p) / temperature);
  },
  platt: (rows) => {
    const { slope, intercept } = fitPlatt(rows);
    return (p) => logistic(slope * logit(p) + intercept);
  },
  isotonic: fitIsotonic,
};

/**
 * Every forecast recalibrated by a fit that saw nothing of its prompt: clusters are dealt into folds, each fold is predicted
 * from the others, and the predictions are pooled. Null with fewer than two clusters, which leave nothing to fit on.
 */
export function recalibrated(
  rows: FitRows,
  clusters: readonly string[],
  { method, folds, seed }: { readonly method: RecalibrationMethod; readonly folds: number; readonly seed: number },
): Float64Array | null {
  const { foldOf, count } = dealtFolds(clusters, folds, seed);
  if (count < 2) return null;
  const predictions = new Float64Array(rows.p.length);
  for (let fold = 0; fold < count; fold++) {
    const isTraining = clusters.map((cluster) => foldOf.get(cluster) !== fold);
    const training = { p: rows.p.filter((_, row) => isTraining[row]), y: rows.y.filter((_, row) => isTraining[row]) };
    const recalibrate = fits[method](training);
    isTraining.forEach((isOther, row) => {
      if (!isOther) predictions[row] = recalibrate(rows.p[row] as number);
    });
  }
  return predictions;
}

/** Shuffled by name, not by row, so that the order of rows changes no fold. */
function dealtFolds(
  clusters: readonly string[],
  folds: number,
  seed: number,
): { readonly foldOf: ReadonlyMap<string, number>; readonly count: number } {
  const names = [...new Set(clusters)].sort();
  const bits = randomBits(seed);
  for (let last = names.length - 1; last > 0; last--) {
    const other = nextBits(bits) % (last + 1);
    [names[last], names[other]] = [names[other] as string, names[last] as string];
  }
  const count = Math.min(Math.max(2, folds), names.length);
  return { foldOf: new Map(names.map((name, index) => [name, index % count])), count };
}
