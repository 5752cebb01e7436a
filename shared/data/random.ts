import { randomBits, uniform } from "../statistics/random.ts";

/** A seeded source of chance: the same seed gives the same draws on every machine. */
export type Random = {
  /** Uniform in [0, 1). */
  readonly next: () => number;
  /** A whole number from 0 to `n` − 1. */
  readonly integer: (n: number) => number;
  /** A shuffled copy. */
  readonly shuffle: <T>(items: readonly T[]) => T[];
};

/** xoshiro128** seeded with a number, or with a hash of a text. */
export function createRandom(seed: number | string): Random {
  const bits = randomBits(typeof seed === "number" ? seed : hashText(seed));
  const next = () => uniform(bits);
  const integer = (n: number) => Math.floor(next() * n);
  return {
    next,
    integer,
    shuffle: (items) => {
      const shuffled = [...items];
      for (let last = shuffled.length - 1; last > 0; last -= 1) {
        const other = integer(last + 1);
        [shuffled[last], shuffled[other]] = [shuffled[other] as (typeof shuffled)[number], shuffled[last] as (typeof shuffled)[number]];
      }
      return shuffled;
    },
  };
}

/** FNV-1a over UTF-16 code units, with the mixing of MurmurHash3: 32 bits, for seeds only. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** `n` rows drawn without replacement, in their first order; all of them when there are no more. */
export function sampleRows<T>(rows: readonly T[], n: number, seed: number | string): T[] {
  if (n >= rows.length) return [...rows];
  const drawn = new Set(
    createRandom(seed)
      .shuffle([...rows.keys()])
      .slice(0, Math.max(0, n)),
  );
  return rows.filter((_, index) => drawn.has(index));
}
