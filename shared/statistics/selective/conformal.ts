/**
 * Split conformal prediction: the score that at least (1 − alpha) of new items stay at or below, from the scores 1 − p of what
 * came true in the calibration items: the ⌈(n + 1)(1 − alpha)⌉-th smallest. Infinite where alpha < 1/(n + 1): every class stays in.
 * Source: Angelopoulos & Bates 2023, A Gentle Introduction to Conformal Prediction.
 */
export function conformalThreshold(scores: readonly number[], alpha: number): number {
  const sorted = [...scores].sort((left, right) => left - right);
  // (n + 1)(1 − alpha) may come out a digit above a whole number.
  const rank = Math.ceil((sorted.length + 1) * (1 - alpha) - 1e-9);
  return sorted[rank - 1] ?? Number.POSITIVE_INFINITY;
}

/** How many of the two classes are left in the set of an item forecast with `p`. */
export function setSize(p: number, threshold: number): 0 | 1 | 2 {
  const [first, second] = [1 - p <= threshold, p <= threshold];
  return first && second ? 2 : first || second ? 1 : 0;
}
