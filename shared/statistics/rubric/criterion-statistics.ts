import { correlator } from "../agreement/correlations.ts";
import type { SumStatistic } from "../sum-statistic.ts";
import type { WeightedStatistic } from "../weighted-statistic.ts";
import type { RubricStudy } from "./rubric-verdicts.ts";
import { holisticId, type ScoredCriterion, scoreRubric } from "./score-rubric.ts";
import { aggregateFor } from "./scoring.ts";

/** What one judge said of one criterion on one answer, scores by the aggregate its rows declare. `credit` is what counts for the answer: of a pitfall with negative weight, the share not met. */
export type CriterionVerdict = {
  readonly response: string;
  readonly cluster: string;
  readonly met: number;
  readonly credit: number;
  readonly score: number | null;
  /** The score without this criterion. */
  readonly rest: number | null;
};

export function criterionVerdicts(
  { responses, scoring }: Pick<RubricStudy, "responses" | "scoring">,
  judge: string,
  criterion: string,
): readonly CriterionVerdict[] {
  const aggregate = aggregateFor(scoring, judge);
  return responses.flatMap((response) => {
    const said = response.verdicts.get(judge);
    const met = said?.get(criterion) ?? null;
    const own = response.criteria.find(({ id }) => id === criterion);
    if (!said || met === null || !own) return [];
    const others = response.criteria.filter(({ id }) => id !== criterion);
    return [
      {
        response: response.id,
        cluster: response.cluster,
        met,
        credit: creditOf(own, met),
        score: response.scores.get(judge) ?? null,
        rest: others.length === 0 || criterion === holisticId ? null : scoreRubric(others, said, aggregate).score,
      },
    ];
  });
}

function creditOf({ weight }: ScoredCriterion, met: number): number {
  return weight < 0 ? 1 - met : met;
}

/** p (1 − p): how much the criterion can tell answers apart; 0 where all or none meet it. */
export function information(verdicts: readonly CriterionVerdict[]): SumStatistic {
  return {
    width: 2,
    contributions: verdicts.map(({ cluster, met }) => ({ cluster, at: [0, 1], add: [met, 1] })),
    value: ([met = 0, n = 0]) => (n === 0 ? "no readable verdict" : (met / n) * (1 - met / n)),
  };
}

/** Share of the answers in the upper and the lower group of a discrimination index (Kelley 1939). */
const groupShare = 0.27;

/**
 * Two figures of a criterion: the item-rest correlation (Pearson of its credit with the score of the other criteria,
 * point-biserial where it is met or not) and D, its mean credit in the upper 27 % of scores minus that in the lower 27 %, answers
 * with equal scores at the border counting in part. NaN where the criterion or the score never varies.
 */
export function discrimination(verdicts: readonly CriterionVerdict[]): WeightedStatistic {
  const credits = verdicts.map(({ credit }) => credit);
  const correlate = correlator(
    credits,
    verdicts.map(({ rest }) => rest ?? Number.NaN),
  );
  const groups = byScore(verdicts);
  return {
    clusters: verdicts.map(({ cluster }) => cluster),
    width: 2,
    fill: (weights, into) => {
      into[0] = correlate(weights).pearson();
      into[1] = isConstant(credits, weights) ? Number.NaN : upperMinusLower(groups, weights);
    },
  };
}

/** Answers by rising score: which group of equal scores each row is in, and what a draw adds up in each. */
type ScoreGroups = {
  readonly rows: Int32Array;
  readonly groupOf: Int32Array;
  readonly credits: Float64Array;
  readonly n: Float64Array;
  readonly credit: Float64Array;
};

