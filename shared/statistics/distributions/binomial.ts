import { regularizedBeta } from "./incomplete-beta.ts";

/**
 * P(X ≤ successes) for X of `trials` independent trials with the same `chance`.
 * Reference: scipy.stats.binom.cdf, R pbinom.
 */
export function binomialCdf(successes: number, trials: number, chance: number): number {
  if (successes < 0) return 0;
  if (successes >= trials) return 1;
  return regularizedBeta(1 - chance, trials - successes, successes + 1);
}

/**
 * The largest chance under which so few successes still have probability `delta` or more: Clopper–Pearson's one-sided
 * upper bound, sup{r : P(Bin(trials, r) ≤ successes) ≥ delta}.
 * Reference: scipy.stats.beta.ppf(1 − delta, successes + 1, trials − successes).
 */
export function binomialUpperBound(successes: number, trials: number, delta: number): number {
  if (successes >= trials) return 1;
  let [low, high] = [0, 1];
  for (;;) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) return middle;
    if (binomialCdf(successes, trials, middle) >= delta) low = middle;
    else high = middle;
  }
}
