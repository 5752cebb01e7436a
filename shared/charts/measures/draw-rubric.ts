import type { TidyRow } from "../../statistics/tidy-row.ts";
import { numberAxis } from "../axis.ts";
import type { ChartContext } from "../chart-study.ts";
import type { BarMark, ChartDrawing, ChartPanel, NumberFormat } from "../drawing.ts";
import { extremesFinding } from "../findings.ts";
import { seriesPalette } from "../palette.ts";
import { drillToCriterion } from "./drill-to.ts";
import { barOf, ends, intervalWords, itemsWords, slicesOf, titled, withSlice } from "./marks.ts";
import { groupsOf } from "./row-groups.ts";

const mostJudges = 6;

/** Criterion by criterion: how well it tells good answers from bad, how often it is met, how far judges agree on it. */
export function drawRubric(rows: readonly TidyRow[], context: ChartContext): ChartDrawing | null {
  const of = (statistic: string) => rows.filter((row) => row.statistic === statistic);
  const [discrimination, passes] = [of("discrimination"), of("pass rate")];
  const panels = [
    ...barPanels({ title: "Discrimination", axis: "upper less lower 27 %, points", format: "points", rows: discrimination }, context),
    ...barPanels({ title: "Pass rate", axis: "answers that meet it", format: "percent", rows: passes }, context),
    ...barPanels({ title: "Agreement on each criterion", axis: "Gwet's AC1", format: "number", rows: of("criterion ac1") }, context),
  ];
  if (panels.length === 0) return null;
  const told = discrimination.some(({ estimate }) => estimate !== null) ? discrimination : passes;
  const marks = told.map((row) => ({
    name: withSlice(row, `${row.criterion} by ${row.judge_a}`),
    value: row.estimate,
    low: row.low,
    high: row.high,
  }));
  const measured = told === discrimination ? "discrimination" : "the pass rate";
  return {
    title: "What each criterion tells",
    caption: `Discrimination D, the share met in the upper 27 % of scores minus the lower; pass rates; agreement of pairs of judges, ${intervalWords}; ${itemsWords(told)}.`,
    summary: extremesFinding(measured, marks, told === discrimination ? "points" : "percent", null),
    simulated: context.simulated ?? false,
    panels,
  };
}

type BarPlan = { readonly title: string; readonly axis: string; readonly format: NumberFormat; readonly rows: readonly TidyRow[] };

/** A bar for each criterion, a series a judge, or a pair of them. */
function barPanels({ title, axis, format, rows }: BarPlan, context: ChartContext): readonly ChartPanel[] {
  if (rows.every(({ estimate }) => estimate === null)) return [];
  const y = numberAxis(ends(rows), { label: axis, format, withZero: true });
  return slicesOf(rows).map((slice): ChartPanel => {
    const part = rows.filter((row) => row.slice === slice);
    const judges = groupsOf(part, judgesOf).slice(0, mostJudges);
    const names = judges.map(([first]) => (first ? judgesOf(first) : ""));
    const colorOf = seriesPalette(names, context);
    const series = judges.map((own, index) => ({
      name: names[index] ?? "",
      color: colorOf(names[index] ?? ""),
      bars: own.map((row) => markOf(row, context)),
    }));
    const categories = [...new Set(part.map(({ criterion }) => criterion ?? ""))];
    return { title: titled(title, slice), plot: { type: "bar", x: { label: "criterion", categories }, y, series, reference: null } };
  });
}

function judgesOf({ judge_a, judge_b }: TidyRow): string {
  return [judge_a, judge_b].filter((judge) => judge !== null).join(" and ");
}

function markOf(row: TidyRow, context: ChartContext): BarMark {
  const criterion = row.criterion ?? "";
  return { ...barOf(row, criterion), ...drillToCriterion([row.judge_a, row.judge_b], row, context) };
}
