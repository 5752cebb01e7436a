import { type Measured, undefinedMeasure } from "../measured.ts";
import type { WordedText } from "../texts/corpus.ts";
import { wilsonInterval } from "../wilson.ts";

/** Words that occur once or twice in the texts: what a chain of students loses first. */
export function rareTypes(texts: readonly WordedText[]): ReadonlySet<number> {
  const counts = new Map<number, number>();
  for (const { words } of texts) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count <= 2).map(([word]) => word));
}

/** Share of the types that occur in the texts; `n` is the number of types, each a trial of Wilson's interval. No types where nothing came before. */
export function survival(types: ReadonlySet<number> | null, texts: readonly WordedText[]): Measured {
  if (types === null) return undefinedMeasure("the chain has no generation 0", { n: 0, items: 0, nulls: 0, ties: 0, clusters: 0 });
  const counts = { n: types.size, items: types.size, nulls: 0, ties: 0, clusters: types.size };
  const left = new Set<number>();
  for (const { words } of texts) for (const word of words) if (types.has(word)) left.add(word);
  const interval = wilsonInterval(left.size, types.size);
  if (interval === null) return undefinedMeasure("generation 0 has no word that occurs only once or twice", counts);
  const value = left.size / types.size;
  return { ...counts, value, reason: null, note: null, ...interval, interval: "wilson", intervalReason: null, draws: 0, droppedDraws: 0 };
}
