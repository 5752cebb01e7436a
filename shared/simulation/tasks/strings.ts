import type { Difficulty, Task, TaskFamily } from "./task.ts";
import { numberTask } from "./task.ts";

const words = [
  "stream",
  "lantern",
  "orchard",
  "mississippi",
  "balloon",
  "committee",
  "harbour",
  "notebook",
  "volcano",
  "parallel",
  "bookkeeper",
  "meadow",
] as const;

/** Reversing, counting and upper-casing the letters of a word in quotation marks. */
export const strings: TaskFamily = {
  kind: "string",
  solve: (text) => {
    const quoted = [...text.matchAll(/["“']([^"”'\n]{1,200})["”']/g)].map((match) => match[1] ?? "");
    const word = quoted.at(-1);
    if (word === undefined) return null;
    if (/\breverse\b|backwards/i.test(text)) {
      const reversed = [...word].reverse().join("");
      return letterTask(word.length > 8 ? "hard" : "medium", reversed, slip(reversed), `"${word}" backwards is "{answer}"`);
    }
    if (/upper[- ]?case|capital letters/i.test(text)) {
      const upper = word.toUpperCase();
      return letterTask("easy", upper, slip(upper), `In upper case it is "{answer}"`);
    }
    const [letter = ""] = quoted;
    if (quoted.length === 2 && letter.length === 1 && /how (?:many|often)/i.test(text)) {
      const count = word.toLowerCase().split(letter.toLowerCase()).length - 1;
      return numberTask("string", word.length > 8 ? "hard" : "medium", count, `The letter "${letter}" appears {answer} times`, [
        count + 1,
        count + 2,
      ]);
    }
    if (/how many letters/i.test(text))
      return numberTask("string", "medium", [...word].length, `It has {answer} letters`, [word.length - 1]);
    return null;
  },
  write: (random) => {
    const word = random.pick(words);
    switch (random.integer(0, 3)) {
      case 0:
        return `Reverse the word "${word}".`;
      case 1:
        return `Write "${word}" in upper case.`;
      case 2:
        return `How many letters are in the word "${word}"?`;
      default:
        return `How many times does the letter "${word[random.integer(0, word.length - 1)]}" appear in "${word}"?`;
    }
  },
};

function letterTask(difficulty: Difficulty, answer: string, mistake: string, statement: string): Task {
  return { kind: "string", difficulty, answer, mistakes: [mistake], statement, check: { type: "exact" } };
}

/** The word with one letter lost or, where too short, one added. */
function slip(word: string): string {
  const at = Math.floor(word.length / 2);
  return word.length < 3 ? `${word}x` : word.slice(0, at) + word.slice(at + 1);
}
