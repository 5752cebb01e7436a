import { createShingleReader } from "./shingles.ts";
import { createWordReader } from "./words.ts";

export type ContaminatedRow = {
  /** Places among the training texts and the evaluation's prompts. */
  readonly row: number;
  readonly prompt: number;
  /** Share of the prompt's words that this one row covers. */
  readonly share: number;
};

export type Contamination = {
  /** Each training text that covers more than the limit of some prompt, with the prompt it covers most of. */
  readonly rows: readonly ContaminatedRow[];
  /** Each training text with every prompt that it covers so, the most covered first. */
  readonly matches: readonly ContaminatedRow[];
  /** Prompts covered beyond the limit by one text or another. */
  readonly contaminated: number;
  /** Prompts of fewer than n words: they have no n-gram to share. */
  readonly tooShort: number;
};

/**
 * Tülu 3's decontamination (Lambert et al. 2024): a word of an evaluation prompt is covered by a training text if it lies in
 * an n-gram that both share; a text that alone covers more than `share` of a prompt's words matches it. Which share of an
 * evaluation makes it contaminated is the step's to say.
 */
export function findContamination(
  training: readonly (string | null)[],
  prompts: readonly (string | null)[],
  { n, share }: { readonly n: number; readonly share: number },
): Contamination {
  const reader = createShingleReader(n, createWordReader());
  const places = new Map<number, number[]>();
  const lengths = new Int32Array(prompts.length);
  const seen = new Uint8Array(1 << 20);
  let tooShort = 0;
  for (const [prompt, text] of prompts.entries()) {
    const { words, shingles } = reader.read(text ?? "");
    lengths[prompt] = words;
    if (words < n) {
      tooShort += 1;
      continue;
    }
    for (let at = 0; at < shingles; at += 1) {
      const key = reader.key(at);
      seen[(reader.low()[at] as number) & 0xfffff] = 1;
      const found = places.get(key);
      if (found === undefined) places.set(key, [prompt, at]);
      else found.push(prompt, at);
    }
  }

  const contaminated = new Set<number>();
  const rows: ContaminatedRow[] = [];
  const matches: ContaminatedRow[] = [];
  for (const [row, text] of training.entries()) {
    if (text === null) continue;
    const { words, shingles } = reader.read(text);
    if (words < n) continue;
    const starts = new Map<number, number[]>();
    for (let at = 0; at < shingles; at += 1) {
      // Most n-grams are in no prompt, and one byte tells.
      if (seen[(reader.low()[at] as number) & 0xfffff] === 0) continue;
      const found = places.get(reader.key(at));
      for (let next = 0; next < (found?.length ?? 0); next += 2) {
        const prompt = found?.[next] ?? 0;
        const held = starts.get(prompt) ?? [];
        held.push(found?.[next + 1] ?? 0);
        starts.set(prompt, held);
      }
    }
    const matched: ContaminatedRow[] = [];
    for (const [prompt, begun] of starts) {
      const covered = coveredWords(begun, n) / (lengths[prompt] as number);
      if (covered > share) matched.push({ row, prompt, share: covered });
    }
    matched.sort((a, b) => b.share - a.share);
    const [best] = matched;
    if (best !== undefined) rows.push(best);
    for (const match of matched) {
      contaminated.add(match.prompt);
      matches.push(match);
    }
  }
  return { rows, matches, contaminated: contaminated.size, tooShort };
}

/** Words under the union of n-grams that begin at these places. */
function coveredWords(starts: number[], n: number): number {
  starts.sort((a, b) => a - b);
  let [covered, end] = [0, 0];
  for (const start of starts) {
    covered += Math.max(0, start + n - Math.max(start, end));
    end = Math.max(end, start + n);
  }
  return covered;
}
