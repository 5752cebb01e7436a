import { factorise, substitute } from "../statistics/ranking/cholesky.ts";
import { type Pairs, strengthFitter } from "../statistics/ranking/fit-strengths.ts";
import type { MatchResult } from "./tournament.ts";

/** What the games so far say of the players: strengths in log-odds, and the variance of any two's gap. */
export type StrengthBelief = {
  readonly strengths: Float64Array;
  readonly gapVariance: (one: number, other: number) => number;
};

/**
 * Bradley–Terry with ties as half wins and, for everyone, half a win and half a loss against a phantom player, so that it is there from the first
 * game on; variances from the inverse of the information at its maximum (Laplace).
 */
export function strengthBelief(players: number, results: readonly MatchResult[]): StrengthBelief {
  const pairs: Pairs = {
    players,
    first: Int32Array.from(results, ({ first }) => first),
    second: Int32Array.from(results, ({ second }) => second),
  };
  const outcomes = Float64Array.from(results.flatMap(({ won, lost, tied }) => [won, lost, tied]));
  const fit = strengthFitter(pairs, { ties: "half", withOrder: false, withPrior: true })(outcomes);
  const strengths = fit ?? new Float64Array(players);
  const factor = information(pairs, outcomes, strengths);
  factorise(factor, players);
  const columns = Array.from({ length: players }, (_, player) => {
    const column = new Float64Array(players);
    column[player] = 1;
    substitute(factor, players, column);
    return column;
  });
  const covariance = (one: number, other: number) => columns[one]?.[other] ?? 0;
  return { strengths, gapVariance: (one, other) => covariance(one, one) + covariance(other, other) - 2 * covariance(one, other) };
}

function information({ players, first, second }: Pairs, outcomes: Float64Array, strengths: Float64Array): Float64Array {
  const matrix = new Float64Array(players * players);
  const add = (row: number, column: number, amount: number) => {
    matrix[row * players + column] = (matrix[row * players + column] as number) + amount;
  };
  const bend = (gap: number) => 1 / (2 + Math.exp(gap) + Math.exp(-gap));
  for (let player = 0; player < players; player++) add(player, player, bend(strengths[player] as number));
  for (let pair = 0; pair < first.length; pair++) {
    const [i, j] = [first[pair] as number, second[pair] as number];
    const games = (outcomes[3 * pair] as number) + (outcomes[3 * pair + 1] as number) + (outcomes[3 * pair + 2] as number);
    const amount = games * bend((strengths[i] as number) - (strengths[j] as number));
    add(i, i, amount);
    add(j, j, amount);
    add(i, j, -amount);
    add(j, i, -amount);
  }
  return matrix;
}
