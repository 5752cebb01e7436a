import type { Row } from "#shared/data/table.ts";
import { randomBits, uniform } from "#shared/statistics/random.ts";

/** The row's item as text; rows of tables without items are numbered from 1. */
export function itemOf(row: Row, index: number): string {
  const item = row.item;
  return item === null || item === undefined ? String(index + 1) : String(item);
}

/** `count` of the indexes below `size`, drawn without replacement by a seed, in ascending order. */
export function drawIndexes(size: number, count: number, seed: number): readonly number[] {
  if (count >= size) return Array.from({ length: size }, (_, index) => index);
  const bits = randomBits(seed);
  const indexes = Array.from({ length: size }, (_, index) => index);
  for (let at = 0; at < count; at += 1) {
    const from = at + Math.floor(uniform(bits) * (size - at));
    const drawn = indexes[from] ?? 0;
    indexes[from] = indexes[at] ?? 0;
    indexes[at] = drawn;
  }
  return indexes.slice(0, count).sort((a, b) => a - b);
}

/** A seed from a text (FNV-1a), so that a draw for one item never moves with the others. */
export function seedOf(text: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let at = 0; at < text.length; at += 1) {
    hash ^= text.charCodeAt(at);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}
