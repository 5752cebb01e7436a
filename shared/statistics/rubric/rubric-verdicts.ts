import { clusterOf, type Judgement } from "../judgement.ts";
import { type ScoredCriterion, scoreRubric } from "./score-rubric.ts";

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
  /** In the order they are first named, ids sorted; `levels` where any value is above 1. */
  readonly criteria: readonly ScoredCriterion[];
};

/**
 * Judgements of criteria as answers × judges × criteria. Repeats are settled by majority, by their mean on a scale of levels;
 * levels count as shares of the highest given. Weights are those of the rows, 1 where there are none. Scores are `weighted`.
 */
export function rubricStudy(judgements: readonly Judgement[]): RubricStudy {
  const rated = judgements.flatMap((judgement) =>
    judgement.criterion === undefined ? [] : [{ judgement, criterion: judgement.criterion }],
  );
  const highest = new Map<string, number>();
  for (const { judgement, criterion } of rated) {
    const value = numberOf(judgement.value);
    if (value !== null) highest.set(criterion, Math.max(highest.get(criterion) ?? 0, value));
  }
  const drafts = new Map<string, Draft>();
  for (const each of rated) addTo(drafts, each, highest.get(each.criterion) ?? 1);
  const responses = [...drafts].sort(([left], [right]) => (left < right ? -1 : 1)).map(([id, draft]) => responseOf(id, draft));
  const criteria = new Map(responses.flatMap((response) => response.criteria.map((criterion) => [criterion.id, criterion] as const)));
  return {
    responses,
    judges: [...new Set(rated.map(({ judgement }) => judgement.judge))].sort(),
    criteria: [...criteria.values()].sort((left, right) => (left.id < right.id ? -1 : 1)),
  };
}

type Draft = {
  readonly cluster: string;
  readonly model: string | null;
  readonly criteria: Map<string, ScoredCriterion>;
  readonly given: Map<string, Map<string, (number | null)[]>>;
};

function addTo(drafts: Map<string, Draft>, rated: { readonly judgement: Judgement; readonly criterion: string }, highest: number): void {
  const { judgement, criterion } = rated;
  const id = responseId(judgement.item, criterion);
  const draft = drafts.get(id) ?? {
    cluster: clusterOf(judgement),
    model: judgement.answer?.model ?? null,
    criteria: new Map<string, ScoredCriterion>(),
    given: new Map<string, Map<string, (number | null)[]>>(),
  };
  drafts.set(id, draft);
  const weight = judgement.weight ?? 1;
  const levels = highest > 1 ? { levels: highest } : {};
  if (!draft.criteria.has(criterion))
    draft.criteria.set(criterion, { id: criterion, type: weight < 0 ? "pitfall" : "principle", weight, ...levels });
  const said = draft.given.get(judgement.judge) ?? new Map<string, (number | null)[]>();
  draft.given.set(judgement.judge, said);
  const value = numberOf(judgement.value);
  said.set(criterion, [...(said.get(criterion) ?? []), value === null ? null : value / Math.max(1, highest)]);
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

function responseOf(id: string, { cluster, model, criteria, given }: Draft): Response {
  const sorted = [...criteria.values()].sort((left, right) => (left.id < right.id ? -1 : 1));
  const verdicts = new Map(
    [...given].map(([judge, said]) => {
      const settled = [...said].map(
        ([criterion, values]) => [criterion, settle(values, criteria.get(criterion)?.levels !== undefined)] as const,
      );
      return [judge, new Map(settled)] as const;
    }),
  );
  const scores = new Map([...verdicts].map(([judge, said]) => [judge, rounded(scoreRubric(sorted, said, "weighted").score)] as const));
  return { id, cluster, model, criteria: sorted, verdicts, scores };
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
