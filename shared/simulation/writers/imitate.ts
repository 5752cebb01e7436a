import { createRandom } from "../random.ts";
import type { Writer } from "./writer.ts";

const mostWords = 40;
const request = /\bone more text in the manner of (?:this|these)\b[^\n]*\n+([\s\S]+)$/i;

/**
 * One more text in the manner of those shown, a line each: it begins as one of them does and goes on from each word as one of them does.
 * A model that learns from its prompt alone, and so from a sample.
 */
export const imitateWriter: Writer = {
  name: "imitate",
  write: ({ prompt, schema, seed }) => {
    const shown = schema === null ? request.exec(prompt)?.[1] : undefined;
    if (shown === undefined) return null;
    const [first, ...rest] = shown.split("\n").flatMap((line) => {
      const words = line.trim().split(/\s+/).filter(Boolean);
      return words.length === 0 ? [] : [words];
    });
    if (first === undefined) return null;
    const texts = [first, ...rest] as const;
    const random = createRandom(seed);
    const written: string[] = [];
    let next = random.pick(texts)[0];
    while (next !== undefined && written.length < mostWords) {
      written.push(next);
      const [one, ...others] = texts.flatMap((words) => words.flatMap((word, at) => (like(word, next) ? [words[at + 1]] : [])));
      next = random.pick([one, ...others]);
    }
    return written.join(" ");
  },
};

function like(word: string, other: string | undefined): boolean {
  return word.toLowerCase() === other?.toLowerCase();
}
