import { swissRounds } from "./swiss.ts";
import type { Scheme } from "./tournament.ts";

/** What a cell bounds: rounds of a Swiss tournament, matches of an adaptive one. */
type TournamentLimits = { readonly rounds?: number | undefined; readonly mostMatches?: number | undefined };

/**
 * Matches a tournament takes: n(n − 1)/2 by round robin, n − 1 by knockout, rounds × ⌊n/2⌋ by Swiss. An adaptive one stops when it knows enough:
 * null unless its number is limited, and then at most that. Times items, orders, repeats and judges these are calls.
 */
export function expectedMatches(scheme: Scheme, players: number, limits: TournamentLimits = {}): number | null {
  if (players < 2) return 0;
  switch (scheme) {
    case "round-robin":
      return (players * (players - 1)) / 2;
    case "knockout":
      return players - 1;
    case "swiss": {
      return mostSwissRounds(players, limits.rounds) * Math.floor(players / 2);
    }
    case "adaptive":
      return limits.mostMatches ?? null;
  }
}

/**
 * Rounds one after the other that a tournament takes at most, each of which needs the verdicts before it: 1 by round robin, ⌈log₂ n⌉ by
 * knockout. An adaptive one may play a single match a round: null unless its matches are limited.
 */
export function expectedRounds(scheme: Scheme, players: number, limits: TournamentLimits = {}): number | null {
  if (players < 2) return 0;
  switch (scheme) {
    case "round-robin":
      return 1;
    case "knockout":
      return Math.ceil(Math.log2(players));
    case "swiss":
      return mostSwissRounds(players, limits.rounds);
    case "adaptive":
      return limits.mostMatches ?? null;
  }
}

/** Nobody meets anybody twice. */
function mostSwissRounds(players: number, wanted = swissRounds(players)): number {
  return Math.min(wanted, players - 1 + (players % 2));
}
