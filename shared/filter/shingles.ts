import { mixed, type WordReader } from "./words.ts";

const firstBase = 0x9e3779b1 | 0;
const secondBase = 0x85ebca77 | 0;

/**
 * Hashes of every run of `n` words of a text, in order and with repeats: 32 bits in `low`, and 53 bits (by which sets are
 * compared: two of 10⁹ different runs agree with chance below 10⁻⁶) in `key`. A text of fewer words has one run: all of it.
 */
export type ShingleReader = {
  readonly read: (text: string) => { readonly words: number; readonly shingles: number };
  readonly low: () => Int32Array;
  readonly key: (at: number) => number;
};

export function createShingleReader(n: number, words: WordReader): ShingleReader {
  let low = new Int32Array(1024);
  let high = new Int32Array(1024);
  const firstTop = power(firstBase, n);
  const secondTop = power(secondBase, n);
  return {
    read: (text) => {
      const count = words.read(text);
      if (count === 0) return { words: 0, shingles: 0 };
      const [first, second] = [words.first(), words.second()];
      const shingles = Math.max(1, count - n + 1);
      if (low.length < shingles) {
        low = new Int32Array(shingles * 2);
        high = new Int32Array(shingles * 2);
      }
      let [one, other] = [0, 0];
      for (let at = 0; at < count; at += 1) {
        one = (Math.imul(one, firstBase) + (first[at] as number)) | 0;
        other = (Math.imul(other, secondBase) + (second[at] as number)) | 0;
        if (at >= n) {
          one = (one - Math.imul(firstTop, first[at - n] as number)) | 0;
          other = (other - Math.imul(secondTop, second[at - n] as number)) | 0;
        }
        if (at >= n - 1) {
          low[at - n + 1] = mixed(one);
          high[at - n + 1] = other;
        }
      }
      if (count < n) {
        low[0] = mixed(one);
        high[0] = other;
      }
      return { words: count, shingles };
    },
    low: () => low,
    key: (at) => keyOf(low[at] as number, high[at] as number),
  };
}

/** 53 bits of two hashes, as a whole number. */
function keyOf(low: number, high: number): number {
  return (low >>> 0) * 0x200000 + (mixed(high) >>> 11);
}

function power(base: number, exponent: number): number {
  let result = 1;
  for (let time = 0; time < exponent; time += 1) result = Math.imul(result, base);
  return result;
}
