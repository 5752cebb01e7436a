import { panelOf, slicesOfPanel } from "../annotators/panel.ts";
import { styleOf } from "../headline.ts";
import type { Judgement } from "../judgement.ts";
import type { MeasureOptions } from "../measure-options.ts";
import { undefinedMeasure } from "../measured.ts";
import { figure, type MeasureResult, type TidyRow, tidyRow } from "../tidy-row.ts";
import { contradictions, obstacleOf, quantitiesOf, subjectsByItem } from "./correction-study.ts";
import { quantityRows } from "./quantity-rows.ts";
import { selectionOf } from "./selection.ts";

/**
 * What people would have said of everything, from their labels of a part and a judge's word on the whole: win rates, pass rates or
 * mean scores by model, prediction-powered, beside people alone and the judge alone; how many labels the judge is worth, and how
 * many more would buy an interval. Labels drawn with recorded unequal chances are weighted by their inverse. The same again for every slice.
 */
export function measureCorrection(judgements: readonly Judgement[], options: MeasureOptions = {}): MeasureResult {
  const panel = panelOf(judgements, { rule: "tie" });
  const obstacle = obstacleOf(panel);
  if (obstacle) {
    const refused = undefinedMeasure(obstacle, { n: 0, items: panel.items.length, nulls: 0, ties: 0, clusters: 0 });
    const row = tidyRow({ statistic: "corrected", slice: null }, refused, "percent", String);
    return { rows: [row], sentence: row.sentence };
  }
  const labelled = new Set(panel.items.filter(({ people }) => people.length > 0).map(({ item }) => item));
  const found = {
    subjects: subjectsByItem(judgements),
    selection: selectionOf(judgements, labelled),
    contradicted: contradictions(judgements),
  };
  const rows = slicesOfPanel(panel).flatMap(({ slice, panel: part }) =>
    part.judges.flatMap((judge) =>
      quantitiesOf(part, judge, found).flatMap((quantity) => quantityRows(quantity, { slice, selection: found.selection, options })),
    ),
  );
  return { rows, sentence: correctionSentence(rows) };
}

/** The corrected figure that gains most, beside what people and the judge say alone. */
function correctionSentence(rows: readonly TidyRow[]): string {
  const whole = rows.filter(({ slice }) => slice === null);
  const gains = whole.filter(({ statistic, estimate }) => statistic === "effective sample size" && estimate !== null);
  const best = gains.sort((left, right) => (right.estimate ?? 0) / right.n - (left.estimate ?? 0) / left.n)[0];
  const corrected = whole.filter(({ statistic }) => statistic === "corrected");
  const told = best ? corrected.find(({ judge_a, model }) => judge_a === best.judge_a && model === best.model) : corrected[0];
  if (!told) return whole[0]?.sentence ?? "There are no judgements.";
  const judge = whole.find((row) => row.statistic === "judge only" && row.judge_a === told.judge_a && row.model === told.model);
  if (!best || told.estimate === null || judge?.estimate === null || !judge) return told.sentence;
  const alone = figure({ value: judge.estimate, low: null, high: null }, styleOf(told));
  return `${told.sentence.replace(/\.$/, "")}; the judge alone says ${alone}, and its word makes ${told.n.toLocaleString("en")} labels worth ${Math.round(best.estimate ?? 0).toLocaleString("en")}.`;
}
