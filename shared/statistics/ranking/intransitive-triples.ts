import { logistic } from "../logistic.ts";
import { binomial, randomBits } from "../random.ts";
import type { PairedBattles } from "./win-rates.ts";

export type IntransitiveTriples = {
  /** Three models that all met, each pair with a winner by majority. */
  readonly triples: number;
  /** Of these, those in which everyone beats one of the others. */
  readonly intransitive: number;
  /** Mean number when the fitted strengths hold and battles are independent. */
  readonly expected: number | null;
  /** Share of simulated tournaments with at least as many; null without strengths. */
  readonly pValue: number | null;
};

const simulations = 200;

/**
 * Counts cycles of majorities, and how many a ranking without any would show by chance: the decisive battles of each pair are drawn again
 * from the strengths (P = logistic of the gap), seeded.
 */
export function intransitiveTriples(
  pairs: readonly PairedBattles[],
  strengths: ReadonlyMap<string, number>,
  seed: number,
): IntransitiveTriples {
  const models = [...new Set(pairs.flatMap((pair) => pair.models))].sort();
  const numbers = new Map(models.map((model, index) => [model, index]));
  const met = pairs.map(({ models: [first, second], battles }) => {
    const wins = battles.filter(({ outcome }) => outcome === "first").length;
    const decisive = battles.filter(({ outcome }) => outcome !== "tie").length;
    const gap = (strengths.get(first) ?? Number.NaN) - (strengths.get(second) ?? Number.NaN);
    return { first: numbers.get(first) ?? 0, second: numbers.get(second) ?? 0, wins, decisive, chance: logistic(gap) };
  });
  const majority = new Int8Array(models.length * models.length);
  const fill = (winsOf: (pair: (typeof met)[0]) => number) => {
    for (const pair of met) {
      const side = Math.sign(2 * winsOf(pair) - pair.decisive);
      majority[pair.first * models.length + pair.second] = side;
      majority[pair.second * models.length + pair.first] = -side;
    }
    return cycles(majority, models.length);
  };
  const observed = fill(({ wins }) => wins);
  if (met.some(({ chance }) => Number.isNaN(chance))) return { ...observed, expected: null, pValue: null };
  const bits = randomBits(seed);
  let [sum, atLeast] = [0, 0];
  for (let simulation = 0; simulation < simulations; simulation++) {
    const { intransitive } = fill(({ decisive, chance }) => binomial(bits, decisive, chance));
    sum += intransitive;
    if (intransitive >= observed.intransitive) atLeast++;
  }
  return { ...observed, expected: sum / simulations, pValue: (atLeast + 1) / (simulations + 1) };
}

function cycles(majority: Int8Array, size: number): { readonly triples: number; readonly intransitive: number } {
  let [triples, intransitive] = [0, 0];
  for (let i = 0; i < size; i++) {
    for (let j = i + 1; j < size; j++) {
      const ij = majority[i * size + j] as number;
      if (ij === 0) continue;
      for (let k = j + 1; k < size; k++) {
        const [jk, ki] = [majority[j * size + k] as number, majority[k * size + i] as number];
        if (jk === 0 || ki === 0) continue;
        triples++;
        if (ij === jk && jk === ki) intransitive++;
      }
    }
  }
  return { triples, intransitive };
}
