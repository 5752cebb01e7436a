import type { Resampling } from "../bootstrap.ts";
import { type Counts, type Measured, measure } from "../measured.ts";
import type { Contribution, SumStatistic } from "../sum-statistic.ts";
import type { Battle, LostBattle } from "./battles.ts";

/** Mean preference for a model over its battles, a tie counting one half: a plain proportion where there are no ties. */
export function winRate(battles: readonly Battle[], model: string): SumStatistic {
  const contributions = battles.map((battle): Contribution => {
    const { cluster } = battle;
    const preference = preferenceFor(battle, model);
    return preference === 0 ? { cluster, at: [1], add: [1] } : { cluster, at: [0, 1], add: [preference, 1] };
  });
  return {
    width: 2,
    contributions,
    ...(battles.every(({ outcome }) => outcome !== "tie") ? { isProportion: true } : {}),
    value: ([won = 0, all = 0]) => (all === 0 ? "no battle of theirs counts" : won / all),
  };
}

function preferenceFor({ first, outcome }: Battle, model: string): number {
  if (outcome === "tie") return 0.5;
  return (outcome === "first") === (first === model) ? 1 : 0;
}

/** What a figure about the models named was made from. With one model all its battles count, with two those between them. */
export function countsOf(battles: readonly Battle[], lost: readonly LostBattle[]): Counts {
  return { n: battles.length, items: new Set(battles.map(({ item }) => item)).size, nulls: lost.length, ties: 0 };
}

export function measuredWinRate(battles: readonly Battle[], lost: readonly LostBattle[], model: string, resampling: Resampling): Measured {
  return measure(winRate(battles, model), countsOf(battles, lost), resampling);
}

/** Battles by the two models that fought them; each pair once, names in order. */
export type PairedBattles = {
  readonly models: readonly [string, string];
  readonly battles: readonly Battle[];
  readonly lost: readonly LostBattle[];
};

export function battlesByPair(battles: readonly Battle[], lost: readonly LostBattle[]): readonly PairedBattles[] {
  const pairs = new Map<string, { models: readonly [string, string]; battles: Battle[]; lost: LostBattle[] }>();
  const pairOf = (first: string, second: string) => {
    const key = JSON.stringify([first, second]);
    const pair = pairs.get(key) ?? { models: [first, second] as const, battles: [], lost: [] };
    pairs.set(key, pair);
    return pair;
  };
  for (const battle of battles) pairOf(battle.first, battle.second).battles.push(battle);
  for (const each of lost) if (each.why !== "itself") pairOf(...each.models).lost.push(each);
  return [...pairs.entries()].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, pair]) => pair);
}
