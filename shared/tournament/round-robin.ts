import { matchesOf } from "./draws.ts";
import { scoresOf, standingsBy } from "./standings.ts";
import type { Match, Next, NextRound } from "./tournament.ts";

/**
 * Everyone meets everyone once. Nothing depends on a result, so all matches are asked for at once; their rounds are those of the circle
 * method, in which nobody plays twice.
 */
export const nextRoundRobin: NextRound = (options, results): Next => {
  const { players } = options;
  if (results.length > 0 || players < 2) {
    const scores = scoresOf(players, results, []);
    const points = scores.map((score) => score.points);
    return { type: "done", standings: standingsBy(scores, points), why: "everyone met everyone" };
  }
  const seats = players + (players % 2);
  const matches: Match[] = [];
  for (let round = 1; round < seats; round++) {
    const seated = (seat: number) => (seat === 0 ? 0 : 1 + ((seat - 1 + round) % (seats - 1)));
    const pairings = Array.from({ length: seats / 2 }, (_, seat) => [seated(seat), seated(seats - 1 - seat)].sort((a, b) => a - b));
    const played = pairings.flatMap(([first = 0, second = 0]) => (second < players ? [[first, second] as const] : []));
    matches.push(...matchesOf(options, round, played));
  }
  return { type: "matches", matches };
};
