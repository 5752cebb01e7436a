import type { TidyRow } from "../../statistics/tidy-row.ts";
import type { ChartContext } from "../chart-study.ts";
import type { ChartDrawing } from "../drawing.ts";
import { extremesFinding } from "../findings.ts";
import { byJudge, dotPanels, evenly, noSlope, people } from "./draw-traits.ts";
import { intervalWords, itemsWords, withSlice } from "./marks.ts";

/** What each mark of layout adds with the others held, and how often the answer with more of it is preferred; people beside judges. */
export function drawFormat(rows: readonly TidyRow[], context: ChartContext): ChartDrawing | null {
  const starting = (prefix: string) => rows.filter(({ statistic }) => statistic.startsWith(prefix));
  const [joint, preferences] = [starting("joint slope: "), starting("prefers more ")];
  const series = (of: readonly TidyRow[], prefix: string) =>
    byJudge(of.filter(({ judge_a }) => judge_a !== null)).map(({ judge, rows: own }) => {
      return { name: judge, rows: own, categoryOf: ({ statistic }: TidyRow) => statistic.slice(prefix.length) };
    });
  const panels = [
    ...dotPanels(
      {
        title: "What each trait adds, the others and the teachers' strength held",
        axis: "log-odds per standard deviation",
        categories: "trait",
        format: "number",
        reference: noSlope,
        series: series(joint, "joint slope: "),
      },
      context,
    ),
    ...dotPanels(
      {
        title: "Preference for the answer with more",
        axis: "decisive verdicts for the answer with more",
        categories: "trait",
        format: "percent",
        reference: evenly,
        series: series(preferences, "prefers more "),
      },
      context,
    ),
  ];
  if (panels.length === 0) return null;
  const told = joint.filter(({ judge_a }) => judge_a !== people);
  const marks = told.map((row) => ({
    name: withSlice(row, `${row.statistic.slice("joint slope: ".length)} by ${row.judge_a}`),
    value: row.estimate,
    low: row.low,
    high: row.high,
  }));
  return {
    title: "How far verdicts follow layout",
    caption: `Slopes of one model with length, lists, headers, bold, code, tables and the teachers' strength, ridge 0.5; shares of decisive verdicts, ${intervalWords}; ${itemsWords(told)}.`,
    summary: extremesFinding("the slope", marks, "number", noSlope),
    simulated: context.simulated ?? false,
    panels,
  };
}
