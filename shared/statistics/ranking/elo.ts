import { randomBits, uniform } from "../random.ts";
import type { Battle } from "./battles.ts";

/** Points an Elo rating has over log-odds: base 10, 400 points (Arena). */
export const pointsPerLogOdds = 400 / Math.LN10;
export const startRating = 1000;
const stake = 4;

export type EloSpread = { readonly model: string; readonly lowest: number; readonly highest: number };

/**
 * Elo ratings (K = 4, base 10, scale 400, start 1000) depend on the order in which battles are counted. The model whose final rating moves
 * most over seeded shuffles of the same battles, with its lowest and highest rating; null without battles.
 * Source: Chiang et al. 2024 and the ratings code of the Chatbot Arena.
 */
export function eloSpread(battles: readonly Battle[], shuffles: number, seed: number): EloSpread | null {
  const models = [...new Set(battles.flatMap(({ first, second }) => [first, second]))].sort();
  const numbers = new Map(models.map((model, index) => [model, index]));
  // Sorted, so that the order of rows changes no shuffle.
  const coded = battles
    .map(({ first, second, outcome }) => ({ i: numbers.get(first) ?? 0, j: numbers.get(second) ?? 0, score: scores[outcome] }))
    .sort((left, right) => left.i - right.i || left.j - right.j || left.score - right.score);
  const lowest = new Float64Array(models.length).fill(Number.POSITIVE_INFINITY);
  const highest = new Float64Array(models.length).fill(Number.NEGATIVE_INFINITY);
  const bits = randomBits(seed);
  for (let shuffle = 0; shuffle < shuffles; shuffle++) {
    for (let left = coded.length - 1; left > 0; left--) {
      const other = Math.floor(uniform(bits) * (left + 1));
      [coded[left], coded[other]] = [coded[other] as (typeof coded)[0], coded[left] as (typeof coded)[0]];
    }
    const ratings = new Float64Array(models.length).fill(startRating);
    for (const { i, j, score } of coded) {
      const gain = stake * (score - 1 / (1 + 10 ** (((ratings[j] as number) - (ratings[i] as number)) / 400)));
      ratings[i] = (ratings[i] as number) + gain;
      ratings[j] = (ratings[j] as number) - gain;
    }
    ratings.forEach((rating, model) => {
      lowest[model] = Math.min(lowest[model] as number, rating);
      highest[model] = Math.max(highest[model] as number, rating);
    });
  }
  const spreads = models.map((model, index) => ({ model, lowest: lowest[index] as number, highest: highest[index] as number }));
  return spreads.sort((left, right) => right.highest - right.lowest - (left.highest - left.lowest))[0] ?? null;
}

const scores = { first: 1, second: 0, tie: 0.5 } as const;
