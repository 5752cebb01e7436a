import type { JudgeBody } from "#shared/cells/judge.ts";
import { double, integer, type Row, schemaOf, type TableSchema, text } from "#shared/data/table.ts";
import type { Measured } from "#shared/statistics/measured.ts";
import type { Battle } from "#shared/statistics/ranking/battles.ts";
import { rankBattles } from "#shared/statistics/ranking/rank-battles.ts";
import { measuredFrom } from "#shared/statistics/weighted-statistic.ts";
import type { Next } from "#shared/tournament/tournament.ts";
import { comparisonSchema } from "./pair-rows.ts";
import type { JudgeSetup } from "./setup.ts";
import type { Field, Player } from "./tournament-fields.ts";

/** One comparison of a tournament: `winner` null where it was inconsistent or unscored, and counts for nobody. */
export type TournamentGame = {
  /** The lower-numbered player first. */
  readonly players: readonly [number, number];
  readonly item: string;
  readonly winner: number | "tie" | null;
  readonly calls: number;
};

/** The comparison columns with the round and the match they were part of. */
export function roundSchema(body: JudgeBody): TableSchema {
  const { columns } = comparisonSchema(body);
  const at = columns.findIndex(({ name }) => name === "judge") + 1;
  const added = ["round", "match"].map((name) => ({ name, type: integer }));
  return { columns: [...columns.slice(0, at), ...added, ...columns.slice(at)] };
}

export const standingsSchema = schemaOf([
  ["item", text],
  ["judge", text],
  ["player", text],
  ["rank", integer],
  ["wins", integer],
  ["losses", integer],
  ["ties", integer],
  ["byes", integer],
  ["strength", double],
  ["low", double],
  ["high", double],
  ["reason", text],
  ["calls", integer],
  ["stopped_because", text],
  ["model", text],
]);

type Played = {
  readonly field: Field;
  readonly judges: readonly string[];
  readonly end: Extract<Next, { type: "done" }>;
  readonly games: readonly TournamentGame[];
};

/** Enough for an interval at a glance; a ranking measured over the comparisons draws more. */
const draws = 400;

/** One row a player, best first: matches won and lost, and the Bradley–Terry strength over all its comparisons. An adaptive tournament ranks by strength. */
export function standingRows(
  { name, body }: JudgeSetup,
  { field, judges, end, games }: Played,
): readonly { readonly table: string; readonly row: Row }[] {
  const strengths = strengthsOf(field.players, games, body.draw);
  const byStrength = body.tournament?.scheme === "adaptive";
  const valueOf = (player: number) => strengths.get(player)?.value ?? Number.NEGATIVE_INFINITY;
  const rows = end.standings.map(({ player, rank, ...counts }): Row => {
    const {
      value = null,
      low = null,
      high = null,
      reason = null,
      note = null,
      intervalReason = null,
    } = strengths.get(player) ?? noStrength;
    return {
      ...counts,
      item: field.item,
      judge: judges.length === 1 ? (judges[0] ?? null) : "jury",
      player: field.players[player]?.name ?? null,
      model: field.players[player]?.model ?? null,
      rank: byStrength ? 1 + end.standings.filter((other) => valueOf(other.player) > valueOf(player)).length : rank,
      strength: value,
      low,
      high,
      reason: [reason, note, intervalReason].filter(Boolean).join("; ") || null,
      calls: games.reduce((sum, game) => sum + (game.players.includes(player) ? game.calls : 0), 0),
      stopped_because: end.why,
    };
  });
  const table = `${name}_standings`;
  return rows.sort((left, right) => Number(left.rank) - Number(right.rank)).map((row) => ({ table, row }));
}

const noStrength: Partial<Measured> = { reason: "none of its comparisons was decided" };

function strengthsOf(players: readonly Player[], games: readonly TournamentGame[], seed: number): ReadonlyMap<number, Partial<Measured>> {
  const numbers = new Map(players.map(({ name }, player) => [name, player]));
  const battles = games.flatMap(({ players: [low, high], item, winner }): readonly Battle[] => {
    const [first, second] = [players[low]?.name, players[high]?.name];
    if (winner === null || first === undefined || second === undefined) return [];
    return [{ item, cluster: item, first, second, outcome: winner === "tie" ? "tie" : winner === low ? "first" : "second" }];
  });
  if (battles.length === 0) return new Map();
  const ranking = rankBattles(battles, { ties: "half", withOrder: false, resampling: { draws, seed } });
  const found = ranking.players.map((name, figure) => {
    const own = battles.filter(({ first, second }) => first === name || second === name);
    const counts = { n: own.length, items: new Set(own.map(({ item }) => item)).size, nulls: 0, ties: 0 };
    return [numbers.get(name) ?? -1, { ...measuredFrom(ranking.drawn, figure, counts, ranking.missing), note: ranking.note }] as const;
  });
  const apart = [...ranking.apart].map(([name, reason]) => [numbers.get(name) ?? -1, { reason }] as const);
  return new Map<number, Partial<Measured>>([...found, ...apart]);
}
