import { meanFigure, shareFigure } from "../agreement/mean-statistic.ts";
import type { SumStatistic } from "../sum-statistic.ts";
import type { PeoplesView, Preference } from "./preferences.ts";

/** One comparison seen from a column's side: an answer of the column's teacher or family against one of another. */
export type OwnComparison = {
  readonly item: string;
  readonly cluster: string;
  /** The judge's share for the column's answer. */
  readonly own: number;
  readonly people: PeoplesView["outcome"] | null;
  /** What is compared with: people's share for the column's answer, or that of judges with no answer of their own here. */
  readonly reference: number | null;
  readonly lengths: readonly [own: number, other: number] | null;
};

/** The share for side a as the share for the column's side. */
export function shareFor(isA: boolean, share: number): number {
  return isA ? share : 1 - share;
}

/** +1: the column's answer is side a; −1: side b; 0: both are or none is, and nothing can be learnt of the column. */
export function sideOf({ a, b }: Preference, isColumn: (model: string) => boolean): 1 | -1 | 0 {
  if (isColumn(a.model) === isColumn(b.model)) return 0;
  return isColumn(a.model) ? 1 : -1;
}

const noComparison = "it judged none of these answers against another's";

/** Mean probability a judge gives the column's answers (Panickssery et al. 2024); 0.5 is neutral, quality aside. */
export function ownProbability(comparisons: readonly OwnComparison[]): SumStatistic {
  return shareFigure(
    figuresOf(comparisons, ({ own }) => own),
    noComparison,
  );
}

/** Share of items on which that probability is above 0.5, 0.5 itself counting half. */
export function zappedShare(comparisons: readonly OwnComparison[]): SumStatistic {
  return shareFigure(
    figuresOf(comparisons, ({ own }) => (own > 0.5 ? 1 : own < 0.5 ? 0 : 0.5)),
    noComparison,
  );
}

/** The judge's win rate for the column's answers minus the reference's on the same items, ties half (Zheng et al. 2023). */
export function excessWinRate(comparisons: readonly OwnComparison[]): SumStatistic {
  return meanFigure(
    figuresOf(comparisons, ({ own, reference }) => own - (reference ?? own)),
    noComparison,
  );
}

/** Own minus other for the judge, minus the same for the reference judges, on the same items: twice the excess, since win rates of two sides add to 1. */
export function differenceInDifferences(comparisons: readonly OwnComparison[]): SumStatistic {
  return meanFigure(
    figuresOf(comparisons, ({ own, reference }) => 2 * (own - (reference ?? own))),
    noComparison,
  );
}

function figuresOf(comparisons: readonly OwnComparison[], figureOf: (comparison: OwnComparison) => number) {
  return comparisons.map((comparison) => ({ cluster: comparison.cluster, figure: figureOf(comparison) }));
}

const fewestDecided = 20;

/**
 * P(judge prefers own | people prefer own) − P(judge prefers other | people prefer other), the judge's ties half
 * (Wataoka et al. 2024, equal opportunity). Undefined below 20 labels on either side.
 */
export function equalOpportunityGap(comparisons: readonly OwnComparison[]): SumStatistic {
  const decided = comparisons.filter(({ people }) => people === "a" || people === "b");
  const forOwn = decided.filter(({ people }) => people === "a").length;
  const forOther = decided.length - forOwn;
  const least = Math.min(forOwn, forOther);
  const tooFew = `people prefer the own answer ${forOwn} times and the other's ${forOther} times, and each needs ${fewestDecided}`;
  return {
    width: 4,
    contributions: decided.map(({ cluster, own, people }) =>
      people === "a" ? { cluster, at: [0, 1], add: [own, 1] } : { cluster, at: [2, 3], add: [1 - own, 1] },
    ),
    value: ([own = 0, ofOwn = 0, other = 0, ofOther = 0]) => {
      if (decided.length === 0) return "no person judged these comparisons with a decisive label";
      return least < fewestDecided || ofOwn === 0 || ofOther === 0 ? tooFew : own / ofOwn - other / ofOther;
    },
  };
}

/** Largest gap between two lengths, as a share of the longer, at which they still count as matched. */
export const matchedLengths = 0.2;

export function areMatched({ lengths }: OwnComparison): boolean {
  if (lengths === null) return false;
  const [own, other] = lengths;
  return Math.abs(own - other) <= matchedLengths * Math.max(own, other);
}
