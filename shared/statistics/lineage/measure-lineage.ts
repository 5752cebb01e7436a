import { meanFigure, shareFigure } from "../agreement/mean-statistic.ts";
import { distinctN, nGramEntropy } from "../diversity/distinct-n.ts";
import { driftRows } from "../diversity/drift-rows.ts";
import { vendiOf } from "../diversity/text-figures.ts";
import { measure } from "../measured.ts";
import { corpusOf, type WordedText } from "../texts/corpus.ts";
import { jackknifed, shares, type TextFigure } from "../texts/grouped-jackknife.ts";
import type { TextReading } from "../texts/read-texts.ts";
import { cutToBudget, shuffled, wordCount } from "../texts/token-budget.ts";
import { figure, type MeasureResult, type NumberStyle, type TidyRow, tidyRow } from "../tidy-row.ts";
import { rareTypes, survival } from "./rare-types.ts";

export type LineageOptions = {
  /** Words a generation is cut to; never more than nine tenths of the smallest. */
  readonly budget: number;
  /** Texts a generation for the Vendi score. */
  readonly texts: number;
  readonly draws: number;
  readonly seed: number;
};

type Generation = { readonly number: number; readonly texts: readonly WordedText[] };
type Chain = { readonly name: string; readonly generations: readonly Generation[] };

const shareOfSmallest = 0.9;

/**
 * What a chain of students keeps of the data it began with, generation by generation at equal budgets: share of real
 * texts, survival (over all texts) of words that generation 0 holds once or twice, distinct-2, entropy, Vendi score, length, and how far
 * openings and lengths drifted from generation 0. One chain a group. `x` is the generation. After Shumailov et al. 2024 and Gerstgrasser et al. 2024.
 */
export function measureLineage({ records, empty, groupedBy }: TextReading, options: LineageOptions): MeasureResult {
  const known = records.filter(({ generation }) => generation !== null);
  const { texts } = corpusOf(known);
  if (texts.length === 0) {
    const reason = records.length === 0 ? "there is no text" : "no row has a whole number in its generation column";
    return { rows: [], sentence: `Lineage is undefined: ${reason}.` };
  }
  const isNamed = groupedBy !== "all texts";
  const chains = [...new Set(known.map(({ group }) => group))].map((name) => chainOf(name, texts));
  const all = chains.flatMap(({ generations }) => generations);
  const words = Math.max(1, Math.min(options.budget, Math.floor(shareOfSmallest * Math.min(...all.map((each) => wordCount(each.texts))))));
  const most = Math.max(1, Math.min(options.texts, Math.floor(shareOfSmallest * Math.min(...all.map((each) => each.texts.length)))));
  const rows = chains.flatMap((chain) =>
    chain.generations.flatMap((generation) => generationRows(chain, generation, isNamed, { words, texts: most }, options)),
  );
  const dropped = empty + records.length - known.length;
  return { rows: rows.map((row) => ({ ...row, dropped })), sentence: finding(rows, chains, isNamed) };
}

function chainOf(name: string, texts: readonly WordedText[]): Chain {
  const own = texts.filter(({ record }) => record.group === name);
  const numbers = [...new Set(own.map(({ record }) => record.generation ?? 0))].sort((left, right) => left - right);
  return { name, generations: numbers.map((number) => ({ number, texts: own.filter(({ record }) => record.generation === number) })) };
}

function generationRows(
  { name, generations }: Chain,
  { number, texts }: Generation,
  isNamed: boolean,
  budget: { readonly words: number; readonly texts: number },
  { draws, seed }: LineageOptions,
): readonly TidyRow[] {
  const whose = `of generation ${number}${isNamed ? ` (${name})` : ""}`;
  const subject = (statistic: string) => ({ statistic, slice: null, model: isNamed ? name : null, x: number });
  const first = generations.find((each) => each.number === 0);
  const cut =
    (of: (texts: readonly Int32Array[]) => number | string): TextFigure =>
    (some) =>
      of(cutToBudget(shuffled(some, seed), budget.words));
  const row = (
    statistic: string,
    of: TextFigure,
    style: NumberStyle,
    claim: (figure: string) => string,
    range?: readonly [number, number],
  ) => tidyRow(subject(statistic), jackknifed(texts, of, seed, range), style, claim);
  const vendi = vendiOf(texts, { texts: budget.texts, seed });
  const counts = { n: texts.length, items: new Set(texts.map(({ record }) => record.cluster)).size, nulls: 0, ties: 0 };
  const figures = (of: (text: WordedText) => number) => texts.map((text) => ({ cluster: text.record.cluster, figure: of(text) }));
  const told = texts.some(({ record }) => record.isReal !== null);
  const real = shareFigure(
    figures(({ record }) => Number(record.isReal === true)),
    "no text",
  );
  const length = meanFigure(
    figures(({ words }) => words.length),
    "no text",
  );
  return [
    tidyRow(
      subject("rare-type survival"),
      survival(first === undefined ? null : rareTypes(first.texts), texts),
      "percent",
      (value) => `${value} of the words that generation 0 holds once or twice are in texts ${whose}`,
    ),
    row(
      "distinct-2",
      cut((some) => distinctN(some, 2)),
      "number",
      (value) => `Of pairs of words ${whose}, ${value} are distinct (share)`,
      shares,
    ),
    row(
      "1-gram entropy",
      cut((some) => nGramEntropy(some, 1, true)),
      "number",
      (value) => `Entropy of words ${whose} is ${value} nats`,
    ),
    row(
      "Vendi score, n-grams",
      (some) => vendi(shuffled(some, seed).slice(0, budget.texts)),
      "number",
      (value) => `Texts ${whose} are as varied as ${value} texts that share nothing`,
    ),
    tidyRow(
      subject("words a text"),
      measure(length, counts, { draws, seed }),
      "number",
      (value) => `Texts ${whose} have ${value} words on average`,
    ),
    ...(told
      ? [
          tidyRow(
            subject("share of real texts"),
            measure(real, counts, { draws, seed }),
            "percent",
            (value) => `${value} of texts ${whose} are real: people's, or of the data the chain began with`,
          ),
        ]
      : []),
    ...(first === undefined || number === 0
      ? []
      : driftRows(texts, { name: "generation 0", texts: first.texts }, subject, whose, { draws, seed })),
  ];
}

function finding(rows: readonly TidyRow[], chains: readonly Chain[], isNamed: boolean): string {
  const told = chains.flatMap(({ name }) => {
    const own = rows.filter(
      ({ statistic, model, estimate }) => statistic === "rare-type survival" && model === (isNamed ? name : null) && estimate !== null,
    );
    const last = own.at(-1);
    if (last === undefined || own.length < 2) return [];
    const { estimate: value, low, high } = last;
    return [`${figure({ value, low, high }, "percent")} by generation ${last.x}${isNamed ? ` (${name})` : ""}`];
  });
  if (told.length === 0) return rows[0]?.sentence ?? "Lineage is undefined: there is one generation only.";
  return `Of the words that generation 0 holds once or twice, there are left: ${told.join("; ")}.`;
}
