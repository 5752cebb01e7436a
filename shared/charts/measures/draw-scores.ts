import type { TidyRow } from "../../statistics/tidy-row.ts";
import type { ChartContext } from "../chart-study.ts";
import type { ChartDrawing, ReferenceLine } from "../drawing.ts";
import { type JudgeDots, judgeDots, judgeDrawing } from "./judge-dots.ts";
import { intervalWords, itemsWords } from "./marks.ts";

const asPanel: ReferenceLine = { axis: "x", value: 0, label: "as the panel (0)" };

const plans: readonly JudgeDots[] = [
  {
    title: "Severity: below 0 severe, above mild",
    label: "scores from the panel on the same answers",
    format: "number",
    series: [{ statistic: "severity", name: "severity" }],
    reference: asPanel,
    holds: [0],
  },
  {
    title: "Spread of scores",
    label: "standard deviation",
    format: "number",
    series: [{ statistic: "spread", name: "spread" }],
    holds: [0],
  },
  {
    title: "Scores at the ends of the scale",
    label: "share of scores",
    format: "percent",
    series: [
      { statistic: "share at top", name: "at the top" },
      { statistic: "share at bottom", name: "at the bottom" },
    ],
  },
  {
    title: "Halo: criteria that move together",
    label: "mean correlation between criteria",
    format: "number",
    series: [{ statistic: "halo", name: "halo" }],
    holds: [0, 1],
  },
];

/** How each judge uses the scale. */
export function drawScores(rows: readonly TidyRow[], context: ChartContext): ChartDrawing | null {
  const panels = plans.flatMap((plan) => judgeDots(rows, plan, context));
  const told = rows.some(({ statistic, estimate }) => statistic === "severity" && estimate !== null) ? "severity" : "spread";
  const caption = `Each judge's use of the scale, ${intervalWords}; ${itemsWords(rows.filter(({ statistic }) => statistic === told))}.`;
  return judgeDrawing(rows, panels, { title: "How judges use the scale", caption, statistic: told, format: "number" }, context);
}
