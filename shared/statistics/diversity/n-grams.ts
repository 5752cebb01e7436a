/** How often each distinct n-gram occurs, all texts together; none runs over the end of a text. */
export function nGramCounts(texts: readonly Int32Array[], n: number): { readonly counts: readonly number[]; readonly total: number } {
  const number = createNumbering(n);
  const counts: number[] = [];
  let total = 0;
  for (const words of texts) {
    for (let at = 0; at + n <= words.length; at++) {
      const id = number(words, at);
      counts[id] = (counts[id] ?? 0) + 1;
      total++;
    }
  }
  return { counts, total };
}

/** Numbers n-grams from 0 in the order they are first seen. */
export function createNumbering(n: number): (words: Int32Array, at: number) => number {
  if (n === 1) {
    const known = new Map<number, number>();
    return (words, at) => numberIn(known, words[at] as number);
  }
  // A prefix and the next word make one number: 2^26 words at most, so that it stays exact.
  const prefix = createNumbering(n - 1);
  const known = new Map<number, number>();
  return (words, at) => numberIn(known, prefix(words, at) * 67_108_864 + (words[at + n - 1] as number));
}

function numberIn(known: Map<number, number>, key: number): number {
  const found = known.get(key);
  if (found !== undefined) return found;
  known.set(key, known.size);
  return known.size - 1;
}
