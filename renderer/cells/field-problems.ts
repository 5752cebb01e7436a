import type { Problem } from "#shared/assay-error.ts";
import { capitalised } from "#shared/words.ts";

/**
 * What is wrong by control: at the control of its key, else at the one that holds the key, else at the first of those
 * that stand below it. The first problem of a control is told there; all stand below the text.
 */
export function fieldProblems(problems: readonly Problem[], keys: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { sentence, place } of problems) {
    const { key } = place;
    if (key === undefined || key === "") continue;
    const holders = keys.filter((each) => `${key}.`.startsWith(`${each}.`));
    const holder = holders.toSorted((left, right) => right.length - left.length)[0] ?? keys.find((each) => each.startsWith(`${key}.`));
    if (holder !== undefined && !found.has(holder)) found.set(holder, key === holder ? withoutName(sentence, key) : sentence);
  }
  return found;
}

/** At its own control a sentence need not name the key once more. */
function withoutName(sentence: string, key: string): string {
  const name = `\`${key}\`: `;
  return sentence.startsWith(name) ? capitalised(sentence.slice(name.length)) : sentence;
}

/** The first problem at a place of the body or below it, such as `criteria.2`. */
export function problemBelow(problems: readonly Problem[], key: string): string | undefined {
  return problems.find(({ place }) => `${place.key}.`.startsWith(`${key}.`))?.sentence;
}
