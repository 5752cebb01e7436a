import { meanFigure } from "../agreement/mean-statistic.ts";
import { type Counts, measure } from "../measured.ts";
import { difference, type SumStatistic } from "../sum-statistic.ts";
import type { WordedText } from "../texts/corpus.ts";
import { jackknifed, shares } from "../texts/grouped-jackknife.ts";
import { type Subject, type TidyRow, tidyRow } from "../tidy-row.ts";
import { openerDrift } from "./openers.ts";

/**
 * How far texts moved from those they are set against: their openings (total variation), their mean length in words as a difference and as
 * a ratio. Lengths are resampled by prompt, both sides on the same draws.
 */
export function driftRows(
  texts: readonly WordedText[],
  from: { readonly name: string; readonly texts: readonly WordedText[] },
  subject: (statistic: string) => Subject,
  whose: string,
  resampling: { readonly draws: number; readonly seed: number },
): readonly TidyRow[] {
  const both = [...texts, ...from.texts];
  const counts: Counts = { n: both.length, items: new Set(both.map(({ record }) => record.cluster)).size, nulls: 0, ties: 0 };
  const lengths = difference(meanLength(texts), meanLength(from.texts));
  return [
    tidyRow(
      subject("opening drift"),
      jackknifed(texts, (some) => openerDrift(some, from.texts), resampling.seed, shares),
      "number",
      (value) => `Openings ${whose} lie ${value} from those of ${from.name} (total variation, 0 alike, 1 apart)`,
    ),
    tidyRow(
      subject("length drift"),
      measure(
        { ...lengths, value: (totals) => told(totals, ([words, n, before, nBefore]) => (words * nBefore - before * n) / (n * nBefore)) },
        counts,
        resampling,
      ),
      "number",
      (value) => `Words a text ${whose}, less those of ${from.name}: ${value} on average`,
    ),
    tidyRow(
      subject("length drift, ratio"),
      measure(
        {
          ...lengths,
          value: (totals) =>
            told(totals, ([words, n, before, nBefore]) =>
              before === 0 ? `texts of ${from.name} have no word` : (words * nBefore) / (before * n),
            ),
        },
        counts,
        resampling,
      ),
      "number",
      (value) => `Texts ${whose} have ${value} times as many words as those of ${from.name}`,
    ),
  ];
}

function meanLength(texts: readonly WordedText[]): SumStatistic {
  return meanFigure(
    texts.map(({ words, record }) => ({ cluster: record.cluster, figure: words.length })),
    "one of the two has no text",
  );
}

type Sums = readonly [words: number, texts: number, wordsBefore: number, textsBefore: number];

/** In whole numbers up to the last step: what every draw gives is the same to the last digit. */
function told(
  [words = 0, texts = 0, wordsBefore = 0, textsBefore = 0]: Float64Array,
  of: (sums: Sums) => number | string,
): number | string {
  return texts === 0 || textsBefore === 0 ? "one of the two has no text" : of([words, texts, wordsBefore, textsBefore]);
}
