/**
 * Pattern of a character (with the flag `u`) in a script that is written without spaces between its words: each counts as a word.
 * Signs that several scripts share, such as ー, count by their script extensions (Unicode UAX 24).
 */
export const unspacedCharacter =
  "[\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}]";
