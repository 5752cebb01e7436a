import { strangerAmong } from "../annotators/outcome.ts";
import { type Panel, panelOf, slicesOfPanel } from "../annotators/panel.ts";
import { warnOfSelection } from "../annotators/unequal-selection.ts";
import type { Judgement } from "../judgement.ts";
import { type MeasureOptions, usualOptions } from "../measure-options.ts";
import { measure, undefinedMeasure } from "../measured.ts";
import { difference, type SumStatistic } from "../sum-statistic.ts";
import { counted, figure, type MeasureResult, type TidyRow, tidyRow } from "../tidy-row.ts";
import { judgeCalibration } from "./judge-calibration.ts";
import { type Prediction, predictionsOf } from "./predictions.ts";

/**
 * How far judges' probabilities come true, by what people said of the same items: reliability bins, expected calibration error
 * beside what chance alone would make of it, Brier with its parts, log-loss and AUROC, as given and recalibrated out of fold;
 * judges by their difference on shared items; the same again for every slice. p is averaged over both orders first.
 */
export function measureCalibration(judgements: readonly Judgement[], options: MeasureOptions = {}): MeasureResult {
  const panel = panelOf(judgements);
  const obstacle = obstacleOf(panel);
  if (obstacle) {
    const refused = undefinedMeasure(obstacle, { n: 0, items: 0, nulls: 0, ties: 0, clusters: 0 });
    const row = tidyRow({ statistic: "brier", slice: null }, refused, "number", String);
    return { rows: [row], sentence: row.sentence };
  }
  const found = slicesOfPanel(panel).flatMap(({ slice, panel: part }) => {
    const forecasts = part.judges.map((judge) => ({ judge, found: predictionsOf(part, judge, options.target ?? usualOptions.target) }));
    return [...forecasts.flatMap((each) => judgeCalibration({ ...each, slice, options })), ...differenceRows(forecasts, slice, options)];
  });
  const rows = warnOfSelection(found, judgements);
  return { rows, sentence: calibrationSentence(rows) };
}

function obstacleOf({ people, judges, items }: Panel): string | null {
  if (people.length === 0) return "no person labelled anything, so nothing says which forecasts came true";
  if (judges.length === 0) return "there is no judge beside the people";
  const stranger = strangerAmong(items.flatMap((item) => item.people));
  return stranger && `people said ${stranger}, and a probability can come true only of sides, or of met and not met`;
}

type Found = { readonly judge: string; readonly found: { readonly predictions: readonly Prediction[] } };

/** Two judges by their Brier scores on the items both forecast, on the same draws. */
function differenceRows(found: readonly Found[], slice: string | null, options: MeasureOptions): readonly TidyRow[] {
  return found.flatMap((first, index) =>
    found.slice(index + 1).flatMap((second) => {
      const [left, right] = [itemsOf(first), itemsOf(second)];
      const shared = [...left.keys()].filter((item) => right.has(item));
      if (shared.length === 0) return [];
      const counts = { n: shared.length, items: shared.length, nulls: 0, ties: 0 };
      const subject = { statistic: "difference of brier", slice, judge_a: first.judge, judge_b: second.judge };
      const gap = measure(difference(brier(shared, left), brier(shared, right)), counts, options.resampling);
      return tidyRow(subject, gap, "number", (value) => {
        return `${first.judge} minus ${second.judge}, Brier score: ${value} on ${counted(shared.length, "item")}; below 0 the first forecasts better`;
      });
    }),
  );
}

function itemsOf({ found }: Found): ReadonlyMap<string, Prediction> {
  return new Map(found.predictions.map((prediction) => [prediction.item, prediction]));
}

function brier(items: readonly string[], predictions: ReadonlyMap<string, Prediction>): SumStatistic {
  const contributions = items.flatMap((item) => {
    const prediction = predictions.get(item);
    return prediction ? [{ cluster: prediction.cluster, at: [0, 1], add: [(prediction.p - prediction.soft) ** 2, 1] }] : [];
  });
  return { width: 2, contributions, value: ([sum = 0, n = 0]) => (n === 0 ? "they forecast no item in common" : sum / n) };
}

/** The judge that forecasts worst, with its temperature, beside the best. */
function calibrationSentence(rows: readonly TidyRow[]): string {
  const of = (statistic: string) => rows.filter((row) => row.slice === null && row.statistic === statistic && row.estimate !== null);
  const ranked = of("brier").sort((left, right) => (left.estimate ?? 0) - (right.estimate ?? 0));
  const [best, worst] = [ranked[0], ranked.at(-1)];
  if (!best || !worst) return rows[0]?.sentence ?? "There are no judgements.";
  const written = (row: TidyRow | undefined) =>
    row ? figure({ value: row.estimate, low: row.low, high: row.high }, "number") : "undefined";
  const about = (judge: string | null) => {
    const own = (statistic: string) => of(statistic).find((row) => row.judge_a === judge);
    const temperature = own("temperature");
    const fitted = temperature ? `, temperature ${written(temperature)}` : "";
    return `expected calibration error ${written(own("ece equal width"))} where chance makes ${(own("ece equal width by chance")?.estimate ?? 0).toFixed(2)}${fitted}`;
  };
  const start = `${best.judge_a} on ${counted(best.items, "item")}: Brier score ${written(best)}, ${about(best.judge_a)}`;
  return best === worst
    ? `${start}.`
    : `The best forecasts are those of ${start}; the worst of ${ranked.length} judges those of ${worst.judge_a}: Brier score ${written(worst)}, ${about(worst.judge_a)}.`;
}
