/**
 * The words of a text as near-duplicates and contamination see them: runs of letters, marks and digits, by NFKC and in
 * lower case. A character of a script written without spaces is a word of its own.
 */
export type WordReader = {
  /** Reads a text into `first` and `second` and says how many words there are. */
  readonly read: (text: string) => number;
  /** Two independent 32-bit hashes of each word read last; grown as needed, so look them up after each reading. */
  readonly first: () => Int32Array;
  readonly second: () => Int32Array;
};

const [separator, inWord, ownWord] = [0, 1, 2];
const unspaced = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]$/u;
const partOfWord = /^[\p{L}\p{M}\p{N}]$/u;

function classify(character: string): number {
  if (!partOfWord.test(character)) return separator;
  return unspaced.test(character) ? ownWord : inWord;
}

const firstPrime = 0x01000193;
const secondPrime = 0x5bd1e995;
const firstBasis = 0x811c9dc5 | 0;
const secondBasis = 0x1b873593;

export function createWordReader(): WordReader {
  // What an ASCII character counts as: its lower-case code, or 0 where it parts words.
  const lower = Uint8Array.from({ length: 128 }, (_, code) => {
    const character = String.fromCharCode(code);
    return classify(character) === inWord ? character.toLowerCase().charCodeAt(0) : 0;
  });
  const others = new Map<number, number>();
  const classOf = (codePoint: number): number => {
    const known = others.get(codePoint);
    if (known !== undefined) return known;
    const found = classify(String.fromCodePoint(codePoint));
    others.set(codePoint, found);
    return found;
  };
  let first = new Int32Array(1024);
  let second = new Int32Array(1024);
  let count = 0;

  const add = (one: number, other: number): void => {
    if (count === first.length) {
      first = grown(first);
      second = grown(second);
    }
    first[count] = mixed(one);
    second[count] = mixed(other);
    count += 1;
  };
  const addWord = (word: string): void => {
    let [one, other] = [firstBasis, secondBasis];
    for (let at = 0; at < word.length; at += 1) {
      const code = word.charCodeAt(at);
      one = Math.imul(one ^ code, firstPrime);
      other = (Math.imul(other, secondPrime) + code) | 0;
    }
    add(one, other);
  };
  /** A word with other than ASCII in it. */
  const addOther = (word: string): void => addWord(normalWord(word));

  const read = (text: string): number => {
    count = 0;
    const { length } = text;
    let at = 0;
    while (at < length) {
      const from = at;
      let [one, other] = [firstBasis, secondBasis];
      let code = text.charCodeAt(at);
      let letter = code < 128 ? (lower[code] as number) : 0;
      while (letter !== 0) {
        one = Math.imul(one ^ letter, firstPrime);
        other = (Math.imul(other, secondPrime) + letter) | 0;
        at += 1;
        code = at < length ? text.charCodeAt(at) : 32;
        letter = code < 128 ? (lower[code] as number) : 0;
      }
      if (code < 128) {
        if (at > from) add(one, other);
        at += 1;
        continue;
      }
      at = wordEnd(text, at, classOf);
      if (at > from) addOther(text.slice(from, at));
      if (at >= length) break;
      const codePoint = text.codePointAt(at) ?? 0;
      const next = at + (codePoint > 0xffff ? 2 : 1);
      if (codePoint >= 128 && classOf(codePoint) === ownWord) addOther(text.slice(at, next));
      at = next;
    }
    return count;
  };
  return { read, first: () => first, second: () => second };
}

/** Spreads what differs in few bits over all of them. */
export function mixed(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), 0x21f0aaad);
  hash = Math.imul(hash ^ (hash >>> 15), 0x735a2d97);
  return hash ^ (hash >>> 15);
}

/** Where a run of word characters ends. */
function wordEnd(text: string, from: number, classOf: (codePoint: number) => number): number {
  let at = from;
  while (at < text.length) {
    const codePoint = text.codePointAt(at) ?? 0;
    if (classOf(codePoint) !== inWord) return at;
    at += codePoint > 0xffff ? 2 : 1;
  }
  return at;
}

function grown(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}

function normalWord(word: string): string {
  return word.normalize("NFKC").toLowerCase();
}

/** A word where it stands in its text, in code units. */
export type PlacedWord = { readonly word: string; readonly from: number; readonly to: number };

/** The same words with their places, for showing what two texts share. */
export function placedWords(text: string): readonly PlacedWord[] {
  const words: PlacedWord[] = [];
  let start = -1;
  const close = (at: number): void => {
    if (start >= 0) words.push({ word: normalWord(text.slice(start, at)), from: start, to: at });
    start = -1;
  };
  let at = 0;
  for (const character of text) {
    const kind = classify(character);
    if (kind !== inWord) close(at);
    if (kind === inWord && start < 0) start = at;
    if (kind === ownWord) words.push({ word: normalWord(character), from: at, to: at + character.length });
    at += character.length;
  }
  close(text.length);
  return words;
}
