import { countWords } from "../data/value-text.ts";
import { wordsOf } from "./words.ts";

/** A step of evolution with what came of it. */
export type Evolved = {
  readonly instruction: string;
  /** Whether a judge found it equal to its parent; null when the judge's word can't be read. */
  readonly isEqual: boolean | null;
  readonly response: string;
};

export type Elimination = { readonly step: string; readonly reason: string };

/** Below this many words an answer that says sorry is taken for one that failed. */
const sorryWords = 80;

const copied = /#?\b(?:given|rewritten|created|new) prompt\b#?/i;

const stopWords = new Set(
  "a an and are as at be but by for from had has have he her his i if in is it its me my no not of on or our she so that the their them there they this to was we were what when which who will with you your".split(
    " ",
  ),
);

/** Why WizardLM's rules eliminate an instruction before anyone answers it; null when they don't. */
export function eliminateInstruction({ instruction, isEqual }: Pick<Evolved, "instruction" | "isEqual">): Elimination | null {
  const words = /\b(?:given|rewritten|created|new) prompt\b/i.exec(instruction);
  if (copied.test(instruction)) return { step: "prompt words copied", reason: `holds "${words?.[0] ?? "prompt words"}"` };
  if (wordsOf(instruction).every((word) => stopWords.has(word)))
    return { step: "only stop words", reason: "the new task holds no word of its own" };
  if (isEqual === true) return { step: "no information gain", reason: "the judge finds it equal to its parent" };
  return null;
}

/** Why WizardLM's rules eliminate an instruction by its answer; null when they don't. */
export function eliminateAnswer({ response }: Pick<Evolved, "response">): Elimination | null {
  const words = countWords(response);
  if (/\bsorry\b/i.test(response) && words < sorryWords) return { step: "sorry", reason: `the answer says sorry in ${words} words` };
  if (wordsOf(response).every((word) => stopWords.has(word)))
    return { step: "only stop words", reason: "the answer holds punctuation and stop words alone" };
  return null;
}

/** What a judge of equality said: the last of the two words; null when it said neither. "Not equal" is different. */
export function readEquality(reply: string): boolean | null {
  const found = [...reply.toLowerCase().matchAll(/\bnot equal\b|\bequal\b|\bdifferent\b/g)].at(-1)?.[0];
  return found === undefined ? null : found === "equal";
}
