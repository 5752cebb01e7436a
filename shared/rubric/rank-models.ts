import { meanFigure } from "../statistics/agreement/mean-statistic.ts";
import { measure } from "../statistics/measured.ts";
import { reportedMean, type ScoredCriterion, scoreRubric } from "../statistics/rubric/score-rubric.ts";
import type { Aggregate } from "./criterion.ts";

/** One judged answer: the share of each criterion it meets, by id; null where there is no verdict. */
export type JudgedShares = { readonly item: string; readonly model: string; readonly shares: ReadonlyMap<string, number | null> };

/** `mean` null: none of the model's answers has a score. */
export type RankedModel = {
  readonly model: string;
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number;
};

// Enough to show how sure a ranking is while a weight is being moved.
const resampling = { draws: 200, seed: 20_240_601 };

/**
 * Models by mean score under these weights, best first: what a rubric's weights decide. Every answer is scored anew from
 * its verdicts, so gates and points count as they would in a run; points are clipped in the mean.
 */
export function rankModels(
  answers: readonly JudgedShares[],
  criteria: readonly ScoredCriterion[],
  aggregate: Exclude<Aggregate, "holistic">,
): readonly RankedModel[] {
  const byModel = new Map<string, { readonly cluster: string; readonly figure: number }[]>();
  for (const { item, model, shares } of answers) {
    const figures = byModel.get(model) ?? [];
    byModel.set(model, figures);
    const { score } = scoreRubric(criteria, shares, aggregate);
    if (score !== null) figures.push({ cluster: item, figure: score });
  }
  const shown = (score: number | null): number | null => (score === null || aggregate !== "points" ? score : reportedMean([score]));
  return [...byModel]
    .map(([model, figures]) => {
      const items = new Set(figures.map(({ cluster }) => cluster)).size;
      const counts = { n: figures.length, items, nulls: 0, ties: 0 };
      const { value, low, high } = measure(meanFigure(figures, "no scores"), counts, resampling);
      return { model, mean: shown(value), low: shown(low), high: shown(high), n: figures.length };
    })
    .sort(
      (left, right) =>
        (right.mean ?? Number.NEGATIVE_INFINITY) - (left.mean ?? Number.NEGATIVE_INFINITY) || (left.model < right.model ? -1 : 1),
    );
}
