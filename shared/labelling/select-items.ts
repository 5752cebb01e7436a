import { createRandom } from "../data/random.ts";

export type Candidate = { readonly key: string; readonly hardness: number };

export type Selection = {
  readonly select: "random" | "hard" | "all";
  readonly budget: number;
  /** Share of the budget drawn from what is left once the hardest are taken. */
  readonly explore: number;
  readonly seed: number;
};

export type Selected = {
  readonly key: string;
  /** Chance with which this item was to be chosen. 0: the hardest were taken and nothing was left to chance. */
  readonly selectionP: number;
  /** "hard": among the hardest. "explore": drawn from the rest. "top": among the hardest, with no draw beside them. */
  readonly by: "random" | "hard" | "explore" | "top" | "all";
};

export type SelectionResult = {
  /** In a seeded order that follows neither hardness nor the table, so that a queue stopped half-way is a random part of itself. */
  readonly chosen: readonly Selected[];
  /** Of every candidate, chosen or not; they sum to the number chosen. */
  readonly probabilities: ReadonlyMap<string, number>;
  /** The hardest were taken without a draw from the rest: figures can't be corrected from such labels. */
  readonly isDeterministic: boolean;
};

/**
 * Chooses the items people are asked about, each with a known probability (its first-order inclusion probability).
 * `hard` takes the ⌊(1 − explore) · budget⌉ hardest, items of equal hardness in random order, and draws the others from
 * all that are left, each with the same chance. Draws depend on seed and key alone, never on the order of the table.
 */
export function selectItems(candidates: readonly Candidate[], { select, budget, explore, seed }: Selection): SelectionResult {
  const size = candidates.length;
  const chance = (draw: string, key: string): number => createRandom(`${draw} ${seed} ${key}`).next();
  const queued = (
    result: { readonly chosen: readonly Selected[]; readonly probabilities: ReadonlyMap<string, number> },
    isDeterministic: boolean,
  ) => ({
    chosen: sortedBy(result.chosen, ({ key }) => chance("queue", key)),
    probabilities: result.probabilities,
    isDeterministic,
  });
  if (select === "all" || budget >= size) {
    const by = select === "all" || size === 0 ? "all" : select === "random" ? "random" : "hard";
    const chosen = candidates.map(({ key }): Selected => ({ key, selectionP: 1, by }));
    return queued({ chosen, probabilities: new Map(candidates.map(({ key }) => [key, 1])) }, false);
  }
  if (select === "random") {
    const p = budget / size;
    const chosen = sortedBy(candidates, ({ key }) => chance("item", key))
      .slice(0, budget)
      .map(({ key }): Selected => ({ key, selectionP: p, by: "random" }));
    return queued({ chosen, probabilities: new Map(candidates.map(({ key }) => [key, p])) }, false);
  }
  const drawn = explore > 0 ? Math.max(1, Math.round(explore * budget)) : 0;
  return queued(hardest(candidates, budget - drawn, drawn, chance), drawn === 0);
}

function hardest(
  candidates: readonly Candidate[],
  top: number,
  drawn: number,
  chance: (draw: string, key: string) => number,
): { readonly chosen: readonly Selected[]; readonly probabilities: ReadonlyMap<string, number> } {
  const ranked = sortedBy(
    sortedBy(candidates, ({ key }) => chance("tie", key)),
    ({ hardness }) => -hardness,
  );
  const edge = ranked[top - 1]?.hardness ?? Number.POSITIVE_INFINITY;
  const above = ranked.filter(({ hardness }) => hardness > edge).length;
  const level = ranked.filter(({ hardness }) => hardness === edge).length;
  const topP = (hardness: number): number => (hardness > edge ? 1 : hardness === edge && level > 0 ? (top - above) / level : 0);
  const restP = drawn / (candidates.length - top);
  const probabilities = new Map(candidates.map(({ key, hardness }) => [key, topP(hardness) + (1 - topP(hardness)) * restP]));
  const selectionP = (key: string): number => (drawn === 0 ? 0 : (probabilities.get(key) ?? 0));
  const taken = ranked.slice(0, top).map(({ key }): Selected => ({ key, selectionP: selectionP(key), by: drawn === 0 ? "top" : "hard" }));
  const explored = sortedBy(ranked.slice(top), ({ key }) => chance("explore", key))
    .slice(0, drawn)
    .map(({ key }): Selected => ({ key, selectionP: selectionP(key), by: "explore" }));
  return { chosen: [...taken, ...explored], probabilities };
}

function sortedBy<Item>(items: readonly Item[], rank: (item: Item) => number): readonly Item[] {
  return items
    .map((item) => ({ item, at: rank(item) }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item);
}
