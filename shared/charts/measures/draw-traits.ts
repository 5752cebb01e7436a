import type { TidyRow } from "../../statistics/tidy-row.ts";
import { numberAxis } from "../axis.ts";
import type { ChartContext } from "../chart-study.ts";
import type { BarMark, ChartPanel, NumberFormat, ReferenceLine } from "../drawing.ts";
import { paletteSize } from "../palette.ts";
import { drillTo } from "./drill-to.ts";
import { barOf, ends, slicesOf, titled } from "./marks.ts";

export const evenly: ReferenceLine = { axis: "x", value: 0.5, label: "neutral 50 %" };
export const noSlope: ReferenceLine = { axis: "x", value: 0, label: "no effect (0)" };

/** A series of dots: rows and the category each stands in; the colour of its place where it has none of its own. */
export type DotSeries = {
  readonly name: string;
  readonly color?: number;
  readonly rows: readonly TidyRow[];
  readonly categoryOf: (row: TidyRow) => string;
};

export type DotsPlan = {
  readonly title: string;
  readonly axis: string;
  readonly categories: string;
  readonly format: NumberFormat;
  readonly reference: ReferenceLine;
  readonly series: readonly DotSeries[];
};

/** A panel of dots for every slice that has a defined figure; one axis for all of them, so that slices compare. */
export function dotPanels(plan: DotsPlan, context: ChartContext): readonly ChartPanel[] {
  const all = plan.series.flatMap(({ rows }) => rows);
  if (all.every(({ estimate }) => estimate === null)) return [];
  const x = numberAxis([...ends(all), plan.reference.value], {
    label: plan.axis,
    format: plan.format,
    withZero: plan.reference.value === 0,
  });
  return slicesOf(all).flatMap((slice): readonly ChartPanel[] => {
    const series = plan.series.flatMap(({ name, color, rows, categoryOf }, index) => {
      const bars = rows
        .filter((row) => row.slice === slice)
        .map((row): BarMark => {
          // Where people stand beside a judge, the figure is theirs.
          return { ...barOf(row, categoryOf(row)), ...drillTo([row.judge_b ?? row.judge_a], row, context) };
        });
      return bars.length === 0 ? [] : [{ name, color: color ?? index % paletteSize, bars }];
    });
    const categories = [...new Set(series.flatMap(({ bars }) => bars.map(({ category }) => category)))];
    if (categories.length === 0) return [];
    const y = { label: plan.categories, categories };
    return [{ title: titled(plan.title, slice), plot: { type: "dots", x, y, series, reference: plan.reference } }];
  });
}

/** Rows of one judge each, by their judge. */
export function byJudge(rows: readonly TidyRow[]): readonly { readonly judge: string; readonly rows: readonly TidyRow[] }[] {
  const judges = [...new Set(rows.map(({ judge_a }) => judge_a ?? ""))];
  return judges.map((judge) => ({ judge, rows: rows.filter(({ judge_a }) => judge_a === judge) }));
}
