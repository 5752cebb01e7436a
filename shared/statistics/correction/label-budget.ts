import type { Moments } from "./prediction-powered.ts";

export type LabelBudget = {
  readonly moments: Moments;
  /** Everything the judge judged, labelled or not. */
  readonly items: number;
  /** How many times the variance is what independent items would give: prompts with several items, unequal chances. */
  readonly inflation: number;
};

/** Variance of the tuned estimate with `labels` of the items labelled at random. */
export function varianceWith(labels: number, { moments, items, inflation }: LabelBudget): number {
  const { covariance, labelVariance, variance } = moments;
  const unlabelled = items - labels;
  const lambda = variance > 0 ? Math.min(1, Math.max(0, (covariance / variance) * (unlabelled / items))) : 0;
  const residual = labelVariance - 2 * lambda * covariance + lambda * lambda * variance;
  const judged = unlabelled > 0 ? (lambda * lambda * variance) / unlabelled : 0;
  return inflation * (judged + residual / labels);
}

/** The fewest labels that bring the variance down to `wanted`; null where even labelling every item does not. */
export function labelsFor(wanted: number, budget: LabelBudget): number | null {
  if (varianceWith(budget.items, budget) > wanted) return null;
  let [low, high] = [1, budget.items];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (varianceWith(middle, budget) <= wanted) high = middle;
    else low = middle + 1;
  }
  return low;
}
