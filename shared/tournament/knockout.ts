import { chanceFor, matchesOf, winnerOf } from "./draws.ts";
import { scoresOf, standingsBy } from "./standings.ts";
import type { MatchResult, Next, NextRound, TournamentOptions } from "./tournament.ts";

/**
 * The loser of a match leaves. The bracket is drawn by the seed; where a round is odd a random player among those with the fewest byes sits it out.
 * A drawn match, and one without a verdict, is decided by lot: never by position. Players out in the same round share a rank.
 */
export const nextKnockout: NextRound = (options, results): Next => {
  const { players } = options;
  const byes: number[] = [];
  const lots: number[] = [];
  const outIn = Array.from({ length: players }, () => 0);
  let left: readonly number[] = chanceFor(options, "bracket").shuffle([...outIn.keys()]);
  for (let round = 1; left.length > 1; round++) {
    const bye = left.length % 2 === 0 ? null : byeOf(options, round, left, byes);
    if (bye !== null) byes.push(bye);
    const seated = left.filter((player) => player !== bye);
    const played = results.filter((result) => result.round === round);
    if (played.length === 0) {
      const pairings = Array.from({ length: seated.length / 2 }, (_, at) => [seated[2 * at] ?? 0, seated[2 * at + 1] ?? 0] as const);
      return { type: "matches", matches: matchesOf(options, round, pairings) };
    }
    const winners = new Set(played.map((result) => advancing(options, result, lots)));
    for (const player of seated) if (!winners.has(player)) outIn[player] = round;
    left = left.filter((player) => player === bye || winners.has(player));
  }
  for (const player of left) outIn[player] = Number.POSITIVE_INFINITY;
  const drawn = lots.length === 0 ? "" : `; ${lots.length} without a winner decided by lot (seed ${options.seed})`;
  return { type: "done", standings: standingsBy(scoresOf(players, results, byes), outIn), why: `one player is left${drawn}` };
};

function byeOf(options: TournamentOptions, round: number, left: readonly number[], byes: readonly number[]): number {
  const count = (player: number) => byes.filter((each) => each === player).length;
  const fewest = Math.min(...left.map(count));
  const candidates = left.filter((player) => count(player) === fewest).sort((a, b) => a - b);
  return candidates[chanceFor(options, `bye ${round}`).integer(candidates.length)] ?? 0;
}

function advancing(options: TournamentOptions, result: MatchResult, lots: number[]): number {
  const winner = winnerOf(result);
  if (winner === "first") return result.first;
  if (winner === "second") return result.second;
  lots.push(result.match);
  return chanceFor(options, `lot ${result.round} ${result.match}`).integer(2) === 0 ? result.first : result.second;
}
