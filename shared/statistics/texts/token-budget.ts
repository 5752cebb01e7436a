import type { WordedText } from "./corpus.ts";
import { hashOfText } from "./hash-of-text.ts";

/**
 * The texts in an order drawn by the seed: the same whatever order they come in and whatever their items are called, so that the same texts give
 * the same figures in every table; and of fewer texts the same with the others left out, so that a figure without some prompts differs
 * by those prompts alone. Texts that are alike are told apart by counting them.
 */
export function shuffled(texts: readonly WordedText[], seed: number): readonly WordedText[] {
  const seen = new Map<string, number>();
  const placed = texts.map((text) => {
    const { text: words } = text.record;
    const count = (seen.get(words) ?? 0) + 1;
    seen.set(words, count);
    return { text, count, at: hashOfText(`${words}\u0000${count}`, seed) };
  });
  return placed
    .sort((left, right) => left.at - right.at || compareStrings(left.text.record.text, right.text.record.text) || left.count - right.count)
    .map(({ text }) => text);
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
