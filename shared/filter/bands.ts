/** How signatures are cut for locality-sensitive hashing: `bands` of `rows` values each. */
export type Bands = { readonly bands: number; readonly rows: number };

/** Chance that a pair alike at the threshold is compared at all. */
const wantedRecall = 0.98;

/**
 * The chance that two texts of Jaccard similarity `s` agree in some band, 1 − (1 − s^r)^b (Leskovec, Rajaraman and Ullman,
 * Mining of Massive Datasets, ch. 3).
 */
export function candidateChance(similarity: number, { bands, rows }: Bands): number {
  return 1 - (1 - similarity ** rows) ** bands;
}

/** The longest bands, so the fewest needless comparisons, that still find 98 of 100 pairs at the threshold. */
export function chooseBands(permutations: number, threshold: number): Bands {
  for (let rows = Math.floor(permutations / 2); rows > 1; rows -= 1) {
    const bands = Math.floor(permutations / rows);
    if (candidateChance(threshold, { bands, rows }) >= wantedRecall) return { bands, rows };
  }
  return { bands: permutations, rows: 1 };
}
