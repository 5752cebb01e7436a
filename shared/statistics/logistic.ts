import { solvePositive } from "./ranking/cholesky.ts";

/** Probabilities are kept this far from 0 and 1 where their log-odds are taken. */
const clip = 1e-15;

/** Log-odds. */
export function logit(p: number): number {
  return Math.log(Math.max(clip, p)) - Math.log(Math.max(clip, 1 - p));
}

export function logistic(x: number): number {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
}

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
  /** Two or three columns, and every row has each in turn: the case that is drawn thousands of times. */
  readonly isNarrow?: boolean;
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
 * 1e-3 is used and told. Null where even that has no solution, or no row has weight. Every logistic regression of rows is fitted here,
 * those of one column by `logistic-slope.ts`; strengths are fitted from counts per pair, with ties, in `ranking/fit-strengths.ts`.
 * Reference: R glm(family = quasibinomial), sklearn LogisticRegression(C = 1 / ridge, fit_intercept = False).
 */
export function fitLogistic(rows: LogisticRows, weights: Float64Array, ridge = 0, start?: Float64Array): LogisticFit | null {
  const beta = newton(rows, weights, ridge, start);
  if (beta !== null) return { beta, isSeparated: false };
  if (ridge > 0) return null;
  const held = newton(rows, weights, separationRidge);
  return held === null ? null : { beta: held, isSeparated: true };
}

/** A step longer than this may overshoot, and is halved until the loss falls; shorter ones converge by themselves. */
const farStep = 1;
const nearStep = 1e-6;

function newton(rows: LogisticRows, weights: Float64Array, ridge: number, start?: Float64Array): Float64Array | null {
  const { width } = rows;
  const beta = start ? Float64Array.from(start) : new Float64Array(width);
  const slope = new Float64Array(width);
  const curvature = new Float64Array(width * width);
  const step = slope;
  for (let round = 0; round < mostRounds; round++) {
    if (rows.isNarrow) fillNarrowTangent(rows, weights, ridge, { beta, slope, curvature });
    else fillTangent(rows, weights, ridge, { beta, slope, curvature });
    if (!solvePositive(curvature, width, step)) return null;
    let reach = 0;
    for (const move of step) reach = Math.max(reach, Math.abs(move));
    const scale = reach > farStep ? safeScale(rows, weights, ridge, beta, step) : 1;
    for (let column = 0; column < width; column++) beta[column] = (beta[column] as number) + scale * (step[column] as number);
    if (ridge === 0 && round > 6 && largestLogit(rows, weights, beta) > endlessLogit) return null;
    // Newton's error is squared by each step, so what is left after this one is below 1e-11.
    if (reach < nearStep) return ridge === 0 && largestLogit(rows, weights, beta) > endlessLogit ? null : beta;
  }
  return null;
}

/** The largest of 1, ½, ¼ … of the step that does not raise the loss. */
function safeScale(rows: LogisticRows, weights: Float64Array, ridge: number, beta: Float64Array, step: Float64Array): number {
  const now = lossAt(rows, weights, ridge, beta);
  for (let scale = 1; scale > 1e-6; scale /= 2) {
    const there = Float64Array.from(beta, (value, column) => value + scale * (step[column] as number));
    if (lossAt(rows, weights, ridge, there) <= now) return scale;
  }
  return 0;
}

/** The negative log-likelihood with its ridge. */
function lossAt(rows: LogisticRows, weights: Float64Array, ridge: number, beta: Float64Array): number {
  let loss = beta.reduce((sum, value) => sum + (ridge / 2) * value * value, 0);
  for (let row = 0; row < rows.y.length; row++) {
    const logit = logitOf(rows, row, beta);
    // log(1 + e^−z) + (1 − y) z, safe for large z of either sign.
    const each = Math.log1p(Math.exp(-Math.abs(logit))) + Math.max(0, -logit) + (1 - (rows.y[row] as number)) * logit;
    loss += (weights[row] as number) * each;
  }
  return loss;
}

function logitOf({ entries, at, x, offset }: LogisticRows, row: number, beta: Float64Array): number {
  let logit = offset ? (offset[row] as number) : 0;
  for (let entry = row * entries; entry < (row + 1) * entries; entry++)
    logit += (x[entry] as number) * (beta[at[entry] as number] as number);
  return logit;
}

type Tangent = { readonly beta: Float64Array; readonly slope: Float64Array; readonly curvature: Float64Array };

/** The downhill slope of the loss and its curvature, of which the lower triangle is filled. */
function fillTangent(rows: LogisticRows, weights: Float64Array, ridge: number, { beta, slope, curvature }: Tangent): void {
  const { width, entries, at, x, y } = rows;
  curvature.fill(0);
  for (let column = 0; column < width; column++) {
    slope[column] = -ridge * (beta[column] as number);
    curvature[column * width + column] = ridge;
  }
  for (let row = 0; row < y.length; row++) {
    const weight = weights[row] as number;
    if (weight === 0) continue;
    const first = row * entries;
    const chance = 1 / (1 + Math.exp(-logitOf(rows, row, beta)));
    const error = weight * ((y[row] as number) - chance);
    const spread = weight * chance * (1 - chance);
    for (let entry = first; entry < first + entries; entry++) {
      const value = x[entry] as number;
      if (value === 0) continue;
      const column = at[entry] as number;
      slope[column] = (slope[column] as number) + error * value;
      const scaled = spread * value;
      for (let other = first; other < first + entries; other++) {
        const left = at[other] as number;
        if (left > column) continue;
        const place = column * width + left;
        curvature[place] = (curvature[place] as number) + scaled * (x[other] as number);
      }
    }
  }
}

/** `fillTangent` to the last bit, its sums in registers. */
function fillNarrowTangent(rows: LogisticRows, weights: Float64Array, ridge: number, { beta, slope, curvature }: Tangent): void {
  const { width, x, y, offset } = rows;
  const [b0 = 0, b1 = 0, b2 = 0] = beta;
  let [s0, s1, s2] = [-ridge * b0, -ridge * b1, -ridge * b2];
  let [c00, c10, c11, c20, c21, c22] = [ridge, 0, ridge, 0, 0, ridge];
  for (let row = 0; row < y.length; row++) {
    const weight = weights[row] as number;
    if (weight === 0) continue;
    const first = row * width;
    const x0 = x[first] as number;
    const x1 = x[first + 1] as number;
    const x2 = width === 3 ? (x[first + 2] as number) : 0;
    const logit = (offset ? (offset[row] as number) : 0) + x0 * b0 + x1 * b1 + x2 * b2;
    const chance = 1 / (1 + Math.exp(-logit));
    const error = weight * ((y[row] as number) - chance);
    const spread = weight * chance * (1 - chance);
    s0 += error * x0;
    s1 += error * x1;
    s2 += error * x2;
    c00 += spread * x0 * x0;
    c10 += spread * x1 * x0;
    c11 += spread * x1 * x1;
    c20 += spread * x2 * x0;
    c21 += spread * x2 * x1;
    c22 += spread * x2 * x2;
  }
  slope.set(width === 3 ? [s0, s1, s2] : [s0, s1]);
  curvature.set(width === 3 ? [c00, 0, 0, c10, c11, 0, c20, c21, c22] : [c00, 0, c10, c11]);
}

function largestLogit(rows: LogisticRows, weights: Float64Array, beta: Float64Array): number {
  let largest = 0;
  for (let row = 0; row < rows.y.length; row++) {
    if (weights[row] !== 0) largest = Math.max(largest, Math.abs(logitOf(rows, row, beta)));
  }
  return largest;
}
