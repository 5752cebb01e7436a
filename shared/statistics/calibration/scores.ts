import type { WeightedStatistic } from "../weighted-statistic.ts";
import { calibrationError, fillMassBins, widthBin } from "./bins.ts";

/** Every figure of a set of forecasts, in the order in which `forecastScores` gives them. */
export const scoreNames = [
  "ece equal width",
  "ece equal mass",
  "brier",
  "brier reliability",
  "brier resolution",
  "brier uncertainty",
  "brier within bins",
  "log loss",
  "auroc",
] as const;

export type ScoreName = (typeof scoreNames)[number];

/** A forecast; `hard` is NaN where the outcome is no side. Sorted by p. */
export type Forecasts = {
  readonly clusters: readonly string[];
  readonly p: Float64Array;
  readonly soft: Float64Array;
  readonly hard: Float64Array;
};

const clip = 1e-15;

/**
 * ECE, Brier with its parts, log-loss and AUROC of forecasts sorted by p, whole on each draw.
 * Brier = reliability − resolution + uncertainty + within bins (Murphy 1973; the terms within bins after Stephenson et al. 2008),
 * on the equal-width bins. Soft outcomes enter Brier and log-loss; ECE and AUROC count decisive ones only. Log-loss clips p at 1e-15.
 * Reference: sklearn brier_score_loss, log_loss, roc_auc_score.
 */
export function forecastScores(forecasts: Forecasts, bins: number): WeightedStatistic {
  const { clusters, p, soft, hard } = forecasts;
  const rows = p.length;
  const decisive = Int32Array.from(Array.from({ length: rows }, (_, row) => row).filter((row) => !Number.isNaN(hard[row])));
  const decided = {
    p: Float64Array.from(decisive, (row) => p[row] as number),
    y: Float64Array.from(decisive, (row) => hard[row] as number),
    weights: new Float64Array(decisive.length),
  };
  const losses = Float64Array.from({ length: rows }, (_, row) => logLoss(p[row] as number, soft[row] as number));
  const binOf = Int32Array.from(p, (each) => widthBin(each, bins));
  const decidedBin = Int32Array.from(decided.p, (each) => widthBin(each, bins));
  const massBin = new Int32Array(decisive.length);
  const gaps = new Float64Array(bins);
  const sums = new Float64Array(bins * 3);
  return {
    clusters,
    width: scoreNames.length,
    fill: (weights, into) => {
      for (let row = 0; row < decisive.length; row++) decided.weights[row] = weights[decisive[row] as number] as number;
      fillMassBins(decided.p, decided.weights, bins, massBin);
      into[0] = calibrationError(decided, decidedBin, gaps);
      into[1] = calibrationError(decided, massBin, gaps);
      fillBrier({ p, soft, weights, binOf, sums }, into);
      let [loss, total] = [0, 0];
      for (let row = 0; row < rows; row++) {
        loss += (weights[row] as number) * (losses[row] as number);
        total += weights[row] as number;
      }
      into[7] = total === 0 ? Number.NaN : loss / total;
      into[8] = areaUnderCurve(decided);
    },
  };
}

function logLoss(p: number, y: number): number {
  return -(y * Math.log(Math.max(clip, p)) + (1 - y) * Math.log(Math.max(clip, 1 - p)));
}

type BrierRows = {
  readonly p: Float64Array;
  readonly soft: Float64Array;
  readonly weights: Float64Array;
  readonly binOf: Int32Array;
  readonly sums: Float64Array;
};

/** Brier and its four parts, from `into[2]` on. */
function fillBrier({ p, soft, weights, binOf, sums }: BrierRows, into: Float64Array): void {
  sums.fill(0);
  let [total, squares, mean, outcomeSquares] = [0, 0, 0, 0];
  for (let row = 0; row < p.length; row++) {
    const weight = weights[row] as number;
    const forecast = p[row] as number;
    const outcome = soft[row] as number;
    const at = 3 * (binOf[row] as number);
    sums[at] = (sums[at] as number) + weight;
    sums[at + 1] = (sums[at + 1] as number) + weight * forecast;
    sums[at + 2] = (sums[at + 2] as number) + weight * outcome;
    total += weight;
    squares += weight * (forecast - outcome) ** 2;
    mean += weight * outcome;
    outcomeSquares += weight * outcome * outcome;
  }
  if (total === 0) {
    into.fill(Number.NaN, 2, 7);
    return;
  }
  mean /= total;
  let [reliability, resolution] = [0, 0];
  for (let at = 0; at < sums.length; at += 3) {
    const weight = sums[at] as number;
    if (weight === 0) continue;
    const [forecast, outcome] = [(sums[at + 1] as number) / weight, (sums[at + 2] as number) / weight];
    reliability += (weight / total) * (forecast - outcome) ** 2;
    resolution += (weight / total) * (outcome - mean) ** 2;
  }
  const uncertainty = outcomeSquares / total - mean * mean;
  const brier = squares / total;
  into[2] = brier;
  into[3] = reliability;
  into[4] = resolution;
  into[5] = uncertainty;
  into[6] = brier - (reliability - resolution + uncertainty);
}

/** P(p⁺ > p⁻) + ½ P(=), by mid-ranks of forecasts sorted by p. NaN with one class only. */
function areaUnderCurve({ p, y, weights }: { readonly p: Float64Array; readonly y: Float64Array; readonly weights: Float64Array }): number {
  let [positives, negatives, wins] = [0, 0, 0];
  for (let from = 0; from < p.length; ) {
    let up = 0;
    let down = 0;
    let to = from;
    for (; to < p.length && p[to] === p[from]; to++) {
      if (y[to] === 1) up += weights[to] as number;
      else down += weights[to] as number;
    }
    wins += up * (negatives + down / 2);
    positives += up;
    negatives += down;
    from = to;
  }
  return positives === 0 || negatives === 0 ? Number.NaN : wins / (positives * negatives);
}
