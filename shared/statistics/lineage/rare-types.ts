import type { WordedText } from "../texts/corpus.ts";

/** Words that occur once or twice in the texts: what a chain of students loses first. */
export function rareTypes(texts: readonly WordedText[]): ReadonlySet<number> {
  const counts = new Map<number, number>();
  for (const { words } of texts) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count <= 2).map(([word]) => word));
}

/** Share of the types that occur in the texts. */
export function survival(types: ReadonlySet<number>, texts: readonly Int32Array[]): number | string {
  if (types.size === 0) return "generation 0 has no word that occurs only once or twice";
  const left = new Set<number>();
  for (const words of texts) for (const word of words) if (types.has(word)) left.add(word);
  return left.size / types.size;
}
