import { hashText } from "./random.ts";

export type SplitName = "train" | "test";

/**
 * Divides rows by their prompt, so that no prompt is in two splits. `test` is the share of prompts held out: at least one, and never
 * all. Which ones depends on seed and prompt alone, not on row order.
 */
export function splitByPrompt<T extends { readonly promptKey: string }>(
  rows: readonly T[],
  split: { readonly test: number; readonly seed: number } | null,
): { readonly name: SplitName; readonly rows: readonly T[] }[] {
  const prompts = [...new Set(rows.map((row) => row.promptKey))];
  if (!split || prompts.length < 2) return [{ name: "train", rows }];
  const ranked = prompts
    .map((prompt) => ({ prompt, rank: hashText(`${split.seed}\u0000${prompt}`) }))
    .sort((one, other) => one.rank - other.rank || (one.prompt < other.prompt ? -1 : 1));
  const count = Math.min(prompts.length - 1, Math.max(1, Math.round(split.test * prompts.length)));
  const held = new Set(ranked.slice(0, count).map(({ prompt }) => prompt));
  return [
    { name: "train", rows: rows.filter((row) => !held.has(row.promptKey)) },
    { name: "test", rows: rows.filter((row) => held.has(row.promptKey)) },
  ];
}
