import { drawFor, type Resampling } from "../bootstrap.ts";
import { clusterVectors } from "../clusters.ts";
import { fewestClusters } from "../measured.ts";
import { randomBits } from "../random.ts";
import { type Contribution, type SumStatistic, totalsOf } from "../sum-statistic.ts";
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
  const everyone = [...new Set(battles.flatMap(({ first, second }) => [first, second]))].sort();
  const groups = metComponents(paired(battles, everyone).pairs);
  const players = (groups[0] ?? []).map((player) => everyone[player] ?? "");
  const apart = new Map(
    groups.slice(1).flatMap((group) => {
      const reason = `compared with none of ${named(players)}, directly or through others, so there is no common scale`;
      return group.map((player) => [everyone[player] ?? "", reason] as const);
    }),
  );
  const { pairs, statistic } = paired(
    battles.filter(({ first }) => !apart.has(first)),
    players,
  );
  const totals = totalsOf(statistic);
  const isFinite = (outcomes: Float64Array) =>
    isStronglyConnected(pairs, outcomes) && (ties === "half" || !tiesFitAnOrder(pairs, outcomes));
  const withPrior = !isFinite(totals);
  const fit = strengthFitter(pairs, { ties, withOrder, withPrior });
  const width = players.length + (withOrder ? 1 : 0) + (ties === "half" ? 0 : 1);
  const tie = ties === "half" ? null : width - 1;
  const written = (parameters: Float64Array): Float64Array => {
    if (tie !== null && ties !== "half") parameters[tie] = tieModels[ties].written(parameters[tie] ?? Number.NaN);
    return parameters;
  };
  const whole = fit(totals);
  const resampled = (outcomes: Float64Array): Float64Array | null =>
    whole === null || (!withPrior && !isFinite(outcomes)) ? null : fit(outcomes, whole);
  const drawn = drawFits(statistic, width, resampled, whole === null ? null : resampling);
  const estimates = whole === null ? drawn.estimates : written(Float64Array.from(whole));
  for (let draw = 0; draw < drawn.drawCount; draw++) written(drawn.draws.subarray(draw * width, (draw + 1) * width));
  return {
    players,
    apart,
    note: withPrior ? priorNote(strongComponents(pairs, totals), players) : null,
    drawn: { ...drawn, estimates },
    order: withOrder ? players.length : null,
    tie,
    missing: "the likelihood has no finite maximum",
  };
}

type Paired = { readonly pairs: Pairs; readonly statistic: SumStatistic };

/** Battles as counts per pair that met, in the order of the players. A battle's `first` and `second` are kept apart, whoever it is. */
function paired(battles: readonly Battle[], players: readonly string[]): Paired {
  const numbers = new Map(players.map((player, index) => [player, index]));
  const keyOf = ({ first, second }: Battle) => (numbers.get(first) ?? 0) * players.length + (numbers.get(second) ?? 0);
  const keys = [...new Set(battles.map(keyOf))].sort((left, right) => left - right);
  const places = new Map(keys.map((key, place) => [key, place]));
  const contributions = battles.map((battle): Contribution => {
    return { cluster: battle.cluster, at: [3 * (places.get(keyOf(battle)) ?? 0) + outcomePlaces[battle.outcome]], add: [1] };
  });
  return {
    pairs: {
      players: players.length,
      first: Int32Array.from(keys, (key) => Math.floor(key / players.length)),
      second: Int32Array.from(keys, (key) => key % players.length),
    },
    statistic: { width: 3 * keys.length, contributions, value: () => Number.NaN },
  };
}

function drawFits(
  statistic: SumStatistic,
  width: number,
  fit: (outcomes: Float64Array) => Float64Array | null,
  resampling: Resampling | null,
): WeightedDraws {
  const estimates = new Float64Array(width).fill(Number.NaN);
  const vectors = clusterVectors(statistic);
  const { clusters } = vectors;
  if (resampling === null || clusters < fewestClusters) return { estimates, draws: new Float64Array(0), drawCount: 0, clusters };
  const bits = randomBits(resampling.seed);
  const draw = drawFor(vectors, statistic.width, bits);
  const outcomes = new Float64Array(statistic.width);
  const draws = new Float64Array(resampling.draws * width).fill(Number.NaN);
  for (let round = 0; round < resampling.draws; round++) {
    draw(outcomes);
    const fitted = fit(outcomes);
    if (fitted) draws.set(fitted, round * width);
  }
  return { estimates, draws, drawCount: resampling.draws, clusters };
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
