import { type RandomBits, randomBits, uniform } from "../random.ts";
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
  const codes = Int32Array.from(battles, ({ first, second, outcome }) => {
    return ((numbers.get(first) ?? 0) * models.length + (numbers.get(second) ?? 0)) * 3 + outcomes[outcome];
  }).sort();
  const lowest = new Float64Array(models.length).fill(Number.POSITIVE_INFINITY);
  const highest = new Float64Array(models.length).fill(Number.NEGATIVE_INFINITY);
  const ratings = new Float64Array(models.length);
  const bits = randomBits(seed);
  for (let shuffle = 0; shuffle < shuffles; shuffle++) {
    shuffleInPlace(codes, bits);
    ratings.fill(startRating);
    for (let battle = 0; battle < codes.length; battle++) {
      const code = codes[battle] as number;
      const pair = Math.floor(code / 3);
      const i = Math.floor(pair / models.length);
      const j = pair % models.length;
      const expected = 1 / (1 + Math.exp(((ratings[j] as number) - (ratings[i] as number)) / pointsPerLogOdds));
      const gain = stake * ((code % 3) / 2 - expected);
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

/** Twice what the first scores. */
const outcomes = { first: 2, second: 0, tie: 1 } as const;

function shuffleInPlace(values: Int32Array, bits: RandomBits): void {
  for (let last = values.length - 1; last > 0; last--) {
    const other = Math.floor(uniform(bits) * (last + 1));
    const moved = values[last] as number;
    values[last] = values[other] as number;
    values[other] = moved;
  }
}
