import type { TidyRow } from "../../statistics/tidy-row.ts";
import { numberAxis } from "../axis.ts";
import type { ChartContext } from "../chart-study.ts";
import type { ChartDrawing, ChartPanel, ReferenceLine } from "../drawing.ts";
import { extremesFinding } from "../findings.ts";
import { areModels, paletteOf } from "../palette.ts";
import { drillTo } from "./drill-to.ts";
import { barOf, ends, intervalWords, itemsWords, slicesOf, withSlice } from "./marks.ts";

/** Position: the preference for the first shown against one half, and which way conflicts lean. */
export function drawPosition(rows: readonly TidyRow[], context: ChartContext): ChartDrawing | null {
  const of = (statistic: string) => rows.filter((row) => row.statistic === statistic);
  const [preferences, conflicts] = [of("first preference"), of("conflict rate")];
  const [first, second, flips] = [of("conflicts towards first"), of("conflicts towards second"), of("flip rate of repeats")];
  const told = conflicts.some(({ estimate }) => estimate !== null) ? conflicts : preferences;
  const judges = [...new Set(preferences.map(({ judge_a }) => judge_a ?? ""))];
  if (judges.length === 0 || told.every(({ estimate }) => estimate === null)) return null;
  const familyColor = areModels(judges, context) ? paletteOf(judges, context) : () => 0;
  const x = { label: "judge", categories: judges };
  const neutral: ReferenceLine = { axis: "y", value: 0.5, label: "neutral 50 %" };
  const preferenceAxis = numberAxis([...ends(preferences), 0.5, 1], {
    label: "decisive verdicts for the first shown",
    format: "percent",
    withZero: true,
  });
  const conflictAxis = numberAxis([...ends(first), ...ends(second), ...ends(flips)], {
    label: "comparisons that change with the order",
    format: "percent",
    withZero: true,
  });
  const titled = (name: string, slice: string | null) => (slice === null ? name : `${name}, ${slice}`);
  const panels = slicesOf(preferences).flatMap((slice): readonly ChartPanel[] => {
    const bars = (part: readonly TidyRow[]) =>
      part
        .filter((row) => row.slice === slice)
        .map((row) => ({ ...barOf(row, row.judge_a ?? ""), ...drillTo([row.judge_a], row, context) }));
    const preference: ChartPanel = {
      title: titled("Preference for the answer shown first", slice),
      plot: {
        type: "bar",
        x,
        y: preferenceAxis,
        reference: neutral,
        series: [{ name: "first shown", color: 0, bars: bars(preferences).map((bar) => ({ ...bar, color: familyColor(bar.category) })) }],
      },
    };
    const series = [
      { name: "towards the first", color: 0, bars: bars(first) },
      { name: "towards the second", color: 1, bars: bars(second) },
      ...(flips.some(({ estimate }) => estimate !== null) ? [{ name: "flips of repeats in one order", color: 5, bars: bars(flips) }] : []),
    ];
    if (bars(first).length === 0) return [preference];
    return [
      preference,
      { title: titled("Verdicts that change with the order", slice), plot: { type: "bar", x, y: conflictAxis, reference: null, series } },
    ];
  });
  const marks = told.map((row) => ({ name: withSlice(row, row.judge_a ?? ""), value: row.estimate, low: row.low, high: row.high }));
  const measured = told === conflicts ? "the share of verdicts that change with the order" : "preference for the answer shown first";
  return {
    title: "How far the place of an answer decides",
    caption: `Share of decisive verdicts for the answer shown first, and of comparisons in both orders whose verdict changes, ${intervalWords}; ${itemsWords(told)}.`,
    summary: extremesFinding(measured, marks, "percent", told === preferences ? neutral : null),
    simulated: context.simulated ?? false,
    panels,
  };
}