function byScore(verdicts: readonly CriterionVerdict[]): ScoreGroups {
  const scored = verdicts.flatMap(({ score, credit }, row) => (score === null ? [] : [{ score, credit, row }]));
  const levels = [...new Set(scored.map(({ score }) => score))].sort((left, right) => left - right);
  const place = new Map(levels.map((score, group) => [score, group]));
  return {
    rows: Int32Array.from(scored, ({ row }) => row),
    groupOf: Int32Array.from(scored, ({ score }) => place.get(score) ?? 0),
    credits: Float64Array.from(scored, ({ credit }) => credit),
    n: new Float64Array(levels.length),
    credit: new Float64Array(levels.length),
  };
}

function isConstant(credits: readonly number[], weights: Float64Array): boolean {
  let seen: number | null = null;
  for (let row = 0; row < credits.length; row++) {
    if (weights[row] === 0) continue;
    if (seen !== null && credits[row] !== seen) return false;
    seen = credits[row] ?? null;
  }
  return true;
}

function upperMinusLower({ rows, groupOf, credits, n, credit }: ScoreGroups, weights: Float64Array): number {
  n.fill(0);
  credit.fill(0);
  let total = 0;
  for (let index = 0; index < rows.length; index++) {
    const weight = weights[rows[index] as number] as number;
    const group = groupOf[index] as number;
    n[group] = (n[group] as number) + weight;
    credit[group] = (credit[group] as number) + weight * (credits[index] as number);
    total += weight;
  }
  if (n.some((count) => count === total)) return Number.NaN;
  const wanted = groupShare * total;
  const order = Array.from(n, (_, group) => group);
  return (firstOf(order.toReversed(), n, credit, wanted) - firstOf(order, n, credit, wanted)) / wanted;
}

/** Credit of the first `wanted` answers, the last group in part. */
function firstOf(order: readonly number[], n: Float64Array, credit: Float64Array, wanted: number): number {
  let [left, sum] = [wanted, 0];
  for (const group of order) {
    const count = n[group] as number;
    if (count === 0) continue;
    const taken = Math.min(left, count);
    sum += ((credit[group] as number) * taken) / count;
    left -= taken;
    if (left <= 0) break;
  }
  return sum;
}

/** Two criteria correlated above this say the same thing. */
export const redundantPhi = 0.8;

/** Phi of two criteria's credits (Pearson, so also for levels); NaN where one never varies. */
export function phi(first: readonly CriterionVerdict[], second: readonly CriterionVerdict[]): WeightedStatistic & { readonly n: number } {
  const credits = new Map(second.map(({ response, credit }) => [response, credit]));
  const both = first.flatMap(({ response, cluster, credit }) => {
    const other = credits.get(response);
    return other === undefined ? [] : [{ cluster, first: credit, second: other }];
  });
  const correlate = correlator(
    both.map((pair) => pair.first),
    both.map((pair) => pair.second),
  );
  return {
    n: both.length,
    clusters: both.map(({ cluster }) => cluster),
    width: 1,
    fill: (weights, into) => {
      into[0] = correlate(weights).pearson();
    },
  };
}

/** A score beside what people made of the answer. */
export type LabelledScore = { readonly cluster: string; readonly score: number; readonly isPreferred: boolean };

/** P(score of a preferred answer > score of a rejected one) + ½ P(equal): the area under the ROC curve. NaN with one kind only. Reference: sklearn roc_auc_score. */
export function rubricPower(scores: readonly LabelledScore[]): WeightedStatistic {
  const sorted = [...scores].sort((left, right) => left.score - right.score);
  return {
    clusters: sorted.map(({ cluster }) => cluster),
    width: 1,
    fill: (weights, into) => {
      let [preferred, rejected, won] = [0, 0, 0];
      for (let start = 0; start < sorted.length; ) {
        let [end, up, down] = [start, 0, 0];
        for (; end < sorted.length && sorted[end]?.score === sorted[start]?.score; end++) {
          if (sorted[end]?.isPreferred) up += weights[end] as number;
          else down += weights[end] as number;
        }
        won += up * (rejected + down / 2);
        preferred += up;
        rejected += down;
        start = end;
      }
      into[0] = won / (preferred * rejected);
    },
  };
}
