import type { Aggregate, CriterionType } from "../../rubric/criterion.ts";

/** What scoring needs of a criterion. Only a pitfall may weigh negatively. */
export type ScoredCriterion = {
  readonly id: string;
  readonly type: CriterionType;
  /** A pitfall that says "avoids …" weighs positively, and met is good; one that names the bad thing weighs negatively, and met is bad. */
  readonly weight: number;
  /** The highest level of a declared scale; missing: met or not met, and nothing between. */
  readonly levels?: number;
};

export type RubricScore = {
  /** Not clipped: below 0 where pitfalls with negative weights outweigh what is met. Null with a `reason`. */
  readonly score: number | null;
  readonly reason: string | null;
  /** All hard rules are fully met. Null: there are none, or one that has no verdict could still decide it. */
  readonly gatePassed: boolean | null;
  /** Criteria fully met, without a readable verdict, and all there are. */
  readonly met: number;
  readonly missing: number;
  readonly of: number;
};

/** Stands for all criteria together in the verdicts of a holistic rating. */
export const holisticId = "*";

/** More than this share of criteria without a verdict, and there is no score. */
const mostMissing = 0.2;

/**
 * One answer's score from its verdicts, each the share of the criterion that is met, 0 to 1.
 * `weighted`: Σ weight × met / Σ weight (Gunjal et al. 2025, Rubrics as Rewards, explicit). `points`: the points met over
 * the points that can be won, negative where pitfalls outweigh (Arora et al. 2025, HealthBench); the same formula, since
 * only positive weights make a denominator. `gated`: 0 where a hard rule fails, else the weighted share of the rest, 1 where
 * there is no rest. `holistic`: the one verdict under `holisticId`.
 * A verdict that is missing or off its scale leaves numerator and denominator.
 */
export function scoreRubric(
  criteria: readonly ScoredCriterion[],
  verdicts: ReadonlyMap<string, number | null>,
  aggregate: Aggregate,
): RubricScore {
  if (aggregate === "holistic") return holisticScore(verdicts.get(holisticId) ?? null);
  const judged = criteria.flatMap((criterion) => {
    const share = shareMet(criterion, verdicts.get(criterion.id) ?? null);
    return share === null ? [] : [{ ...criterion, share }];
  });
  const counts = {
    gatePassed: gateOf(criteria, judged),
    met: judged.filter(({ share }) => share === 1).length,
    missing: criteria.length - judged.length,
    of: criteria.length,
  };
  const none = (reason: string): RubricScore => ({ ...counts, score: null, reason });
  const some = (score: number): RubricScore => ({ ...counts, score, reason: null });
  if (criteria.length === 0) return none("the rubric has no criteria");
  if (counts.missing > mostMissing * counts.of) return none(`${counts.missing} of ${counts.of} criteria have no readable verdict`);
  if (aggregate !== "gated") return weightedShare(judged) === null ? none(nothingToWin) : some(weightedShare(judged) ?? 0);
  if (counts.gatePassed === false) return some(0);
  const rules = criteria.filter(({ type }) => type === "rule");
  if (counts.gatePassed === null && rules.length > 0) return none("a hard rule has no readable verdict, so the gate is open");
  if (rules.length === criteria.length) return some(1);
  const share = weightedShare(judged.filter(({ type }) => type !== "rule"));
  return share === null ? none(nothingToWin) : some(share);
}

const nothingToWin = "no criterion with a verdict has a positive weight, so there is nothing to win";

type JudgedCriterion = ScoredCriterion & { readonly share: number };

function shareMet({ levels }: ScoredCriterion, verdict: number | null): number | null {
  if (verdict === null || !(verdict >= 0 && verdict <= 1)) return null;
  return levels === undefined && !Number.isInteger(verdict) ? null : verdict;
}

function weightedShare(judged: readonly JudgedCriterion[]): number | null {
  const winnable = judged.reduce((sum, { weight }) => sum + Math.max(0, weight), 0);
  return winnable === 0 ? null : judged.reduce((sum, { weight, share }) => sum + weight * share, 0) / winnable;
}

function gateOf(criteria: readonly ScoredCriterion[], judged: readonly JudgedCriterion[]): boolean | null {
  const rules = criteria.filter(({ type }) => type === "rule");
  const judgedRules = judged.filter(({ type }) => type === "rule");
  if (judgedRules.some(({ share }) => share < 1)) return false;
  return rules.length === 0 || judgedRules.length < rules.length ? null : true;
}

function holisticScore(share: number | null): RubricScore {
  const isRead = share !== null && share >= 0 && share <= 1;
  const counts = { gatePassed: null, met: isRead && share === 1 ? 1 : 0, missing: isRead ? 0 : 1, of: 1 };
  return { ...counts, score: isRead ? share : null, reason: isRead ? null : "the answer has no readable rating" };
}

/** A rating of all criteria together as a share: (x − 1) / 9 on Rubrics as Rewards' scale of 1 to 10. Null: off the scale. */
export function holisticShare(rating: number, { low, high }: { readonly low: number; readonly high: number } = { low: 1, high: 10 }) {
  return rating >= low && rating <= high && high > low ? (rating - low) / (high - low) : null;
}

/** The score of a set of answers as HealthBench reports it: the mean of unclipped scores, itself clipped to 0 to 1. Null: no scores. */
export function reportedMean(scores: readonly number[]): number | null {
  if (scores.length === 0) return null;
  return Math.min(1, Math.max(0, scores.reduce((sum, score) => sum + score, 0) / scores.length));
}

/** How a rubric words its pitfalls. Mixed signs would punish twice or not at all: a mistake for the caller to report. */
export function pitfallSigns(criteria: readonly ScoredCriterion[]): "positive" | "negative" | "none" | "mixed" {
  const signs = new Set(criteria.flatMap(({ type, weight }) => (type === "pitfall" && weight !== 0 ? [Math.sign(weight)] : [])));
  if (signs.size === 2) return "mixed";
  if (signs.size === 0) return "none";
  return signs.has(1) ? "positive" : "negative";
}
