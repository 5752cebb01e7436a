import { binomialCdf, binomialUpperBound } from "../distributions/binomial.ts";

/** A verdict people also gave: how sure the judge was, and whether they said otherwise. */
export type Checked = { readonly confidence: number; readonly isError: boolean };

export type Risk = { readonly alpha: number; readonly delta: number };

/** What lies at or above a confidence, and the highest risk still believable there at level delta. */
export type Threshold = { readonly confidence: number; readonly kept: number; readonly errors: number; readonly bound: number };

/** Below this many verdicts no bound is worth testing. */
export const fewestKept = 30;

/**
 * Fixed-sequence testing: from the most confident down, each confidence is tested for a risk above alpha by the exact binomial
 * tail, and the first that fails ends it; the last that passed is returned. Picking any lower one that happens to pass would
 * void the guarantee. Null: none passes, abstain on everything.
 * Source: Jung et al. 2024, Trust or Escalate.
 */
export function fixedSequence(checked: readonly Checked[], { alpha, delta }: Risk): Threshold | null {
  let passed: Threshold | null = null;
  for (const { confidence, kept, errors } of descending(checked)) {
    if (kept < fewestKept) continue;
    if (binomialCdf(errors, kept, alpha) > delta) break;
    passed = { confidence, kept, errors, bound: binomialUpperBound(errors, kept, delta) };
  }
  return passed;
}

/** Verdicts and errors at or above each confidence that occurs, from the highest. */
export function descending(checked: readonly Checked[]): readonly Omit<Threshold, "bound">[] {
  const sorted = [...checked].sort((left, right) => right.confidence - left.confidence);
  const steps: Omit<Threshold, "bound">[] = [];
  let errors = 0;
  sorted.forEach(({ confidence, isError }, index) => {
    if (isError) errors++;
    if (sorted[index + 1]?.confidence !== confidence) steps.push({ confidence, kept: index + 1, errors });
  });
  return steps;
}
