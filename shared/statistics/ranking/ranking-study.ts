import type { Resampling } from "../bootstrap.ts";
import type { Judgement } from "../judgement.ts";
import type { Subject } from "../tidy-row.ts";
import type { Battle, LostBattle } from "./battles.ts";
import type { Ranking } from "./rank-battles.ts";
import type { TieRule } from "./tie-models.ts";
import type { PairedBattles } from "./win-rates.ts";

/** Whose judgements make a ranking. `name` null: all together. */
export type Panel = { readonly name: string | null; readonly words: string; readonly judgements: readonly Judgement[] };

export type Fights = { readonly battles: readonly Battle[]; readonly lost: readonly LostBattle[] };

export type RankingStudy = Fights & {
  readonly panel: Panel;
  readonly slice: string | null;
  readonly byModel: ReadonlyMap<string, Fights>;
  readonly pairs: readonly PairedBattles[];
  readonly ranking: Ranking;
  readonly ties: TieRule;
  readonly resampling: Resampling;
};

export function subjectOf(
  { slice, panel }: Pick<RankingStudy, "slice" | "panel">,
  statistic: string,
  model: string | null = null,
): Subject {
  return { statistic, slice, judge_a: panel.name, judge_b: null, model };
}

/** How a pair of models stands in the column `model`. */
export function overWords(first: string, second: string): string {
  return `${first} over ${second}`;
}

/** The battles of each model, and those that brought nothing, by name. */
export function fightsByModel(battles: readonly Battle[], lost: readonly LostBattle[]): ReadonlyMap<string, Fights> {
  const models = new Map<string, { battles: Battle[]; lost: LostBattle[] }>();
  for (const { first, second } of battles)
    for (const model of [first, second]) if (!models.has(model)) models.set(model, { battles: [], lost: [] });
  for (const battle of battles) for (const model of [battle.first, battle.second]) models.get(model)?.battles.push(battle);
  for (const each of lost) for (const model of new Set(each.models)) models.get(model)?.lost.push(each);
  return new Map([...models].sort(([left], [right]) => (left < right ? -1 : 1)));
}
