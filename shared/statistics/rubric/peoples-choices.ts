import { peoplesViews, preferencesOf } from "../bias/preferences.ts";
import { clusterOf, type Judgement } from "../judgement.ts";
import type { LabelledScore } from "./criterion-statistics.ts";
import type { Response } from "./rubric-verdicts.ts";

/** An answer people preferred to another or accepted, or rejected. */
export type Choice = { readonly response: Response; readonly isPreferred: boolean };

/**
 * What people made of the answers without looking at criteria: the side most of them prefer in each comparison, and answers
 * they accept or reject. An answer is found by its prompt and model (and sample); one that can't be told apart is left out and counted.
 */
export function peoplesChoices(
  judgements: readonly Judgement[],
  responses: readonly Response[],
): { readonly choices: readonly Choice[]; readonly unmatched: number } {
  const whole = judgements.filter(({ isPerson, criterion }) => isPerson === true && criterion === undefined);
  const find = finder(responses);
  const { preferences } = preferencesOf(whole);
  const views = peoplesViews(preferences);
  const compared = new Map(preferences.map((preference) => [preference.item, preference]));
  const found = [...compared.values()].flatMap(({ item, cluster, a, b }): readonly (Choice | null)[] => {
    const outcome = views.get(item)?.outcome;
    if (outcome !== "a" && outcome !== "b") return [];
    return [choice(find(item, cluster, a.model), outcome === "a"), choice(find(item, cluster, b.model), outcome === "b")];
  });
  const accepted = whole.flatMap((judgement): readonly (Choice | null)[] => {
    const isPreferred = acceptance.get(String(judgement.value));
    if (isPreferred === undefined || judgement.answer === undefined) return [];
    return [choice(find(judgement.item, clusterOf(judgement), judgement.answer.model), isPreferred)];
  });
  const all = [...found, ...accepted];
  const choices = all.filter((each) => each !== null);
  return { choices, unmatched: all.length - choices.length };
}

const acceptance = new Map([
  ["accept", true],
  ["accepted", true],
  ["1", true],
  ["reject", false],
  ["rejected", false],
  ["0", false],
]);

function choice(response: Response | null, isPreferred: boolean): Choice | null {
  return response === null ? null : { response, isPreferred };
}

function finder(responses: readonly Response[]): (item: string, cluster: string, model: string) => Response | null {
  const byModel = new Map<string, Response[]>();
  for (const response of responses) {
    const key = JSON.stringify([response.cluster, response.model]);
    const same = byModel.get(key);
    if (same) same.push(response);
    else byModel.set(key, [response]);
  }
  return (item, cluster, model) => {
    const candidates = byModel.get(JSON.stringify([cluster, model])) ?? [];
    const sample = sampleOf(item);
    const [only = null, ...others] = candidates.length > 1 ? candidates.filter(({ id }) => sampleOf(id) === sample) : candidates;
    return others.length > 0 ? null : only;
  };
}

/** The sample at the end of an item's name such as ["prompt", "model", 2]; 0 where it names none. */
function sampleOf(item: string): number {
  return Number(/,(\d+)\]$/.exec(item)?.[1] ?? 0);
}

/** The choices with one judge's scores; answers it gave no score fall out. */
export function labelledScores(choices: readonly Choice[], judge: string): readonly LabelledScore[] {
  return choices.flatMap(({ response, isPreferred }) => {
    const score = response.scores.get(judge) ?? null;
    return score === null ? [] : [{ cluster: response.cluster, score, isPreferred }];
  });
}
