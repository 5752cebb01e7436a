import type { Segment } from "./judge-reply.ts";
import { uniform } from "./random.ts";
import type { Teacher } from "./teachers.ts";
import { splitTokens } from "./tokens.ts";

/** A text a teacher could have written, and its chance. */
export type Variant = { readonly text: string; readonly chance: number };

/**
 * A teacher's text token by token, each with what the teacher held likely there: how the texts it could have written go on after the same
 * beginning, each by its chance, less a doubt. Six tenths of the doubt go to words of equal role; the rest, and the chance that the text
 * ends, is listed nowhere. A function of the beginning, not of the draw; `before` is what stands before the text. A weaker teacher doubts more.
 */
export function tokenSegments(teacher: Teacher, text: string, variants: readonly Variant[], before: string): readonly Segment[] {
  const most = 0.5 * (1 - teacher.skill.medium);
  let alive = variants.map(({ text: whole, chance }) => ({ tokens: splitTokens(whole), chance }));
  let beginning = before;
  return splitTokens(text).map((token, at) => {
    const all = alive.reduce((sum, { chance }) => sum + chance, 0);
    const doubt = most * (0.2 + 0.8 * uniform("doubt", teacher.name, beginning));
    const chances: Record<string, number> = {};
    const add = (name: string, chance: number): void => {
      chances[name] = (chances[name] ?? 0) + chance;
    };
    for (const { tokens, chance } of alive) {
      const next = tokens[at];
      if (next !== undefined) add(next, ((1 - doubt) * chance) / all);
    }
    const likeliest = Object.keys(chances).reduce(
      (best, name) => ((chances[name] ?? 0) > (chances[best] ?? 0) ? name : best),
      Object.keys(chances)[0] ?? token,
    );
    for (const [name, share] of equalsOf(likeliest, uniform("equals", teacher.name, beginning))) add(name, 0.6 * doubt * share);
    alive = alive.filter(({ tokens }) => tokens[at] === token);
    beginning += token;
    return { text: token, chances };
  });
}

const equals = {
  word: ["the", "is", "of", "a", "so", "that", "in", "and", "it", "to"],
  ending: ["s", "er", "ed", "ing", "ly", "es", "al", "ion"],
  sign: [".", ",", ":", "!", ";", "-", "*", "("],
} as const;

/** Words that could stand where a token stands, each half as likely as the one before; where the list begins is drawn by `start`. */
function equalsOf(token: string, start: number): readonly (readonly [string, number])[] {
  const [space = ""] = /^\s*/.exec(token) ?? [];
  const body = token.slice(space.length);
  const names = /^\d/.test(body)
    ? numbersBeside(body)
    : /^\p{L}/u.test(body)
      ? [...(space === "" && !/^\p{Lu}/u.test(body) ? equals.ending : equals.word)].map((word) => likeCase(word, body))
      : equals.sign;
  const first = Math.floor(start * names.length);
  return names.map((_, rank) => [space + (names[(first + rank) % names.length] ?? ""), 0.5 ** (rank + 1)] as const);
}

/** Numbers with as many digits as one has. */
function numbersBeside(digits: string): readonly string[] {
  const size = 10 ** digits.length;
  const number = Number(digits);
  const all = [1, -1, 2, 10, -10, 5].map((step) => String((((number + step) % size) + size) % size).padStart(digits.length, "0"));
  return [...new Set(all)];
}

function likeCase(word: string, body: string): string {
  return /^\p{Lu}/u.test(body) ? word.charAt(0).toUpperCase() + word.slice(1) : word;
}
