/** Scripts a text's letters can be counted by, and the Unicode scripts each stands for. */
export const scripts = {
  latin: ["Latin"],
  cyrillic: ["Cyrillic"],
  greek: ["Greek"],
  armenian: ["Armenian"],
  georgian: ["Georgian"],
  hebrew: ["Hebrew"],
  arabic: ["Arabic"],
  ethiopic: ["Ethiopic"],
  devanagari: ["Devanagari"],
  bengali: ["Bengali"],
  gurmukhi: ["Gurmukhi"],
  gujarati: ["Gujarati"],
  tamil: ["Tamil"],
  telugu: ["Telugu"],
  kannada: ["Kannada"],
  malayalam: ["Malayalam"],
  sinhala: ["Sinhala"],
  thai: ["Thai"],
  lao: ["Lao"],
  khmer: ["Khmer"],
  burmese: ["Myanmar"],
  tibetan: ["Tibetan"],
  han: ["Han", "Bopomofo"],
  kana: ["Hiragana", "Katakana"],
  hangul: ["Hangul"],
} as const;

export type ScriptName = keyof typeof scripts;

export const scriptNames = Object.keys(scripts) as [ScriptName, ...ScriptName[]];

/** Letters of a text, and how many of them are of the scripts. */
export type LetterCount = { readonly letters: number; readonly inScript: number };

const [isOther, isLetter, isInScript] = [0, 1, 2];

/** Counts letters by Unicode script, those that scripts share (ー) for each of them; marks, digits, punctuation and emoji are no letters. */
export function createLetterCounter(names: readonly ScriptName[]): (text: string) => LetterCount {
  const letter = /^\p{L}$/u;
  const inScript = new RegExp(
    `^[${names.flatMap((name) => scripts[name].map((each) => `\\p{Script_Extensions=${each}}`)).join("")}]$`,
    "u",
  );
  const known = new Map<number, number>();
  const classOf = (codePoint: number): number => {
    const found = known.get(codePoint);
    if (found !== undefined) return found;
    const character = String.fromCodePoint(codePoint);
    const kind = letter.test(character) ? (inScript.test(character) ? isInScript : isLetter) : isOther;
    known.set(codePoint, kind);
    return kind;
  };
  return (text) => {
    let [letters, found] = [0, 0];
    for (let at = 0; at < text.length; at += 1) {
      const codePoint = text.codePointAt(at) ?? 0;
      if (codePoint > 0xffff) at += 1;
      const kind = classOf(codePoint);
      if (kind !== isOther) letters += 1;
      if (kind === isInScript) found += 1;
    }
    return { letters, inScript: found };
  };
}
