import { type PlacedWord, placedWords } from "./words.ts";

/** A stretch of a text, in code units. */
export type Stretch = { readonly from: number; readonly to: number };

/**
 * What a text shares with another: stretches covered by runs of `n` words that both hold, ascending and apart, and the share
 * of the text's words in them. Null share where the text has no words.
 */
export function sharedWords(
  text: string,
  other: string,
  n: number,
): { readonly stretches: readonly Stretch[]; readonly share: number | null } {
  const words = placedWords(text);
  const runs = new Set(runsOf(placedWords(other), n));
  const isShared = new Uint8Array(words.length);
  for (const [at, run] of runsOf(words, n).entries()) if (runs.has(run)) isShared.fill(1, at, at + n);
  const stretches: { from: number; to: number }[] = [];
  for (const [at, word] of words.entries()) {
    if (isShared[at] === 0) continue;
    const last = stretches.at(-1);
    if (last !== undefined && isShared[at - 1] === 1) last.to = word.to;
    else stretches.push({ from: word.from, to: word.to });
  }
  const covered = isShared.reduce((sum, each) => sum + each, 0);
  return { stretches, share: words.length === 0 ? null : covered / words.length };
}

function runsOf(words: readonly PlacedWord[], n: number): readonly string[] {
  return Array.from({ length: Math.max(0, words.length - n + 1) }, (_, at) =>
    words
      .slice(at, at + n)
      .map(({ word }) => word)
      .join(" "),
  );
}
