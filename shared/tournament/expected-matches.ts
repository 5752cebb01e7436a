import { swissRounds } from "./swiss.ts";
import type { Scheme } from "./tournament.ts";

/**
 * Matches a tournament takes: n(n − 1)/2 by round robin, n − 1 by knockout, rounds × ⌊n/2⌋ by Swiss. An adaptive one stops when it knows enough:
 * null unless its number is limited, and then at most that. Times items, orders, repeats and judges these are calls.
 */
export function expectedMatches(
  scheme: Scheme,
  players: number,
  limits: { readonly rounds?: number | undefined; readonly mostMatches?: number | undefined } = {},
): number | null {
  if (players < 2) return 0;
  switch (scheme) {
    case "round-robin":
      return (players * (players - 1)) / 2;
    case "knockout":
      return players - 1;
    case "swiss": {
      const rounds = Math.min(limits.rounds ?? swissRounds(players), players - 1 + (players % 2));
      return rounds * Math.floor(players / 2);
    }
    case "adaptive":
      return limits.mostMatches ?? null;
  }
}
