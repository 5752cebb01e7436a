import { chanceFor, lastRound } from "./draws.ts";
import { scoresOf, standingsBy } from "./standings.ts";
import { type StrengthBelief, strengthBelief } from "./strength-belief.ts";
import type { Match, MatchResult, Next, NextRound, TournamentOptions } from "./tournament.ts";

/**
 * Asks what is least certain. Each round takes, one player at most once, the pairs whose game would tell most under the current Bradley–Terry fit:
 * p(1 − p) times the variance of their gap, among pairs not told apart yet, on items that the two have met least. It stops when every two
 * neighbours in the ranking are told apart at the level asked for, when the calls are used up, or when those still open have no items left.
 * The level holds for all neighbours together however often it is looked at, so that stopping early makes no false separations.
 */
export const nextAdaptive: NextRound = (options, results): Next => {
  const { players, separated = 0.95, mostMatches = Number.POSITIVE_INFINITY } = options;
  const belief = strengthBelief(players, results);
  const end = (why: string): Next => {
    return { type: "done", standings: standingsBy(scoresOf(players, results, []), [...belief.strengths]), why };
  };
  if (players < 2) return end("there is nobody to play");
  if (areNeighboursApart(belief, separated)) return end(`all neighbours in the ranking are told apart at ${separated * 100} %`);
  const left = mostMatches - results.length;
  if (left <= 0) return end(`max_calls is reached after ${results.length} matches`);
  const matches = informativeMatches(options, results, belief, left);
  return matches.length > 0 ? { type: "matches", matches } : end("those not told apart were compared on every item");
};

/** Gaps in strength one expects to meet, in log-odds: the spread of the mixture. Any value keeps the level; this one tells gaps near it apart soonest. */
const expectedGap = 1;

/**
 * Whether two players are told apart by a sequential test that may be looked at after every game: the likelihood ratio of a normal mixture of gaps
 * against none, which exceeds 1 / alpha with probability at most alpha at any time (Robbins 1970). What the fit knows of the gap is read as that many
 * games between the two, and their deviance from even odds taken for the square of a normal, since the gap's own error grows with the gap.
 */
function areApart({ strengths, gapVariance }: StrengthBelief, one: number, other: number, alpha: number): boolean {
  const chance = 1 / (1 + Math.exp((strengths[other] ?? 0) - (strengths[one] ?? 0)));
  const games = 1 / (gapVariance(one, other) * chance * (1 - chance));
  const deviance = 2 * games * (chance * Math.log(2 * chance) + (1 - chance) * Math.log(2 * (1 - chance)));
  const variance = 4 / games;
  const mixture = expectedGap ** 2;
  const logRatio = Math.log(variance / (variance + mixture)) / 2 + (deviance * mixture) / (2 * (variance + mixture));
  return logRatio >= -Math.log(alpha);
}

/** Neighbours share the error that is allowed. */
function alphaFor(players: number, separated: number): number {
  return (1 - separated) / Math.max(1, players - 1);
}

function areNeighboursApart(belief: StrengthBelief, level: number): boolean {
  const ranked = [...belief.strengths.keys()].sort((left, right) => (belief.strengths[right] ?? 0) - (belief.strengths[left] ?? 0));
  const alpha = alphaFor(ranked.length, level);
  return ranked.slice(1).every((player, index) => areApart(belief, ranked[index] ?? 0, player, alpha));
}

function informativeMatches(
  options: TournamentOptions,
  results: readonly MatchResult[],
  belief: StrengthBelief,
  most: number,
): readonly Match[] {
  const { players, separated = 0.95 } = options;
  const round = lastRound(results) + 1;
  const used = itemsUsed(options, results);
  const alpha = alphaFor(players, separated);
  const pairs = allPairs(players).flatMap(([first, second]) => {
    const open = options.itemsOf(first, second).filter((item) => !used.byPair(first, second).has(item));
    if (open.length === 0 || areApart(belief, first, second, alpha)) return [];
    const chance = 1 / (1 + Math.exp((belief.strengths[second] ?? 0) - (belief.strengths[first] ?? 0)));
    const told = chance * (1 - chance) * belief.gapVariance(first, second);
    return [{ first, second, open, told }];
  });
  // At the start all pairs are alike, and chance decides.
  const ranked = chanceFor(options, `round ${round}`)
    .shuffle(pairs)
    .sort((left, right) => right.told - left.told);
  const busy = new Set<number>();
  const matches: Match[] = [];
  for (const { first, second, open } of ranked) {
    if (matches.length >= most || busy.has(first) || busy.has(second)) continue;
    busy.add(first).add(second);
    const uses = (item: number) => used.byPlayer(first, item) + used.byPlayer(second, item);
    const fresh = chanceFor(options, `items ${round} ${first} ${second}`)
      .shuffle(open)
      .sort((left, right) => uses(left) - uses(right));
    matches.push({ round, match: matches.length + 1, first, second, items: fresh.slice(0, options.itemsPerMatch) });
  }
  return matches;
}

function allPairs(players: number): readonly (readonly [number, number])[] {
  return Array.from({ length: players }, (_, first) => first).flatMap((first) =>
    Array.from({ length: players - first - 1 }, (_, step) => [first, first + 1 + step] as const),
  );
}

function itemsUsed({ players }: TournamentOptions, results: readonly MatchResult[]) {
  const none: ReadonlySet<number> = new Set();
  const pairs = new Map<number, Set<number>>();
  const uses = new Map<string, number>();
  for (const { first, second, items } of results) {
    const key = Math.min(first, second) * players + Math.max(first, second);
    const pair = pairs.get(key) ?? new Set<number>();
    pairs.set(key, pair);
    for (const item of items) {
      pair.add(item);
      for (const player of [first, second]) uses.set(`${player} ${item}`, (uses.get(`${player} ${item}`) ?? 0) + 1);
    }
  }
  return {
    byPair: (first: number, second: number) => pairs.get(first * players + second) ?? none,
    byPlayer: (player: number, item: number) => uses.get(`${player} ${item}`) ?? 0,
  };
}
