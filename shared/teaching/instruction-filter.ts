import { countWords } from "../data/value-text.ts";
import { createRougePool } from "./rouge-l.ts";

/** What a new instruction must be; limits are inclusive. */
export type InstructionRules = {
  readonly min_words: number;
  readonly max_words: number;
  readonly max_similarity: number;
  readonly blacklist: readonly string[];
  /** Self-Instruct's rules for how a task may begin. */
  readonly checksOpening: boolean;
};

/** `step` is the rule that failed; null for an instruction that is kept. */
export type Judged = {
  readonly step: string | null;
  readonly reason: string | null;
  /** The kept text it is most like, and how much; null when there is none. */
  readonly nearest: string | null;
  readonly similarity: number | null;
};

/** Judges instructions one after another against all that were kept before, and keeps those that pass. */
export function createInstructionFilter(rules: InstructionRules, seeds: readonly string[]) {
  const pool = createRougePool();
  const kept: string[] = [];
  const keep = (text: string): void => {
    pool.add(text);
    kept.push(text);
  };
  for (const seed of seeds) keep(seed);
  const blacklist = rules.blacklist.map((word) => ({ word, pattern: wordPattern(word) }));

  return (text: string): Judged => {
    const found = pool.nearest(text);
    const nearest = { nearest: found === null ? null : (kept[found.at] ?? null), similarity: found?.score ?? null };
    const rejected = (step: string, reason: string): Judged => ({ step, reason, ...nearest });
    const words = countWords(text);
    if (words < rules.min_words) return rejected("too short", `${words} of at least ${rules.min_words} words`);
    if (words > rules.max_words) return rejected("too long", `${words} of at most ${rules.max_words} words`);
    const listed = blacklist.find(({ pattern }) => pattern.test(text));
    if (listed !== undefined) return rejected("blacklist", `holds "${listed.word}"`);
    const opening = rules.checksOpening ? wrongOpening(text) : null;
    if (opening !== null) return rejected("opening", opening);
    if (found !== null && found.score > rules.max_similarity)
      return rejected("too similar", `ROUGE-L ${found.score.toFixed(2)} is above ${rules.max_similarity}`);
    keep(text);
    return { step: null, reason: null, ...nearest };
  };
}

function wrongOpening(text: string): string | null {
  if (/^write a program/i.test(text)) return 'starts with "Write a program"';
  if (/^[!-/:-@[-`{-~]/.test(text)) return "starts with punctuation";
  return /^[\x20-\x7e]/.test(text) ? null : "starts with a character outside ASCII";
}

function wordPattern(word: string): RegExp {
  const escaped = word
    .trim()
    .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
    .replace(/\s+/g, "\\s+");
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, "iu");
}
