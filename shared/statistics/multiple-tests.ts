import { binomialCdf } from "./distributions/binomial.ts";
import { betaKernel } from "./distributions/log-gamma.ts";

/** Outcomes this much likelier than the one seen still count as equally likely, so that rounding decides nothing. */
const sameChance = 1 + 1e-7;

/**
 * Two-sided exact binomial test: the probability, under `chance`, of all numbers of successes no likelier than the one
 * seen. Null without trials.
 * Reference: scipy.stats.binomtest, R binom.test.
 */
export function exactBinomialTwoSided(successes: number, trials: number, chance = 0.5): number | null {
  if (trials === 0) return null;
  const mean = trials * chance;
  if (successes === mean) return 1;
  const limit = mass(successes, trials, chance) * sameChance;
  const isAbove = successes > mean;
  const near = isAbove ? upper(successes, trials, chance) : binomialCdf(successes, trials, chance);
  // On the other side of the mean the mass falls away from it: the first that is no likelier starts the other tail.
  let [close, far] = isAbove ? [Math.floor(mean), -1] : [Math.ceil(mean), trials + 1];
  if (mass(close, trials, chance) <= limit) far = close;
  while (Math.abs(far - close) > 1) {
    const middle = Math.trunc((close + far) / 2);
    if (mass(middle, trials, chance) <= limit) far = middle;
    else close = middle;
  }
  return Math.min(1, near + (isAbove ? binomialCdf(far, trials, chance) : upper(far, trials, chance)));
}

/** P(X ≥ successes). */
function upper(successes: number, trials: number, chance: number): number {
  return binomialCdf(trials - successes, trials, 1 - chance);
}

function mass(successes: number, trials: number, chance: number): number {
  if (chance === 0 || chance === 1) return successes === trials * chance ? 1 : 0;
  if (successes === 0) return (1 - chance) ** trials;
  if (successes === trials) return chance ** trials;
  return (betaKernel(chance, successes, trials - successes) * trials) / (successes * (trials - successes));
}

/**
 * McNemar's exact test of two judges on the same items: `b` items only the first has right, `c` only the second. Null when
 * they differ on none, which leaves nothing to test.
 * Reference: statsmodels mcnemar(exact=True).
 */
export function mcNemar(b: number, c: number): number | null {
  return exactBinomialTwoSided(b, b + c, 0.5);
}

/** p-values adjusted for the false discovery rate among independent tests (Benjamini & Hochberg 1995), in the order given. Reference: R p.adjust("BH"). */
export function benjaminiHochberg(p: readonly number[]): number[] {
  return stepUp(p, 1);
}

/** The same where the tests share data and may depend on one another in any way (Benjamini & Yekutieli 2001). Reference: R p.adjust("BY"). */
export function benjaminiYekutieli(p: readonly number[]): number[] {
  return stepUp(
    p,
    p.reduce((sum, _, index) => sum + 1 / (index + 1), 0),
  );
}

function stepUp(p: readonly number[], factor: number): number[] {
  const adjusted = p.map(() => 1);
  const descending = p.map((value, index) => ({ value, index })).sort((left, right) => right.value - left.value);
  let least = 1;
  descending.forEach(({ value, index }, place) => {
    least = Math.min(least, (value * factor * p.length) / (p.length - place));
    adjusted[index] = least;
  });
  return adjusted;
}
