import { people } from "../../statistics/bias/trait-rows.ts";
import type { TidyRow } from "../../statistics/tidy-row.ts";
import type { ChartContext } from "../chart-study.ts";
import type { ChartDrawing } from "../drawing.ts";
import { extremesFinding } from "../findings.ts";
import { paletteSize, seriesPalette } from "../palette.ts";
import { byJudge, dotPanels, evenly, noSlope } from "./draw-traits.ts";
import { intervalWords, itemsWords, withSlice } from "./marks.ts";

/** What each mark of layout adds with the others held, and how often the answer with more of it is preferred; people beside judges. */
export function drawFormat(rows: readonly TidyRow[], context: ChartContext): ChartDrawing | null {
  const starting = (prefix: string) => rows.filter(({ statistic }) => statistic.startsWith(prefix));
  const [joint, preferences] = [varying(starting("joint slope: ")), varying(starting("prefers more "))];
  const judges = [...new Set([...joint, ...preferences].map(({ judge_a }) => judge_a ?? ""))];
  const machines = judges.filter((judge) => judge !== people);
  const palette = seriesPalette(machines, context);
  // People come last and wear the colour that is left.
  const colorOf = (judge: string) => (judge === people ? freeColor(machines.map(palette)) : palette(judge));
  const series = (of: readonly TidyRow[], prefix: string) =>
    byJudge(of.filter(({ judge_a }) => judge_a !== null)).map(({ judge, rows: own }) => {
      return { name: judge, color: colorOf(judge), rows: own, categoryOf: ({ statistic }: TidyRow) => statistic.slice(prefix.length) };
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
  const constant = constantTraits(starting("joint slope: "));
  const [told, prefix, measured] =
    joint.length > 0 ? [joint, "joint slope: ", "the slope"] : [preferences, "prefers more ", "preference for more"];
  const ofJudges = told.filter(({ judge_a }) => judge_a !== people);
  const marks = ofJudges.map((row) => ({
    name: withSlice(row, `${row.statistic.slice(prefix.length)} by ${row.judge_a}`),
    value: row.estimate,
    low: row.low,
    high: row.high,
  }));
  return {
    title: "How far verdicts follow layout",
    caption: `Slopes of one model with length, lists, headers, bold, code, tables and the teachers' strength, ridge 0.5; shares of decisive verdicts, ${intervalWords}; ${itemsWords(ofJudges.length > 0 ? ofJudges : told)}${constant}.`,
    summary: told === joint ? extremesFinding(measured, marks, "number", noSlope) : extremesFinding(measured, marks, "percent", evenly),
    simulated: context.simulated ?? false,
    panels,
  };
}

/** The rows of traits that have a figure for somebody: a trait in which no two answers differ would only fill the panel with reasons. */
function varying(rows: readonly TidyRow[]): readonly TidyRow[] {
  const defined = new Set(rows.filter(({ estimate }) => estimate !== null).map(({ statistic }) => statistic));
  return rows.filter(({ statistic }) => defined.has(statistic));
}

function constantTraits(rows: readonly TidyRow[]): string {
  const shown = new Set(varying(rows).map(({ statistic }) => statistic));
  const names = [...new Set(rows.map(({ statistic }) => statistic))].filter((statistic) => !shown.has(statistic));
  return names.length === 0 ? "" : `; answers don't differ in ${names.map((name) => name.slice("joint slope: ".length)).join(", ")}`;
}

function freeColor(worn: readonly number[]): number {
  const free = Array.from({ length: paletteSize }, (_, color) => color).find((color) => !worn.includes(color));
  return free ?? worn.length % paletteSize;
}
