import { meanFigure, shareFigure } from "../agreement/mean-statistic.ts";
import { measure } from "../measured.ts";
import type { SumStatistic } from "../sum-statistic.ts";
import { corpusOf, type WordedText } from "../texts/corpus.ts";
import { jackknifed } from "../texts/grouped-jackknife.ts";
import type { TextReading } from "../texts/read-texts.ts";
import { wordCount } from "../texts/token-budget.ts";
import { counted, figure, type MeasureResult, type TidyRow, tidyRow } from "../tidy-row.ts";
import { driftRows } from "./drift-rows.ts";
import { embeddingsOf, withoutEmbedding } from "./embeddings.ts";
import { commonestOpener } from "./openers.ts";
import { type Budget, type CompressedSize, diversityFigures, embeddedVendi } from "./text-figures.ts";

export type DiversityOptions = {
  /** Words each group is cut to; never more than nine tenths of the smallest group. */
  readonly budget: number;
  /** Texts a group for self-BLEU and Vendi. */
  readonly texts: number;
  readonly draws: number;
  readonly seed: number;
  readonly compressedSize: CompressedSize;
};

/** A jackknife leaves a twentieth out, and what is left must still fill the budget. */
const shareOfSmallest = 0.9;

/**
 * How varied texts are, group by group at equal budgets of words, bytes and texts: distinct-n, entropy, self-BLEU,
 * compression, Vendi score; how they open and how long they are, and how far both moved from the first group.
 */
export function measureDiversity({ records, empty, groupedBy }: TextReading, options: DiversityOptions): MeasureResult {
  const { texts, vocabulary } = corpusOf(records);
  const names = [...new Set(records.map(({ group }) => group))];
  const groups = names.map((name) => ({ name, texts: texts.filter(({ record }) => record.group === name) }));
  if (groups.length === 0) return nothingToMeasure(empty);
  const budget = budgetOf(groups, vocabulary.length, options);
  const embeddings = embeddingsOf(
    groups.map((group) => group.texts.map(({ record }) => record)),
    options.texts,
  );
  const alone = groups.length === 1;
  const whose = (name: string): string => (alone ? "of all texts" : `of ${name}`);
  const [first] = groups;
  const rows = groups.flatMap((group) => {
    const subject = (statistic: string) => ({ statistic, slice: null, model: alone ? null : group.name });
    const own = diversityFigures(group.texts, budget, options.compressedSize, embeddings).map(
      ({ statistic, style, range, figure: textFigure, claim }) => {
        const row = tidyRow(subject(statistic), jackknifed(group.texts, textFigure, options.seed, range), style, (value) =>
          claim(value, whose(group.name)),
        );
        const isEmbedded = statistic === embeddedVendi;
        const left = isEmbedded ? withoutEmbedding(group.texts.map(({ record }) => record)) : null;
        const at = atBudget(statistic, isEmbedded ? { ...budget, texts: embeddings?.texts ?? budget.texts } : budget);
        return { ...row, reason: [row.reason ?? at, left].filter((words) => words !== null).join("; ") };
      },
    );
    const drift = first === undefined || first === group ? [] : driftRows(group.texts, first, subject, whose(group.name), options);
    return [...own, ...formRows(group, subject, whose(group.name), vocabulary, options), ...drift];
  });
  const dropped = rows.map((row) => ({ ...row, dropped: empty }));
  return { rows: dropped, sentence: finding(dropped, groups, groupedBy, budget) };
}

type Group = { readonly name: string; readonly texts: readonly WordedText[] };

function budgetOf(groups: readonly Group[], vocabulary: number, { budget, texts, seed }: DiversityOptions): Budget {
  const encoder = new TextEncoder();
  const least = (of: (group: Group) => number): number => Math.min(...groups.map(of));
  const bytes = least((group) => group.texts.reduce((sum, { record }) => sum + encoder.encode(record.text).length + 1, 0));
  return {
    words: Math.max(1, Math.min(budget, Math.floor(shareOfSmallest * least((group) => wordCount(group.texts))))),
    bytes: Math.max(1, Math.floor(shareOfSmallest * bytes)),
    texts: Math.max(1, Math.min(texts, Math.floor(shareOfSmallest * least((group) => group.texts.length)))),
    vocabulary,
    seed,
  };
}

