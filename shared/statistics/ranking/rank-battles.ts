import { drawFor, type Resampling } from "../bootstrap.ts";
import { clusterVectors } from "../clusters.ts";
import { fewestClusters } from "../measured.ts";
import { randomBits } from "../random.ts";
import type { Contribution, SumStatistic } from "../sum-statistic.ts";
import type { WeightedDraws } from "../weighted-statistic.ts";
import type { Battle } from "./battles.ts";
import { type Pairs, strengthFitter } from "./fit-strengths.ts";
import { type TieRule, tieModels } from "./tie-models.ts";
import { isStronglyConnected, metComponents, strongComponents, tiesFitAnOrder } from "./win-graph.ts";

export type Ranking = {
  /** Those on one scale, by name. */
  readonly players: readonly string[];
  /** Why a model is not on it. */
  readonly apart: ReadonlyMap<string, string>;
  /** What a reader of the strengths must know. */
  readonly note: string | null;
  /** Figure i is the strength of player i; `order` and `tie` say where the others stand. */
  readonly drawn: WeightedDraws;
  readonly order: number | null;
  readonly tie: number | null;
  /** Why the strengths are not defined although the models met. */
  readonly missing: string;
};

export type RankingOptions = { readonly ties: TieRule; readonly withOrder: boolean; readonly resampling: Resampling };

const outcomePlaces = { first: 0, second: 1, tie: 2 } as const;

/**
 * Strengths of models in log-odds (mean zero) by Bradley–Terry, with a cluster bootstrap over prompts: every draw is a sum of
 * counts per pair, fitted again from where the whole fit ended. Models that never met, directly or through others, have no
 * common scale: the largest group is ranked. Where wins go one way only the maximum is not finite, and everyone gets half a win and
 * half a loss against a phantom player; a draw to which that happens is undefined instead, as the whole was not.
 */
export function rankBattles(battles: readonly Battle[], { ties, withOrder, resampling }: RankingOptions): Ranking {
  const everyone = coded(battles);
  const groups = metComponents(countsOf(everyone).pairs);
  const players = (groups[0] ?? []).map((player) => everyone.players[player] ?? "");
  const apart = new Map(
    groups.slice(1).flatMap((group) => {
      const reason = `compared with none of ${named(players)}, directly or through others, so there is no common scale`;
      return group.map((player) => [everyone.players[player] ?? "", reason] as const);
    }),
  );
  const onScale = groups.length === 1 ? everyone : coded(battles.filter(({ first }) => !apart.has(first)));
  const { pairs, places, outcomes } = countsOf(onScale);
  const isFinite = (drawn: Float64Array) => isStronglyConnected(pairs, drawn) && (ties === "half" || !tiesFitAnOrder(pairs, drawn));
  const withPrior = !isFinite(outcomes);
  const fit = strengthFitter(pairs, { ties, withOrder, withPrior });
  const width = players.length + (withOrder ? 1 : 0) + (ties === "half" ? 0 : 1);
  const tie = ties === "half" ? null : width - 1;
  const written = (parameters: Float64Array): Float64Array => {
    if (tie !== null && ties !== "half") parameters[tie] = tieModels[ties].written(parameters[tie] ?? Number.NaN);
    return parameters;
  };
  const whole = fit(outcomes);
  const resampled = (drawn: Float64Array): Float64Array | null =>
    whole === null || (!withPrior && !isFinite(drawn)) ? null : fit(drawn, whole);
  const { draws: rounds, seed } = resampling;
  const clusters = new Set(onScale.battles.map(({ cluster }) => cluster)).size;
  const drawCount = whole === null || clusters < fewestClusters ? 0 : rounds;
  const statistic = {
    width: outcomes.length,
    contributions: drawCount === 0 ? [] : summed(placesByCluster(onScale.battles, places)),
    value: () => Number.NaN,
  };
  const draws = drawFits(statistic, width, resampled, { draws: drawCount, seed });
  for (let draw = 0; draw < drawCount; draw++) written(draws.subarray(draw * width, (draw + 1) * width));
  return {
    players,
    apart,
    note: withPrior ? priorNote(strongComponents(pairs, outcomes), players) : null,
    drawn: {
      estimates: whole === null ? new Float64Array(width).fill(Number.NaN) : written(Float64Array.from(whole)),
      draws,
      drawCount,
      clusters,
    },
    order: withOrder ? players.length : null,
    tie,
    missing: "the likelihood has no finite maximum",
  };
}

