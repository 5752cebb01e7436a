import { fillPicks, randomBits } from "../random.ts";
import type { WordedText } from "./corpus.ts";

/** The texts in an order drawn by the seed, the same for the same texts whatever order they come in. */
export function shuffled(texts: readonly WordedText[], seed: number): readonly WordedText[] {
  const order = [...texts].sort(compareTexts);
  const bits = randomBits(seed);
  const pick = new Int32Array(1);
  for (let left = order.length; left > 1; left--) {
    fillPicks(bits, pick, left);
    const drawn = pick[0] as number;
    const last = order[left - 1] as WordedText;
    order[left - 1] = order[drawn] as WordedText;
    order[drawn] = last;
  }
  return order;
}

function compareTexts(left: WordedText, right: WordedText): number {
  return compareStrings(left.record.cluster, right.record.cluster) || compareStrings(left.record.text, right.record.text);
}

function compareStrings(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The first texts that hold `budget` words together, the last one cut; fewer words when there are no more. */
export function cutToBudget(texts: Iterable<WordedText>, budget: number): readonly Int32Array[] {
  const kept: Int32Array[] = [];
  let left = budget;
  for (const { words } of texts) {
    if (left <= 0) break;
    kept.push(words.length <= left ? words : words.subarray(0, left));
    left -= words.length;
  }
  return kept;
}

export function wordCount(texts: readonly WordedText[]): number {
  return texts.reduce((sum, { words }) => sum + words.length, 0);
}
