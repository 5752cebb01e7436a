import { winnerOf } from "./draws.ts";
import type { MatchResult, Standing } from "./tournament.ts";

type Score = { wins: number; losses: number; ties: number; byes: number };

/** Every player's matches counted; one point a win or a bye, one half a tie. */
export function scoresOf(
  players: number,
  results: readonly MatchResult[],
  byes: readonly number[],
): readonly (Score & { readonly points: number })[] {
  const scores: Score[] = Array.from({ length: players }, () => ({ wins: 0, losses: 0, ties: 0, byes: 0 }));
  for (const result of results) {
    const [first, second] = [scores[result.first], scores[result.second]];
    const winner = winnerOf(result);
    if (!first || !second || winner === "none") continue;
    if (winner === "both") {
      first.ties++;
      second.ties++;
    } else {
      const [best, other] = winner === "first" ? [first, second] : [second, first];
      best.wins++;
      other.losses++;
    }
  }
  for (const player of byes) {
    const score = scores[player];
    if (score) score.byes++;
  }
  return scores.map((score) => ({ ...score, points: score.wins + score.byes + score.ties / 2 }));
}

/** Standings by a figure, the highest first; equal figures share a rank. */
export function standingsBy(scores: readonly Score[], figures: readonly number[]): readonly Standing[] {
  const standings = scores.map(({ wins, losses, ties, byes }, player): Standing => {
    const figure = figures[player] ?? 0;
    const rank = 1 + figures.filter((other) => other > figure + 1e-9).length;
    return { player, rank, wins, losses, ties, byes };
  });
  return standings.sort((left, right) => left.rank - right.rank || left.player - right.player);
}
