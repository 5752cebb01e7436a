import type { CellOutput } from "#shared/contract/contract.ts";

export type ErrorGroup = CellOutput["rowErrors"][number];

/** What happened to rows of one or several causes. */
export type ErrorSection = { readonly sentence: string; readonly groups: readonly ErrorGroup[]; readonly advice: string | null };

/** Causes under the sentence they share, most rows first; the engine names an unscored row's cause "unscored: why". */
export function errorSections(groups: readonly ErrorGroup[]): readonly ErrorSection[] {
  const sentences = [...new Set(groups.map(({ sentence }) => sentence))];
  return sentences.map((sentence) => {
    const own = groups.filter((group) => group.sentence === sentence);
    const named = own.map((group) => ({ ...group, cause: sentenceCase(group.cause.replace(unscored, "")) }));
    return { sentence, groups: named, advice: own.every(isUnscored) ? unscoredAdvice : null };
  });
}

const unscored = /^unscored: /;

/** Answered, but no verdict could be read: asking the same again changes nothing. */
export function isUnscored({ cause }: ErrorGroup): boolean {
  return unscored.test(cause);
}

const unscoredAdvice =
  "Open such a row in the table to see the raw reply. A `prompt` that states the answer's format, or more `max_tokens` where the reply was cut, makes the next run readable; replies bought already are read again for nothing.";

function sentenceCase(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
