import type { Judgement } from "../judgement.ts";
import type { MeasureOptions } from "../measure-options.ts";
import { figure, type MeasureResult, type TidyRow } from "../tidy-row.ts";
import { alternativeTestRows } from "./alternative-test-rows.ts";
import { dawidSkeneRows } from "./dawid-skene-rows.ts";
import { panelOf, slicesOfPanel } from "./panel.ts";

/**
 * Whose labels can be trusted: everybody's accuracy and confusions by Dawid and Skene's model, with how far errors go together before
 * it; and whether a judge may stand in for a person, by the alternative annotator test. The same again for every slice.
 */
export function measureAnnotators(judgements: readonly Judgement[], options: MeasureOptions = {}): MeasureResult {
  const panel = panelOf(judgements);
  const rows = slicesOfPanel(panel).flatMap(({ slice, panel: part }) => [
    ...dawidSkeneRows({ panel: part, slice, options }),
    ...alternativeTestRows({ panel: part, slice, options }),
  ]);
  return { rows, sentence: annotatorsSentence(rows) };
}

function annotatorsSentence(rows: readonly TidyRow[]): string {
  const of = (statistic: string) => rows.filter((row) => row.slice === null && row.statistic === statistic && row.estimate !== null);
  const ranked = of("dawid-skene accuracy").sort((left, right) => (right.estimate ?? 0) - (left.estimate ?? 0));
  const [best, worst] = [ranked[0], ranked.at(-1)];
  const written = (row: TidyRow) => figure({ value: row.estimate, low: row.low, high: row.high }, "percent");
  const accuracy =
    best && worst && best !== worst
      ? `Of ${ranked.length} annotators ${best.judge_a} is the most accurate (${written(best)}), ${worst.judge_a} the least (${written(worst)})`
      : null;
  const winner = of("winning rate").sort((left, right) => (right.estimate ?? 0) - (left.estimate ?? 0))[0];
  const sentences = [accuracy ? `${accuracy}${best?.reason ? `; but ${best.reason}` : ""}.` : null, winner?.sentence ?? null].filter(
    (sentence) => sentence !== null,
  );
  return sentences.length > 0
    ? sentences.join(" ")
    : (rows.find((row) => row.statistic !== "error correlation")?.sentence ?? "There are no judgements.");
}
