import { type Bands, chooseBands } from "./bands.ts";
import { bandKey, forCandidates } from "./candidates.ts";
import { type Clusters, createClusters } from "./clusters.ts";
import { createMinHash } from "./min-hash.ts";
import { createShingleReader } from "./shingles.ts";
import { createWordReader } from "./words.ts";

export type NearOptions = { readonly threshold: number; readonly shingle: number; readonly permutations: number };

export type NearDuplicates = {
  readonly clusters: Clusters;
  /** The Jaccard similarity of two texts' shingles; 0 where one has no words. */
  readonly similarity: (one: number, other: number) => number;
  readonly bands: Bands;
  /** Texts without a word, which are like no other. */
  readonly wordless: number;
};

/** Fixed, so that the same texts always make the same clusters; the notebook's seed is for draws. */
const permutationSeed = 1;

/**
 * Clusters of near-duplicates among texts: MinHash signatures of word shingles, candidates by locality-sensitive hashing,
 * each confirmed by the exact Jaccard similarity of the two sets of shingles. A cluster is whatever chain of confirmed
 * pairs joins, so two of its members may be less alike than the threshold.
 */
export function findNearDuplicates(texts: readonly (string | null)[], options: NearOptions): NearDuplicates {
  const bands = chooseBands(options.permutations, options.threshold);
  const size = bands.bands * bands.rows;
  const reader = createShingleReader(options.shingle, createWordReader());
  const minHash = createMinHash(size, permutationSeed);
  const clusters = createClusters(texts.length);
  const sets = new Map<number, Float64Array>();
  const setOf = (text: number): Float64Array => {
    const known = sets.get(text);
    if (known !== undefined) return known;
    const { shingles } = reader.read(texts[text] ?? "");
    const set = distinct(Float64Array.from({ length: shingles }, (_, at) => reader.key(at)));
    sets.set(text, set);
    return set;
  };

  // Texts of the very same words are one text from here on, whatever their number.
  const sameWords = new Map<string, number>();
  const members = new Int32Array(texts.length);
  let signatures = new Int32Array(Math.max(1, Math.min(texts.length, 1024)) * size);
  let count = 0;
  let wordless = 0;
  for (const [index, text] of texts.entries()) {
    const { words, shingles } = text === null ? { words: 0, shingles: 0 } : reader.read(text);
    if (words === 0) {
      wordless += 1;
      continue;
    }
    const key = fingerprint(reader.key, words, shingles);
    const twin = sameWords.get(key);
    if (twin !== undefined) {
      clusters.join(twin, index);
      continue;
    }
    sameWords.set(key, index);
    if ((count + 1) * size > signatures.length) signatures = grown(signatures);
    minHash.sign(reader.low(), shingles, signatures, count * size);
    members[count] = index;
    count += 1;
  }
  const similarity = (one: number, other: number): number => jaccard(setOf(one), setOf(other));
  forCandidates(
    (band, member) => bandKey(signatures, member * size + band * bands.rows, bands.rows),
    { members: count, bands: bands.bands },
    (one, other) => {
      const [a, b] = [members[one] as number, members[other] as number];
      if (clusters.rootOf(a) !== clusters.rootOf(b) && similarity(a, b) >= options.threshold) clusters.join(a, b);
    },
  );
  return { clusters, similarity, bands, wordless };
}

/** Shared elements over all elements of two ascending sets. */
function jaccard(one: Float64Array, other: Float64Array): number {
  let [a, b, shared] = [0, 0, 0];
  while (a < one.length && b < other.length) {
    const [left, right] = [one[a] as number, other[b] as number];
    if (left === right) shared += 1;
    if (left <= right) a += 1;
    if (right <= left) b += 1;
  }
  const all = one.length + other.length - shared;
  return all === 0 ? 0 : shared / all;
}

function distinct(values: Float64Array): Float64Array {
  values.sort();
  let kept = 0;
  for (let at = 0; at < values.length; at += 1) {
    if (at > 0 && values[at] === values[at - 1]) continue;
    values[kept] = values[at] as number;
    kept += 1;
  }
  return values.slice(0, kept);
}

/** Names a sequence of shingles: their number, their words, and a hash of all of them in order. */
function fingerprint(key: (at: number) => number, words: number, shingles: number): string {
  let [one, other] = [words | 0, shingles | 0];
  for (let at = 0; at < shingles; at += 1) {
    const value = key(at);
    one = Math.imul(one ^ (value | 0), 0x85ebca6b | 0);
    one ^= one >>> 13;
    other = Math.imul(other ^ ((value / 0x100000000) | 0) ^ (value | 0), 0xc2b2ae35 | 0);
    other ^= other >>> 16;
  }
  return `${words} ${one} ${other}`;
}

function grown(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}
