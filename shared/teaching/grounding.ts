import { wordsOf } from "./words.ts";

/** How an answer was looked up in its source, and whether it was found. */
export type Grounding = { readonly isGrounded: boolean; readonly check: string };

/**
 * Whether an answer stands in its source, by words alone (case, space and punctuation do not count): the quote must occur in
 * the source, and where the answer itself does not, at least half of its words must occur in the quote. Says how it was checked.
 */
export function groundAnswer(answer: string, quote: string, source: string): Grounding {
  const [said, quoted, whole] = [wordsOf(answer), wordsOf(quote), ` ${wordsOf(source).join(" ")} `];
  const occurs = (words: readonly string[]): boolean => words.length > 0 && whole.includes(` ${words.join(" ")} `);
  if (occurs(said)) return { isGrounded: true, check: "the answer stands in the source" };
  if (quoted.length === 0) return { isGrounded: false, check: "no quote, and the answer does not stand in the source" };
  if (!occurs(quoted)) return { isGrounded: false, check: "the quote does not stand in the source" };
  const held = said.filter((word) => quoted.includes(word)).length;
  const share = said.length === 0 ? 0 : held / said.length;
  return { isGrounded: share >= 0.5, check: `the quote stands in the source and holds ${held} of the answer's ${said.length} words` };
}
