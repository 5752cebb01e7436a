import { createRandom, type Random } from "../data/random.ts";
import type { Match, MatchResult, TournamentOptions } from "./tournament.ts";

/** Chance for one purpose in one place, so that no draw moves another. */
export function chanceFor({ seed }: Pick<TournamentOptions, "seed">, purpose: string): Random {
  return createRandom(`${seed} ${purpose}`);
}

/** Numbers a round's pairings and draws the items each is fought on; a pair keeps its draw whatever else is played. */
export function matchesOf(
  options: TournamentOptions,
  round: number,
  pairings: readonly (readonly [first: number, second: number])[],
): readonly Match[] {
  return pairings.map(([first, second], index): Match => {
    const [low, high] = [Math.min(first, second), Math.max(first, second)];
    const items = chanceFor(options, `items ${low} ${high}`).shuffle(options.itemsOf(low, high)).slice(0, options.itemsPerMatch);
    return { round, match: index + 1, first, second, items };
  });
}

export function lastRound(results: readonly MatchResult[]): number {
  return results.reduce((last, { round }) => Math.max(last, round), 0);
}

/** "both": drawn. "none": without any verdict. */
export function winnerOf({ won, lost, tied }: MatchResult): "first" | "second" | "both" | "none" {
  if (won + lost + tied === 0) return "none";
  if (won === lost) return "both";
  return won > lost ? "first" : "second";
}
