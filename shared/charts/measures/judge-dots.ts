import { people } from "../../statistics/bias/trait-rows.ts";
import type { TidyRow } from "../../statistics/tidy-row.ts";
import { numberAxis } from "../axis.ts";
import type { ChartContext } from "../chart-study.ts";
import type { BarMark, BarSeries, ChartDrawing, ChartPanel, NumberFormat, ReferenceLine } from "../drawing.ts";
import { extremesFinding } from "../findings.ts";
import { areModels, paletteOf } from "../palette.ts";
import { statisticWords } from "../statistic-words.ts";
import { drillTo } from "./drill-to.ts";
import { barOf, ends, slicesOf, titled, withSlice } from "./marks.ts";

/** Whose rows a figure is of, where not the judge's alone. */
export type Whose = "people" | "judge and people";

/** A panel that sets one figure, or two of the same unit, of every judge beside the other judges'. */
export type JudgeDots = {
  readonly title: string;
  readonly label: string;
  readonly format: NumberFormat;
  /** The statistic of each series with the words of its key; the first filled, the next hollow. */
  readonly series: readonly { readonly statistic: string; readonly name: string; readonly of?: Whose }[];
  readonly reference?: ReferenceLine;
  /** Values the axis must hold beside those measured. */
  readonly holds?: readonly number[];
};

/** One panel a slice in which a figure is defined; a judge wears its family's colour in all series. */
export function judgeDots(rows: readonly TidyRow[], plan: JudgeDots, context: ChartContext): readonly ChartPanel[] {
  const own = rows.filter(
    (row) => row.judge_a !== null && row.judge_b === null && plan.series.some(({ statistic }) => statistic === row.statistic),
  );
  const judges = [...new Set(own.map(({ judge_a }) => judge_a ?? ""))];
  const colorOf = areModels(judges, context) ? paletteOf(judges, context) : () => 0;
  const x = numberAxis([...ends(own), ...(plan.holds ?? [])], {
    label: plan.label,
    format: plan.format,
    withZero: plan.format === "percent",
  });
  return slicesOf(rows).flatMap((slice): readonly ChartPanel[] => {
    const part = own.filter((row) => row.slice === slice);
    if (part.every(({ estimate }) => estimate === null)) return [];
    const series = plan.series.flatMap(({ statistic, name, of }): readonly BarSeries[] => {
      const bars = part
        .filter((row) => row.statistic === statistic)
        .map((row): BarMark => {
          const judge = row.judge_a ?? "";
          return { ...barOf(row, judge), color: colorOf(judge), ...drillTo(judgesOf(judge, of), row, context) };
        });
      return bars.length === 0 ? [] : [{ name, color: 0, bars }];
    });
    const categories = judges.filter((judge) => part.some((row) => row.judge_a === judge));
    const plot = { type: "dots", x, y: { label: "judge", categories }, series, reference: plan.reference ?? null } as const;
    return [{ title: titled(plan.title, slice), plot }];
  });
}

function judgesOf(judge: string, of: Whose | undefined): readonly string[] {
  if (of === undefined) return [judge];
  return of === "people" ? [people] : [judge, people];
}

/** The drawing of these panels, told by the extremes of one statistic; null when there is nothing to see. */
export function judgeDrawing(
  rows: readonly TidyRow[],
  panels: readonly ChartPanel[],
  words: { readonly title: string; readonly caption: string; readonly statistic: string; readonly format: NumberFormat },
  context: ChartContext,
): ChartDrawing | null {
  if (panels.length === 0) return null;
  const told = rows.filter((row) => row.statistic === words.statistic && row.judge_a !== null);
  const marks = told.map((row) => ({ name: withSlice(row, row.judge_a ?? ""), value: row.estimate, low: row.low, high: row.high }));
  return {
    title: words.title,
    caption: words.caption,
    summary: extremesFinding(statisticWords(words.statistic), marks, words.format, null),
    simulated: context.simulated ?? false,
    panels,
  };
}