/** Battles with their players numbered by name: `codes` is first × players + second. */
type Coded = { readonly battles: readonly Battle[]; readonly players: readonly string[]; readonly codes: Int32Array };

function coded(battles: readonly Battle[]): Coded {
  const numbers = new Map<string, number>();
  const numberOf = (model: string): number => {
    const known = numbers.get(model);
    if (known !== undefined) return known;
    numbers.set(model, numbers.size);
    return numbers.size - 1;
  };
  const codes = new Int32Array(battles.length);
  const seconds = new Int32Array(battles.length);
  battles.forEach(({ first, second }, index) => {
    codes[index] = numberOf(first);
    seconds[index] = numberOf(second);
  });
  const players = [...numbers.keys()].sort();
  const byName = new Int32Array(players.length);
  players.forEach((player, place) => {
    byName[numberOf(player)] = place;
  });
  for (let index = 0; index < codes.length; index++) {
    codes[index] = (byName[codes[index] as number] as number) * players.length + (byName[seconds[index] as number] as number);
  }
  return { battles, players, codes };
}

type PairCounts = {
  readonly pairs: Pairs;
  /** Where each battle counts among the outcomes. */
  readonly places: Int32Array;
  readonly outcomes: Float64Array;
};

/** Counts per pair that met, in the order of the players. A battle's `first` and `second` are kept apart, whoever it is. */
function countsOf({ battles, players, codes }: Coded): PairCounts {
  const met = Int32Array.from(new Set(codes)).sort();
  const pairOf = new Map([...met].map((code, pair) => [code, pair]));
  const places = new Int32Array(battles.length);
  const outcomes = new Float64Array(3 * met.length);
  battles.forEach(({ outcome }, index) => {
    const place = 3 * (pairOf.get(codes[index] as number) ?? 0) + outcomePlaces[outcome];
    places[index] = place;
    outcomes[place] = (outcomes[place] as number) + 1;
  });
  const first = met.map((code) => Math.floor(code / players.length));
  return { pairs: { players: players.length, first, second: met.map((code) => code % players.length) }, places, outcomes };
}

function placesByCluster(battles: readonly Battle[], places: Int32Array): ReadonlyMap<string, number[]> {
  const clusters = new Map<string, number[]>();
  battles.forEach(({ cluster }, index) => {
    const own = clusters.get(cluster);
    if (own) own.push(places[index] as number);
    else clusters.set(cluster, [places[index] as number]);
  });
  return clusters;
}

/** One sparse vector of counts a cluster. */
function summed(byCluster: ReadonlyMap<string, number[]>): readonly Contribution[] {
  return [...byCluster].map(([cluster, places]): Contribution => {
    const at: number[] = [];
    const add: number[] = [];
    for (const place of places.sort((left, right) => left - right)) {
      if (at.at(-1) === place) add[add.length - 1] = (add.at(-1) ?? 0) + 1;
      else {
        at.push(place);
        add.push(1);
      }
    }
    return { cluster, at, add };
  });
}

/** Row-major fits of every draw; NaN where a draw has none. */
function drawFits(
  statistic: SumStatistic,
  width: number,
  fit: (outcomes: Float64Array) => Float64Array | null,
  { draws: rounds, seed }: Resampling,
): Float64Array {
  if (rounds === 0) return new Float64Array(0);
  const draw = drawFor(clusterVectors(statistic), statistic.width, randomBits(seed));
  const outcomes = new Float64Array(statistic.width);
  const draws = new Float64Array(rounds * width).fill(Number.NaN);
  for (let round = 0; round < rounds; round++) {
    draw(outcomes);
    const fitted = fit(outcomes);
    if (fitted) draws.set(fitted, round * width);
  }
  return draws;
}

function priorNote(groups: readonly (readonly number[])[], players: readonly string[]): string {
  if (groups.length === 1) return `wins and ties fit one order without exception, so ${phantom}`;
  const words = groups.map((group) => `{${named(group.map((player) => players[player] ?? ""))}}`).join(", ");
  return `wins between the groups ${words} go one way only, so ${phantom}`;
}

const phantom = "everyone was given half a win and half a loss against a phantom player";

const mostNamed = 4;

function named(models: readonly string[]): string {
  return models.length <= mostNamed ? models.join(", ") : `${models.slice(0, mostNamed).join(", ")} and ${models.length - mostNamed} more`;
}
