import { chanceFor, lastRound, matchesOf } from "./draws.ts";
import { scoresOf, standingsBy } from "./standings.ts";
import type { MatchResult, Next, NextRound, TournamentOptions } from "./tournament.ts";

/** ⌈log₂ n⌉: enough for one player to be unbeaten. */
export function swissRounds(players: number): number {
  return Math.max(1, Math.ceil(Math.log2(players)));
}

/**
 * Everyone plays every round, against somebody of like score and never the same twice. With an odd number a random player among the lowest
 * scores that had no bye yet sits out and gets the point.
 */
export const nextSwiss: NextRound = (options, results): Next => {
  const { players, rounds = swissRounds(players) } = options;
  const played = lastRound(results);
  const byes: number[] = [];
  for (let round = 1; round <= played; round++) byes.push(...restingIn(round, players, results));
  const end = (why: string): Next => {
    const scores = scoresOf(players, results, byes);
    const points = scores.map((score) => score.points);
    return { type: "done", standings: standingsBy(scores, points), why };
  };
  if (players < 2) return end("there is nobody to play");
  if (played >= rounds) return end(`${rounds} rounds were played`);
  const pairings = pairingsFor(options, played + 1, results, byes);
  if (pairings === null) return end(`after ${played} of ${rounds} rounds no pairing without a rematch is left`);
  return { type: "matches", matches: matchesOf(options, played + 1, pairings) };
};

function restingIn(round: number, players: number, results: readonly MatchResult[]): readonly number[] {
  const playing = new Set(results.filter((result) => result.round === round).flatMap(({ first, second }) => [first, second]));
  return Array.from({ length: players }, (_, player) => player).filter((player) => !playing.has(player));
}

type Pairings = readonly (readonly [number, number])[];

function pairingsFor(options: TournamentOptions, round: number, results: readonly MatchResult[], byes: readonly number[]): Pairings | null {
  const { players } = options;
  const scores = scoresOf(players, results, byes);
  const points = (player: number) => scores[player]?.points ?? 0;
  const met = new Set(results.map(({ first, second }) => first * players + second));
  const canMeet = (one: number, other: number) => !met.has(one * players + other) && !met.has(other * players + one);
  // Shuffled first, so that who stands where within a score is chance.
  const order = chanceFor(options, `round ${round}`)
    .shuffle(scores.map((_, player) => player))
    .sort((left, right) => points(right) - points(left));
  const search = { steps: mostSteps };
  if (players % 2 === 0) return paired(order, canMeet, search);
  const count = (player: number) => byes.filter((each) => each === player).length;
  for (const bye of [...order].reverse().sort((left, right) => count(left) - count(right))) {
    const rest = order.filter((player) => player !== bye);
    const pairings = paired(rest, canMeet, search);
    if (pairings) return pairings;
  }
  return null;
}

/** A perfect pairing nearly always shows at once; a search this long means that there is next to none. */
const mostSteps = 20_000;

/** Pairs the first with the nearest it may meet, then the rest, taking back what leaves somebody over. */
function paired(order: readonly number[], canMeet: (one: number, other: number) => boolean, search: { steps: number }): Pairings | null {
  const [first, ...rest] = order;
  if (first === undefined) return [];
  for (const second of rest) {
    if (search.steps-- <= 0) return null;
    if (!canMeet(first, second)) continue;
    const others = paired(
      rest.filter((player) => player !== second),
      canMeet,
      search,
    );
    if (others) return [[first, second], ...others];
  }
  return null;
}
