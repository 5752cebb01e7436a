import { unspacedCharacter } from "../data/unspaced-scripts.ts";

const inWords = "[\\p{L}\\p{M}\\p{N}]";
const word = new RegExp(`(?=${inWords})${unspacedCharacter}|(?:(?!${unspacedCharacter})${inWords})+`, "gu");

/** Lower-cased words of a text: runs of letters, their marks and digits; in scripts written without spaces each character is one. */
export function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(word) ?? [];
}
