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
  let overlap = new Int32Array(64);
  let slots = new Int32Array(64);

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
    if (members.length > overlap.length) overlap = new Int32Array(2 * members.length);
    if (ids.size > slots.length) slots = new Int32Array(2 * ids.size);
  };

  /** Members that share words with the text, by the most their score can be: no common subsequence is longer than the shared words. */
  const candidatesFor = (words: Int32Array): readonly { readonly at: number; readonly most: number }[] => {
    const touched: number[] = [];
    for (const [word, times] of countsOf(words)) {
      const held = postings[word] ?? [];
      for (let at = 0; at < held.length; at += 2) {
        const member = held[at] as number;
        if (overlap[member] === 0) touched.push(member);
        overlap[member] = (overlap[member] as number) + Math.min(times, held[at + 1] as number);
      }
    }
    const found = touched.map((at) => ({ at, most: (2 * (overlap[at] ?? 0)) / (words.length + (members[at]?.length ?? 0)) }));
    for (const at of touched) overlap[at] = 0;
    return found.sort((a, b) => b.most - a.most || a.at - b.at);
  };

  const nearest = (text: string): Nearest | null => {
    const words = Int32Array.from(wordsOf(text), (word) => ids.get(word) ?? -1);
    const masks = masksOf(words, slots);
    let best: Nearest | null = null;
    for (const { at, most } of candidatesFor(words)) {
      if (best !== null && most < best.score) break;
      const member = members[at] ?? new Int32Array();
      const score = (2 * commonLength(masks, slots, words.length, member)) / (words.length + member.length);
      if (best === null || score > best.score || (score === best.score && at < best.at)) best = { at, score };
    }
    for (const word of words) if (word >= 0) slots[word] = 0;
    return best;
  };

  return { add, nearest };
}

function countsOf(words: Int32Array): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const word of words) if (word >= 0) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** Bits for each word's places, a stretch of 32-bit pieces a word; `slots` is told where, counting from 1. */
function masksOf(words: Int32Array, slots: Int32Array): Uint32Array {
  const width = Math.ceil(words.length / 32);
  const masks = new Uint32Array(words.length * width);
  let used = 0;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as number;
    if (word < 0) continue;
    if (slots[word] === 0) {
      used += 1;
      slots[word] = used;
    }
    const piece = ((slots[word] as number) - 1) * width + (at >>> 5);
    masks[piece] = (masks[piece] as number) | (1 << (at & 31));
  }
  return masks;
}

/** Length of the longest common subsequence: V ← (V + (V ∧ M)) ∨ (V ∧ ¬M) for each word; its zeros are the length. */
function commonLength(masks: Uint32Array, slots: Int32Array, length: number, other: Int32Array): number {
  const width = Math.ceil(length / 32);
  const row = new Uint32Array(width).fill(0xffffffff);
  for (let index = 0; index < other.length; index += 1) {
    const slot = slots[other[index] as number] as number;
    if (slot === 0) continue;
    let carry = 0;
    for (let at = 0; at < width; at += 1) {
      const bits = row[at] as number;
      const held = masks[(slot - 1) * width + at] as number;
      const sum = bits + ((bits & held) >>> 0) + carry;
      carry = sum > 0xffffffff ? 1 : 0;
      row[at] = (sum | (bits & ~held)) >>> 0;
    }
  }
  let zeros = 0;
  for (let at = 0; at < length; at += 1) zeros += (((row[at >>> 5] as number) >>> (at & 31)) & 1) === 0 ? 1 : 0;
  return zeros;
}
