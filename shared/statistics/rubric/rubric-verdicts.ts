import type { CriterionType } from "../../rubric/criterion.ts";
import { clusterOf, type Judgement } from "../judgement.ts";
import { type ScoredCriterion, scoreRubric } from "./score-rubric.ts";
import { aggregateFor, type Scoring, scoringOf } from "./scoring.ts";

/** One answer a rubric was applied to. */
export type Response = {
  readonly id: string;
  /** The prompt it answers. */
  readonly cluster: string;
  readonly model: string | null;
  readonly criteria: readonly ScoredCriterion[];
  /** What each judge said of each criterion: the share met, or null where it was asked and nothing could be read. */
  readonly verdicts: ReadonlyMap<string, ReadonlyMap<string, number | null>>;
  /** Each judge's score from those; null where too many verdicts are missing. */
  readonly scores: ReadonlyMap<string, number | null>;
};

export type RubricStudy = {
  readonly responses: readonly Response[];
  readonly judges: readonly string[];
  /** In the order they are first named, ids sorted; `levels` where any value is above 1, or between 0 and 1. */
  readonly criteria: readonly ScoredCriterion[];
  /** How each judge's verdicts become scores. */
  readonly scoring: ReadonlyMap<string, Scoring>;
};

/**
 * Judgements of criteria as answers × judges × criteria. Repeats are settled by majority, by their mean on a scale of levels;
 * values above 1 count as shares of the highest given. Types, weights and aggregate are those of the rows: where there are none, a
 * criterion is a principle (a pitfall below 0), weighs 1, and scores are weighted shares. Throws data-unreadable where a judge's
 * rows declare two aggregates.
 */
export function rubricStudy(judgements: readonly Judgement[]): RubricStudy {
  const rated = judgements.flatMap((judgement) =>
    judgement.criterion === undefined ? [] : [{ judgement, criterion: judgement.criterion }],
  );
  const scales = scalesOf(rated);
  const scoring = scoringOf(rated.map(({ judgement }) => judgement));
  const drafts = new Map<string, Draft>();
  for (const each of rated) addTo(drafts, each, scales.get(each.criterion) ?? metOrNot);
  const responses = [...drafts].sort(([left], [right]) => (left < right ? -1 : 1)).map(([id, draft]) => responseOf(id, draft, scoring));
  const criteria = new Map(responses.flatMap((response) => response.criteria.map((criterion) => [criterion.id, criterion] as const)));
  return {
    responses,
    judges: [...new Set(rated.map(({ judgement }) => judgement.judge))].sort(),
    criteria: [...criteria.values()].sort((left, right) => (left.id < right.id ? -1 : 1)),
    scoring,
  };
}

type Rated = { readonly judgement: Judgement; readonly criterion: string };

/** What stands for the whole of a criterion, and how many levels there are above none; null: met or not met. */
type CriterionScale = { readonly whole: number; readonly levels: number | null };

const metOrNot: CriterionScale = { whole: 1, levels: null };

function scalesOf(rated: readonly Rated[]): ReadonlyMap<string, CriterionScale> {
  const given = new Map<string, Set<number>>();
  for (const { judgement, criterion } of rated) {
    const value = numberOf(judgement.value);
    if (value !== null) given.set(criterion, (given.get(criterion) ?? new Set()).add(value));
  }
  return new Map([...given].map(([criterion, values]) => [criterion, scaleOf([...values])]));
}

const mostLevels = 20;

/** Values above 1 are levels themselves; values between 0 and 1 are shares, of the fewest levels that make them all whole. */
function scaleOf(values: readonly number[]): CriterionScale {
  const highest = Math.max(...values);
  if (highest > 1) return { whole: highest, levels: highest };
  if (values.every(Number.isInteger)) return metOrNot;
  const counts = Array.from({ length: mostLevels }, (_, index) => index + 1);
  const isWhole = (number: number): boolean => Math.abs(number - Math.round(number)) < 1e-6;
  return { whole: 1, levels: counts.find((count) => values.every((value) => isWhole(value * count))) ?? 1 };
}

type Draft = {
  readonly cluster: string;
  readonly model: string | null;
  readonly criteria: Map<string, DraftCriterion>;
  readonly given: Map<string, Map<string, (number | null)[]>>;
};

type DraftCriterion = { readonly type: CriterionType | undefined; readonly weight: number | undefined; readonly levels: number | null };

function addTo(drafts: Map<string, Draft>, { judgement, criterion }: Rated, { whole, levels }: CriterionScale): void {
  const id = responseId(judgement.item, criterion);
  const draft = drafts.get(id) ?? {
    cluster: clusterOf(judgement),
    model: judgement.answer?.model ?? null,
    criteria: new Map<string, DraftCriterion>(),
    given: new Map<string, Map<string, (number | null)[]>>(),
  };
  drafts.set(id, draft);
  const known = draft.criteria.get(criterion);
  const type = known?.type ?? judgement.criterionType;
  draft.criteria.set(criterion, { type, weight: known?.weight ?? judgement.weight, levels });
  const said = draft.given.get(judgement.judge) ?? new Map<string, (number | null)[]>();
  draft.given.set(judgement.judge, said);
  const value = numberOf(judgement.value);
  said.set(criterion, [...(said.get(criterion) ?? []), value === null ? null : value / whole]);
}

/** Items of single criteria are named ["prompt", "model", …, "criterion"]; what is left without the last names the answer. */
function responseId(item: string, criterion: string): string {
  const tail = `,${JSON.stringify(criterion)}]`;
  return item.startsWith("[") && item.endsWith(tail) ? `${item.slice(0, -tail.length)}]` : item;
}

const words = new Map([
  ["met", 1],
  ["yes", 1],
  ["pass", 1],
  ["true", 1],
  ["unmet", 0],
  ["not met", 0],
  ["no", 0],
  ["fail", 0],
  ["false", 0],
]);

function numberOf(value: Judgement["value"]): number | null {
  const number = typeof value === "string" ? words.get(value.toLowerCase()) : value;
  return number === undefined || number === null || !(number >= 0) ? null : number;
}

function responseOf(id: string, { cluster, model, criteria: drafts, given }: Draft, scoring: ReadonlyMap<string, Scoring>): Response {
  const criteria = [...drafts]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([criterion, { type, weight = 1, levels }]): ScoredCriterion => {
      return { id: criterion, type: type ?? (weight < 0 ? "pitfall" : "principle"), weight, ...(levels === null ? {} : { levels }) };
    });
  const verdicts = new Map(
    [...given].map(([judge, said]) => {
      const settled = [...said].map(([criterion, values]) => [criterion, settle(values, drafts.get(criterion)?.levels !== null)] as const);
      return [judge, new Map(settled)] as const;
    }),
  );
  const scores = new Map(
    [...verdicts].map(([judge, said]) => {
      return [judge, rounded(scoreRubric(criteria, said, aggregateFor(scoring, judge)).score)] as const;
    }),
  );
  return { id, cluster, model, criteria, verdicts, scores };
}

/** Sums of the same weights in another order must tie. */
function rounded(score: number | null): number | null {
  return score === null ? null : Math.round(score * 1e12) / 1e12;
}

function settle(values: readonly (number | null)[], hasLevels: boolean): number | null {
  const known = values.filter((value) => value !== null).sort((left, right) => left - right);
  if (known.length === 0) return null;
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  if (hasLevels) return mean;
  return mean === 0.5 ? null : Math.round(mean);
}
