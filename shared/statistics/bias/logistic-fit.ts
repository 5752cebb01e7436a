import { solvePositive } from "../ranking/cholesky.ts";

/**
 * Rows of a logistic regression with few entries each: row r has value `x[r * entries + e]` in column `at[r * entries + e]`.
 * Targets are shares, 0 to 1: a row counts as both classes with weights y and 1 − y.
 */
export type LogisticRows = {
  readonly width: number;
  readonly entries: number;
  readonly at: Int32Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Added to every row's log-odds; missing: 0. */
  readonly offset?: Float64Array;
};

export type LogisticFit = {
  readonly beta: Float64Array;
  /** The columns part the classes perfectly, or one holds nothing: a ridge stands where maximum likelihood has no single end. */
  readonly isSeparated: boolean;
};

/** Used only where maximum likelihood does not exist. */
const separationRidge = 1e-3;
/** Log-odds no honest fit reaches; beyond them probabilities are 0 or 1 to twelve digits. */
const endlessLogit = 25;
const mostRounds = 60;

/**
 * Logistic regression by Newton's method with halved steps: maximum likelihood, or with `ridge` the maximum of the
 * log-likelihood minus ridge / 2 × Σβ². No intercept but what the rows hold. Where classes are perfectly separated a ridge of
 * 1e-3 is used and told. Null where even that has no solution, or no row has weight.
 * Reference: R glm(family = quasibinomial), sklearn LogisticRegression(C = 1 / ridge, fit_intercept = False).
 */
export function fitLogistic(rows: LogisticRows, weights: Float64Array, ridge = 0, start?: Float64Array): LogisticFit | null {
  const beta = newton(rows, weights, ridge, start);
  if (beta !== null) return { beta, isSeparated: false };
  if (ridge > 0) return null;
  const held = newton(rows, weights, separationRidge);
  return held === null ? null : { beta: held, isSeparated: true };
}

function newton(rows: LogisticRows, weights: Float64Array, ridge: number, start?: Float64Array): Float64Array | null {
  const { width } = rows;
  const state = {
    beta: start ? Float64Array.from(start) : new Float64Array(width),
    slope: new Float64Array(width),
    curvature: new Float64Array(width * width),
  };
  let loss = evaluate(rows, weights, ridge, state);
  for (let round = 0; round < mostRounds; round++) {
    const step = Float64Array.from(state.slope);
    if (!solvePositive(state.curvature, width, step)) return null;
    const from = Float64Array.from(state.beta);
    const reach = Math.max(...step.map(Math.abs));
    let scale = 1;
    let next = Number.POSITIVE_INFINITY;
    for (; scale > 1e-6; scale /= 2) {
      for (let column = 0; column < width; column++) state.beta[column] = (from[column] as number) + scale * (step[column] as number);
      next = evaluate(rows, weights, ridge, state);
      if (next <= loss + 1e-12 * Math.abs(loss)) break;
    }
    loss = next;
    if (ridge === 0 && largestLogit(rows, weights, state.beta) > endlessLogit) return null;
    if (reach < 1e-9) return state.beta;
  }
  return null;
}

type NewtonState = { readonly beta: Float64Array; readonly slope: Float64Array; readonly curvature: Float64Array };

/** The negative log-likelihood with its ridge; fills the downhill slope and the curvature. */
function evaluate({ width, entries, at, x, y, offset }: LogisticRows, weights: Float64Array, ridge: number, state: NewtonState): number {
  const { beta, slope, curvature } = state;
  slope.fill(0);
  curvature.fill(0);
  let loss = 0;
  for (let column = 0; column < width; column++) {
    const value = beta[column] as number;
    loss += (ridge / 2) * value * value;
    slope[column] = -ridge * value;
    curvature[column * width + column] = ridge;
  }
  for (let row = 0; row < y.length; row++) {
    const weight = weights[row] as number;
    if (weight === 0) continue;
    const first = row * entries;
    let logit = offset ? (offset[row] as number) : 0;
    for (let entry = first; entry < first + entries; entry++) logit += (x[entry] as number) * (beta[at[entry] as number] as number);
    const chance = 1 / (1 + Math.exp(-logit));
    const target = y[row] as number;
    // log(1 + e^−z) + (1 − y) z, safe for large z of either sign.
    loss += weight * (Math.log1p(Math.exp(-Math.abs(logit))) + Math.max(0, -logit) + (1 - target) * logit);
    const error = weight * (target - chance);
    const spread = weight * chance * (1 - chance);
    for (let entry = first; entry < first + entries; entry++) {
      const column = at[entry] as number;
      const value = x[entry] as number;
      slope[column] = (slope[column] as number) + error * value;
      for (let other = first; other < first + entries; other++) {
        const place = column * width + (at[other] as number);
        curvature[place] = (curvature[place] as number) + spread * value * (x[other] as number);
      }
    }
  }
  return loss;
}

function largestLogit({ entries, at, x, y, offset }: LogisticRows, weights: Float64Array, beta: Float64Array): number {
  let largest = 0;
  for (let row = 0; row < y.length; row++) {
    if (weights[row] === 0) continue;
    let logit = offset ? (offset[row] as number) : 0;
    for (let entry = row * entries; entry < (row + 1) * entries; entry++) {
      logit += (x[entry] as number) * (beta[at[entry] as number] as number);
    }
    largest = Math.max(largest, Math.abs(logit));
  }
  return largest;
}
