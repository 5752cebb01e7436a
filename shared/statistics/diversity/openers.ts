import type { WordedText } from "../texts/corpus.ts";

const openerWords = 3;

/** How often each opening occurs: a text's first three words. */
export function openerCounts(texts: readonly WordedText[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { words } of texts) {
    const opener = words.subarray(0, openerWords).join(" ");
    counts.set(opener, (counts.get(opener) ?? 0) + 1);
  }
  return counts;
}

/** Share of texts that begin as most do. */
export function commonestOpener(texts: readonly WordedText[]): { readonly share: number; readonly words: readonly number[] } | null {
  const [most] = [...openerCounts(texts)].sort((left, right) => right[1] - left[1] || (left[0] < right[0] ? -1 : 1));
  return most === undefined ? null : { share: most[1] / texts.length, words: most[0] === "" ? [] : most[0].split(" ").map(Number) };
}

/** Total variation distance of two groups' openings: 0 when alike, 1 when none is shared. */
export function openerDrift(texts: readonly WordedText[], from: readonly WordedText[]): number | string {
  if (texts.length === 0 || from.length === 0) return "one of the two has no text";
  const [now, before] = [openerCounts(texts), openerCounts(from)];
  // In whole numbers up to the last step: what is the same without any prompt must be the same to the last digit.
  let sum = 0;
  for (const opener of new Set([...now.keys(), ...before.keys()])) {
    sum += Math.abs((now.get(opener) ?? 0) * from.length - (before.get(opener) ?? 0) * texts.length);
  }
  return sum / (2 * texts.length * from.length);
}