function atBudget(statistic: string, { words, bytes, texts }: Budget): string {
  if (statistic === "compression ratio") return `at ${counted(bytes, "byte")} a group`;
  return statistic === "self-BLEU" || statistic.startsWith("Vendi")
    ? `at ${counted(texts, "text")} a group`
    : `at ${counted(words, "word")} a group`;
}

function formRows(
  group: Group,
  subject: (statistic: string) => { readonly statistic: string; readonly slice: null; readonly model: string | null },
  whose: string,
  vocabulary: readonly string[],
  { draws, seed }: DiversityOptions,
): readonly TidyRow[] {
  const counts = { n: group.texts.length, items: new Set(group.texts.map(({ record }) => record.cluster)).size, nulls: 0, ties: 0 };
  const figures = (of: (text: WordedText) => number) => group.texts.map((text) => ({ cluster: text.record.cluster, figure: of(text) }));
  const told = (statistic: SumStatistic) => measure(statistic, counts, { draws, seed });
  const opener = commonestOpener(group.texts);
  const opening = opener?.words.map((number) => vocabulary[number] ?? "").join(" ") ?? "";
  const isOpener = (text: WordedText): number => (text.words.subarray(0, 3).join(" ") === opener?.words.join(" ") ? 1 : 0);
  return [
    tidyRow(
      subject("commonest opening"),
      told(shareFigure(figures(isOpener), "no text")),
      "percent",
      (value) => `${value} of texts ${whose} begin “${opening} …”`,
    ),
    tidyRow(
      subject("words a text"),
      told(
        meanFigure(
          figures(({ words }) => words.length),
          "no text",
        ),
      ),
      "number",
      (value) => `Texts ${whose} have ${value} words on average`,
    ),
  ];
}

function finding(rows: readonly TidyRow[], groups: readonly Group[], groupedBy: string, budget: Budget): string {
  const told = rows.filter(({ statistic, estimate }) => statistic === "distinct-2" && estimate !== null);
  const written = ({ estimate: value, low, high }: TidyRow) => figure({ value, low, high }, "number");
  const sorted = [...told].sort((left, right) => (right.estimate ?? 0) - (left.estimate ?? 0));
  const [best, worst] = [sorted[0], sorted.at(-1)];
  if (best === undefined || worst === undefined)
    return rows.find(({ statistic }) => statistic === "distinct-2")?.sentence ?? "There is no text to measure.";
  if (groups.length === 1) return best.sentence;
  const at = `at ${counted(budget.words, "word")} each`;
  const without = groups.length - told.length;
  const undefinedOf = without === 0 ? "" : ` It is undefined of ${without} of ${counted(groups.length, "group")}.`;
  if (told.length === 1) return `Distinct-2 is ${written(best)} of ${best.model}, ${at}.${undefinedOf}`;
  const { low } = best;
  const { high } = worst;
  if (low === null || high === null)
    return `Distinct-2 runs from ${written(worst)} (${worst.model}) to ${written(best)} (${best.model}), ${at}: too little for intervals.${undefinedOf}`;
  return high < low
    ? `Of ${counted(groups.length, groupedBy === "table" ? "table" : "group")} by ${groupedBy}, ${best.model} is the most varied: distinct-2 ${written(best)} against ${written(worst)} of ${worst.model}, ${at}.${undefinedOf}`
    : `Distinct-2 runs from ${written(worst)} (${worst.model}) to ${written(best)} (${best.model}), ${at}: the intervals of ${groupedBy} overlap.${undefinedOf}`;
}

function nothingToMeasure(empty: number): MeasureResult {
  const reason = empty > 0 ? `none of ${counted(empty, "row")} holds a text` : "there are no rows";
  return { rows: [], sentence: `Diversity is undefined: ${reason}.` };
}
