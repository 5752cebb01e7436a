import { type Measured, undefinedMeasure } from "../statistics/measured.ts";
import { figure, type TidyRow, tidyRow } from "../statistics/tidy-row.ts";
import type { ChainText } from "./generations.ts";
import { nGramsOf } from "./held-out.ts";

/** The figures of `NAME_vocabulary`, by what stands in `statistic`; `model` is the chain, `x` the generation. */
export const vocabularyStatistics = {
  tokens: "tokens",
  types: "types",
  once: "types seen once",
  left: "types left",
  fresh: "new n-grams",
  copied: "copied texts",
} as const;

/**
 * What each data set of a chain holds: tokens, types (different tokens) and those that stand once, the share of generation 0's types
 * that is left, the share of its runs of `order` + 1 tokens that generation 0 does not have, and the share of written texts that
 * are one of generation 0 word for word; `chain` null where there is no chain. Counts of the data sets themselves: they have no interval.
 */
export function vocabularyRows(chain: string | null, texts: readonly ChainText[], order: number): readonly TidyRow[] {
  const inGeneration = new Map<number, ChainText[]>();
  for (const text of texts) {
    const own = inGeneration.get(text.generation);
    if (own === undefined) inGeneration.set(text.generation, [text]);
    else own.push(text);
  }
  const n = order + 1;
  const real = inGeneration.get(0) ?? [];
  const realTypes = new Set(real.flatMap(({ tokens }) => tokens));
  const realRuns = new Set(real.flatMap(({ tokens }) => nGramsOf(tokens, n)));
  const realTexts = new Set(real.map(({ tokens }) => tokens.join("\u0000")));
  return [...inGeneration].flatMap(([generation, own]): readonly TidyRow[] => {
    const counts = new Map<string, number>();
    for (const { tokens } of own) for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1);
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
    const runs = own.flatMap(({ tokens }) => nGramsOf(tokens, n));
    const written = own.filter(({ source }) => source === null);
    // All chains begin with the same texts.
    const isNamed = chain !== null && generation > 0;
    const whose = `of generation ${generation}${isNamed ? ` (${chain})` : ""}`;
    const row = (statistic: string, of: Measured, isShare: boolean, claim: (figure: string) => string): TidyRow =>
      tidyRow({ statistic, slice: null, model: chain, x: generation }, of, isShare ? "percent" : "number", claim);
    const size = (words: string): string => `The ${own.length.toLocaleString("en")} texts ${whose} hold ${words}`;
    const once = [...counts.values()].filter((count) => count === 1).length;
    const base = [
      row(vocabularyStatistics.tokens, count(total, own.length), false, () => size(`${total.toLocaleString("en")} tokens`)),
      row(vocabularyStatistics.types, count(counts.size, total), false, () => size(`${counts.size.toLocaleString("en")} different tokens`)),
      row(vocabularyStatistics.once, count(once, counts.size), false, () => size(`${once.toLocaleString("en")} tokens once only`)),
    ];
    if (generation === 0) return base;
    const left = [...realTypes].filter((type) => counts.has(type)).length;
    const fresh = runs.filter((run) => !realRuns.has(run)).length;
    const copied = written.filter(({ tokens }) => realTexts.has(tokens.join("\u0000"))).length;
    return [
      ...base,
      row(
        vocabularyStatistics.left,
        share(left, realTypes.size, "generation 0 has no token"),
        true,
        (figure) => `${figure} of the types of generation 0 are in texts ${whose}`,
      ),
      row(
        vocabularyStatistics.fresh,
        share(fresh, runs.length, `no text is ${n} tokens long`),
        true,
        (figure) => `${figure} of the ${n}-grams ${whose} are not in generation 0`,
      ),
      row(
        vocabularyStatistics.copied,
        share(copied, written.length, "no text was written"),
        true,
        (figure) =>
          `${figure} of the texts written for generation ${generation}${isNamed ? ` (${chain})` : ""} are one of generation 0, word for word`,
      ),
    ];
  });
}

/** What is left of generation 0 in the end, chain by chain; of a data set alone, what it holds. */
export function vocabularySentence(rows: readonly TidyRow[]): string {
  const last = Math.max(0, ...rows.map(({ x }) => x ?? 0));
  const wanted = last === 0 ? vocabularyStatistics.types : vocabularyStatistics.left;
  const told = rows.filter(({ statistic, x }) => statistic === wanted && x === last);
  const [first] = told;
  if (first === undefined) return "There is no data set.";
  if (last === 0 || told.length === 1) return first.sentence;
  const chains = told.map(({ model, estimate, low, high }) => `${figure({ value: estimate, low, high }, "percent")} (${model})`);
  return `Of the types of generation 0, there are left by generation ${last}: ${chains.join("; ")}.`;
}

function share(some: number, of: number, missing: string): Measured {
  return of === 0 ? undefinedMeasure(missing, { n: 0, items: 0, nulls: 0, ties: 0, clusters: 0 }) : count(some / of, of);
}

function count(value: number, n: number): Measured {
  return { ...undefinedMeasure("", { n, items: n, nulls: 0, ties: 0, clusters: n }), value, reason: null };
}
