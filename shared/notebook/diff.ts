/** Index pairs of a longest common subsequence, increasing on both sides. */
export function matchSequences<T>(one: readonly T[], other: readonly T[], equal: (a: T, b: T) => boolean): [number, number][] {
  let head = 0;
  let oneEnd = one.length;
  let otherEnd = other.length;
  const same = (a: number, b: number) => equal(one[a] as T, other[b] as T);
  while (head < oneEnd && head < otherEnd && same(head, head)) head += 1;
  while (oneEnd > head && otherEnd > head && same(oneEnd - 1, otherEnd - 1)) {
    oneEnd -= 1;
    otherEnd -= 1;
  }
  const pairs: [number, number][] = [];
  for (let index = 0; index < head; index += 1) pairs.push([index, index]);
  for (const [a, b] of matchMiddle(oneEnd - head, otherEnd - head, (a, b) => same(head + a, head + b))) pairs.push([head + a, head + b]);
  for (let index = 0; oneEnd + index < one.length; index += 1) pairs.push([oneEnd + index, otherEnd + index]);
  return pairs;
}

// Beyond this many comparisons the differing middle counts as wholly different: still correct, only coarser.
const comparisonLimit = 16_000_000;

function matchMiddle(oneLength: number, otherLength: number, same: (a: number, b: number) => boolean): [number, number][] {
  if (oneLength === 0 || otherLength === 0 || oneLength * otherLength > comparisonLimit) return [];
  const width = otherLength + 1;
  const lengths = new Uint32Array((oneLength + 1) * width);
  for (let a = oneLength - 1; a >= 0; a -= 1) {
    for (let b = otherLength - 1; b >= 0; b -= 1) {
      const here = a * width + b;
      lengths[here] = same(a, b) ? (lengths[here + width + 1] ?? 0) + 1 : Math.max(lengths[here + width] ?? 0, lengths[here + 1] ?? 0);
    }
  }
  const pairs: [number, number][] = [];
  let a = 0;
  let b = 0;
  while (a < oneLength && b < otherLength) {
    if (same(a, b)) {
      pairs.push([a, b]);
      a += 1;
      b += 1;
    } else if ((lengths[(a + 1) * width + b] ?? 0) >= (lengths[a * width + b + 1] ?? 0)) a += 1;
    else b += 1;
  }
  return pairs;
}

export type MergeChunk<T> =
  | { readonly type: "clean"; readonly items: readonly T[] }
  | { readonly type: "conflict"; readonly base: readonly T[]; readonly mine: readonly T[]; readonly theirs: readonly T[] };

/** Three-way merge of sequences: what one side changed is taken, what both changed alike is taken once, the rest are conflicts. */
export function mergeSequences<T>(
  base: readonly T[],
  mine: readonly T[],
  theirs: readonly T[],
  equal: (a: T, b: T) => boolean,
): MergeChunk<T>[] {
  const inMine = new Map(matchSequences(base, mine, equal));
  const inTheirs = new Map(matchSequences(base, theirs, equal));
  const sameAll = (a: readonly T[], b: readonly T[]) => a.length === b.length && a.every((item, index) => equal(item, b[index] as T));
  const chunks: MergeChunk<T>[] = [];
  let at = 0;
  let atMine = 0;
  let atTheirs = 0;
  while (at < base.length || atMine < mine.length || atTheirs < theirs.length) {
    let next = at;
    while (next < base.length && (inMine.get(next) === undefined || inTheirs.get(next) === undefined)) next += 1;
    const nextMine = inMine.get(next) ?? mine.length;
    const nextTheirs = inTheirs.get(next) ?? theirs.length;
    const old = base.slice(at, next);
    const here = mine.slice(atMine, nextMine);
    const there = theirs.slice(atTheirs, nextTheirs);
    if (sameAll(old, there) || sameAll(here, there)) chunks.push({ type: "clean", items: here });
    else if (sameAll(old, here)) chunks.push({ type: "clean", items: there });
    else chunks.push({ type: "conflict", base: old, mine: here, theirs: there });
    if (next < base.length) chunks.push({ type: "clean", items: [mine[nextMine] as T] });
    at = next + 1;
    atMine = nextMine + 1;
    atTheirs = nextTheirs + 1;
  }
  return chunks;
}

/** The merged text, line by line, or null when both sides changed the same lines. */
export function mergeLines(base: readonly string[], mine: readonly string[], theirs: readonly string[]): string | null {
  const chunks = mergeSequences(base, mine, theirs, (a, b) => a === b);
  const clean: string[] = [];
  for (const chunk of chunks) {
    if (chunk.type === "conflict") return null;
    clean.push(...chunk.items);
  }
  return clean.join("");
}
