export type StudentUnit = "word" | "character";

const word = /\s*(?:[\p{L}\p{M}\p{N}_]+(?:['’][\p{L}\p{M}]+)*|[^\s\p{L}\p{M}\p{N}_])|\s+$/gu;

/** A text as tokens that join back to it: words with the space before them, or characters (code points). */
export function tokensOfText(text: string, unit: StudentUnit): readonly string[] {
  return unit === "character" ? [...text] : (text.match(word) ?? []);
}
