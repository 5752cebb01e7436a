import type { VotePatterns } from "./vote-patterns.ts";

export type DawidSkeneFit = {
  /** How common each class is. */
  readonly prior: Float64Array;
  /** Chance that an annotator says class l of an item that is t: at `(annotator * classes + t) * classes + l`. */
  readonly confusion: Float64Array;
  /** Chance of each class for each pattern of votes, row-major. */
  readonly truth: Float64Array;
  readonly logLikelihood: number;
  readonly rounds: number;
  readonly isConverged: boolean;
};

type FitLimits = { readonly mostRounds: number; readonly tolerance: number };

const limits: FitLimits = { mostRounds: 500, tolerance: 1e-6 };
const smoothing = 0.01;

/** Each class's share of a pattern's votes: where the fit starts. */
export function majorityShares({ annotators, classes, given, count }: VotePatterns): Float64Array {
  const shares = new Float64Array(count * classes.length);
  for (let pattern = 0; pattern < count; pattern++) {
    const votes = given.subarray(pattern * annotators.length, (pattern + 1) * annotators.length).filter((vote) => vote >= 0);
    for (const vote of votes) {
      const at = pattern * classes.length + vote;
      shares[at] = (shares[at] as number) + 1 / votes.length;
    }
  }
  return shares;
}

/**
 * Dawid & Skene's model by expectation maximisation: every item has one true class, and each annotator errs by a confusion matrix of
 * its own, independently of the others. `weights` counts the items of each pattern. The M-step adds 0.01 to each count; it ends when no
 * item's chances move by 1e-6, or after 500 rounds.
 * Source: Dawid & Skene 1979, Maximum Likelihood Estimation of Observer Error-Rates Using the EM Algorithm.
 */
export function fitDawidSkene(
  patterns: VotePatterns,
  weights: Float64Array,
  start: Float64Array,
  within: FitLimits = limits,
): DawidSkeneFit {
  const { annotators, classes, count } = patterns;
  const k = classes.length;
  const truth = Float64Array.from(start);
  const prior = new Float64Array(k);
  const confusion = new Float64Array(annotators.length * k * k);
  const before = new Float64Array(k);
  let [logLikelihood, rounds, change] = [Number.NEGATIVE_INFINITY, 0, Number.POSITIVE_INFINITY];
  while (rounds < within.mostRounds && change >= within.tolerance) {
    maximise(patterns, weights, truth, { prior, confusion });
    [logLikelihood, change] = [0, 0];
    for (let pattern = 0; pattern < count; pattern++) {
      const own = truth.subarray(pattern * k, (pattern + 1) * k);
      before.set(own);
      const likelihood = infer(patterns, pattern, { prior, confusion }, own);
      const weight = weights[pattern] as number;
      if (weight === 0) continue;
      logLikelihood += weight * likelihood;
      for (let t = 0; t < k; t++) change = Math.max(change, Math.abs((own[t] as number) - (before[t] as number)));
    }
    rounds++;
  }
  return { prior, confusion, truth, logLikelihood, rounds, isConverged: change < within.tolerance };
}

type Parameters = { readonly prior: Float64Array; readonly confusion: Float64Array };

function maximise({ annotators, classes, given, count }: VotePatterns, weights: Float64Array, truth: Float64Array, into: Parameters): void {
  const k = classes.length;
  const { prior, confusion } = into;
  prior.fill(smoothing);
  confusion.fill(smoothing);
  for (let pattern = 0; pattern < count; pattern++) {
    const weight = weights[pattern] as number;
    if (weight === 0) continue;
    for (let t = 0; t < k; t++) {
      const share = weight * (truth[pattern * k + t] as number);
      prior[t] = (prior[t] as number) + share;
      for (let annotator = 0; annotator < annotators.length; annotator++) {
        const vote = given[pattern * annotators.length + annotator] as number;
        if (vote < 0) continue;
        const at = (annotator * k + t) * k + vote;
        confusion[at] = (confusion[at] as number) + share;
      }
    }
  }
  normalise(prior, k);
  normalise(confusion, k);
}

/** Every run of `length` made to sum to one. */
function normalise(values: Float64Array, length: number): void {
  for (let from = 0; from < values.length; from += length) {
    let sum = 0;
    for (let at = from; at < from + length; at++) sum += values[at] as number;
    for (let at = from; at < from + length; at++) values[at] = (values[at] as number) / sum;
  }
}

/** Fills the chances of one pattern's classes; returns the logarithm of the pattern's likelihood. */
function infer(
  { annotators, classes, given }: VotePatterns,
  pattern: number,
  { prior, confusion }: Parameters,
  into: Float64Array,
): number {
  const k = classes.length;
  let most = Number.NEGATIVE_INFINITY;
  for (let t = 0; t < k; t++) {
    let log = Math.log(prior[t] as number);
    for (let annotator = 0; annotator < annotators.length; annotator++) {
      const vote = given[pattern * annotators.length + annotator] as number;
      if (vote >= 0) log += Math.log(confusion[(annotator * k + t) * k + vote] as number);
    }
    into[t] = log;
    most = Math.max(most, log);
  }
  let sum = 0;
  for (let t = 0; t < k; t++) {
    into[t] = Math.exp((into[t] as number) - most);
    sum += into[t] as number;
  }
  for (let t = 0; t < k; t++) into[t] = (into[t] as number) / sum;
  return most + Math.log(sum);
}

/** Chance that each annotator names the true class: its confusion diagonal weighed by how common the classes are. */
export function accuraciesOf({ annotators, classes }: VotePatterns, { prior, confusion }: Parameters): readonly number[] {
  const k = classes.length;
  return annotators.map((_, annotator) =>
    classes.reduce<number>((sum, __, t) => sum + (prior[t] as number) * (confusion[(annotator * k + t) * k + t] as number), 0),
  );
}

/** Over all annotators, the diagonals sum to more than the rest: classes mean what they say, and were not exchanged by the fit. */
export function keepsLabels({ annotators, classes }: VotePatterns, { confusion }: Parameters): boolean {
  const k = classes.length;
  let diagonal = 0;
  for (let annotator = 0; annotator < annotators.length; annotator++)
    for (let t = 0; t < k; t++) diagonal += confusion[(annotator * k + t) * k + t] as number;
  return diagonal > annotators.length * k - diagonal;
}
