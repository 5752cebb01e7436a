import { wordsOf } from "./words.ts";

/** ROUGE-L F1 of two texts: 2·LCS/(m + n) over lower-cased words (Lin 2004). 0 where either has no word. */
export function rougeL(one: string, other: string): number {
  const pool = createRougePool();
  pool.add(one);
  return pool.nearest(other)?.score ?? 0;
}

/** Where a text's nearest neighbour in a pool stands, and how near it is. */
export type Nearest = { readonly at: number; readonly score: number };

export type RougePool = {
  readonly add: (text: string) => void;
  /** The member with the greatest ROUGE-L F1, the first of several; null when none shares a word with the text. */
  readonly nearest: (text: string) => Nearest | null;
};

/**
 * Texts to be compared with all others by ROUGE-L. Exact, and fast for thousands: members that share too few words to beat
 * the best so far are passed over, and the others cost one pass of a bit-parallel LCS (Hyyrö 2004).
 */
export function createRougePool(): RougePool {
  const ids = new Map<string, number>();
  const members: Int32Array[] = [];
  /** By word: who holds it how often, as pairs of numbers. */
  const postings: number[][] = [];

  const idOf = (word: string): number => {
    const known = ids.get(word);
    if (known !== undefined) return known;
    ids.set(word, ids.size);
    return ids.size - 1;
  };

  const add = (text: string): void => {
    const words = Int32Array.from(wordsOf(text), idOf);
    for (const [word, times] of countsOf(words)) {
      const held = postings[word] ?? [];
      held.push(members.length, times);
      postings[word] = held;
    }
    members.push(words);
  };

  const nearest = (text: string): Nearest | null => {
    const words = Int32Array.from(wordsOf(text), (word) => ids.get(word) ?? -1);
    const shared = new Map<number, number>();
    for (const [word, times] of countsOf(words)) {
      const held = postings[word] ?? [];
      for (let at = 0; at < held.length; at += 2) {
        const member = held[at] ?? 0;
        shared.set(member, (shared.get(member) ?? 0) + Math.min(times, held[at + 1] ?? 0));
      }
    }
    // No common subsequence is longer than the words two texts share in any order.
    const candidates = [...shared].map(([at, most]) => ({ at, most: (2 * most) / (words.length + (members[at]?.length ?? 0)) }));
    candidates.sort((a, b) => b.most - a.most || a.at - b.at);
    const masks = masksOf(words);
    let best: Nearest | null = null;
    for (const { at, most } of candidates) {
      if (best !== null && most < best.score) break;
      const member = members[at] ?? new Int32Array();
      const score = (2 * commonLength(masks, words.length, member)) / (words.length + member.length);
      if (best === null || score > best.score || (score === best.score && at < best.at)) best = { at, score };
    }
    return best;
  };

  return { add, nearest };
}

function countsOf(words: Int32Array): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const word of words) if (word >= 0) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** By word: a bit for each place where it stands. */
function masksOf(words: Int32Array): ReadonlyMap<number, Uint32Array> {
  const masks = new Map<number, Uint32Array>();
  const width = Math.ceil(words.length / 32);
  for (const [at, word] of words.entries()) {
    const mask = masks.get(word) ?? new Uint32Array(width);
    mask[at >>> 5] = (mask[at >>> 5] ?? 0) | (1 << (at & 31));
    masks.set(word, mask);
  }
  return masks;
}

/** Length of the longest common subsequence: V ← (V + (V ∧ M)) ∨ (V ∧ ¬M) for each word; its zeros are the length. */
function commonLength(masks: ReadonlyMap<number, Uint32Array>, length: number, other: Int32Array): number {
  const width = Math.ceil(length / 32);
  const row = new Uint32Array(width).fill(0xffffffff);
  for (const word of other) {
    const mask = masks.get(word);
    if (mask === undefined) continue;
    let carry = 0;
    for (let at = 0; at < width; at += 1) {
      const [bits = 0, held = 0] = [row[at], mask[at]];
      const sum = bits + ((bits & held) >>> 0) + carry;
      carry = sum > 0xffffffff ? 1 : 0;
      row[at] = (sum | (bits & ~held)) >>> 0;
    }
  }
  let zeros = 0;
  for (let at = 0; at < length; at += 1) zeros += ((row[at >>> 5] ?? 0) >>> (at & 31)) & 1 ? 0 : 1;
  return zeros;
}
