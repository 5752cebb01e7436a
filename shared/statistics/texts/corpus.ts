import { unspacedCharacter } from "../../data/unspaced-scripts.ts";
import type { TextRecord } from "./text-record.ts";

/** A text as numbers: each distinct word one whole number, the same in all texts of the corpus. */
export type WordedText = { readonly words: Int32Array; readonly record: TextRecord };

export type Corpus = { readonly vocabulary: readonly string[]; readonly texts: readonly WordedText[] };

// Scripts written without spaces count a character each, signs they share among them; other words are runs of letters, digits and
// inner apostrophes that end where such a script begins; every other sign is a word of its own.
const letter = `(?!${unspacedCharacter})[\\p{L}\\p{M}`;
const word = new RegExp(`${unspacedCharacter}|(?:${letter}\\p{N}_])+(?:['’](?:${letter}])+)*|[^\\s\\p{L}\\p{M}\\p{N}_]`, "gu");

/** Lower-cased words and signs of a text, in order. */
export function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(word) ?? [];
}

/** Numbers the words of all texts, in the order they first occur. */
export function corpusOf(records: readonly TextRecord[]): Corpus {
  const numbers = new Map<string, number>();
  const vocabulary: string[] = [];
  const texts = records.map((record): WordedText => {
    const words = wordsOf(record.text);
    const into = new Int32Array(words.length);
    words.forEach((each, index) => {
      let number = numbers.get(each);
      if (number === undefined) {
        number = vocabulary.length;
        vocabulary.push(each);
        numbers.set(each, number);
      }
      into[index] = number;
    });
    return { words: into, record };
  });
  return { vocabulary, texts };
}
