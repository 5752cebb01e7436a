import { readFences, unfenced } from "./fence.ts";
import { objectsIn } from "./verdict-text.ts";

/** A critique as it was written, and whether it found nothing to mend; null where it does not say. */
export type Critique = { readonly text: string; readonly foundNothing: boolean | null };

const findings: readonly (readonly [foundNothing: boolean, words: RegExp])[] = [
  [true, /^(?:nothing|none|no|no faults?|false)$/i],
  [false, /^(?:faults?|a fault|something|yes|true)$/i],
];

/** Replies that say in other words, and in no more than them, that there is nothing. */
const saysNothing =
  /^(?:i (?:find|found|see) )?(?:there (?:is|are) )?(?:nothing(?: (?:to (?:change|mend|criticise|criticize|revise|improve)|goes against (?:it|the principle)))?|none|no (?:faults?|issues?|problems?|critique|changes?(?: (?:is|are))?(?: needed| necessary)?))(?: found)?$/i;

/**
 * Reads a critique. The last finding in the stated form counts, with its usual slips repaired; the prompt's own form is
 * no finding, and a critique without one has not said whether it found something. Lines between fences are quotations.
 */
export function readCritique(reply: string): Critique {
  const stated = objectsIn(reply).filter(({ fields }) => foundIn(fields.found) !== null);
  const last = stated.at(-1);
  if (last !== undefined) return { text: wordsOf(last.before), foundNothing: foundIn(last.fields.found) };
  const lines = reply.trim().split("\n");
  const plain = /^[\s*_`>-]*found[\s*_`]*[:=]\s*["'*_`]*([a-z ]+?)["'*_`.]*\s*$/i.exec(lines.at(-1) ?? "");
  const finding = plain === null ? null : foundIn(plain[1]);
  if (finding !== null) return { text: wordsOf(lines.slice(0, -1).join("\n")), foundNothing: finding };
  const bare = reply.trim().replace(/[.!\s]+$/, "");
  return { text: reply.trim(), foundNothing: saysNothing.test(bare) ? true : null };
}

function foundIn(value: unknown): boolean | null {
  if (typeof value === "boolean") return !value;
  if (typeof value !== "string") return null;
  return findings.find(([, words]) => words.test(value.trim()))?.[0] ?? null;
}

function wordsOf(before: string): string {
  return before.replace(/```(?:json)?\s*$/, "").trim();
}

/** The revised response, without the fences or the heading that some models put around it; empty when there is none. */
export function readRevision(reply: string): string {
  const fenced = readFences(reply)?.get("response");
  const text = fenced ?? reply;
  return unfenced(text)
    .trim()
    .replace(/^(?:[*_#\s]*)(?:here is (?:the|my) )?(?:revised|rewritten) (?:response|answer|version)[*_]*\s*:[*_]*[ \t]*\n*/i, "")
    .trim();
}
