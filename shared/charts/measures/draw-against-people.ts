import type { TidyRow } from "../../statistics/tidy-row.ts";
import { numberAxis } from "../axis.ts";
import type { ChartContext } from "../chart-study.ts";
import type { BarSeries, ChartPanel, ReferenceLine } from "../drawing.ts";
import { areModels, paletteOf } from "../palette.ts";
import { barOf, drillTo, ends, pointSeries, slicesOf, titled } from "./marks.ts";

type Figures = { readonly own: string; readonly ceiling: string; readonly format: "percent" | "number"; readonly label: string };

const figures: readonly Figures[] = [
  { own: "percent agreement with people", ceiling: "ceiling: percent agreement", format: "percent", label: "same vote as a person" },
  { own: "spearman with people", ceiling: "ceiling: spearman", format: "number", label: "Spearman's correlation with a person" },
  { own: "agreement with people's majority", ceiling: "", format: "percent", label: "same vote as most people" },
];

/** Each judge with people beside what people reach with one another, and cost against agreement; empty without people. */
export function drawAgainstPeople(rows: readonly TidyRow[], context: ChartContext): readonly ChartPanel[] {
  const found = figures.find(({ own }) => rows.some((row) => row.statistic === own && row.estimate !== null));
  if (!found) return [];
  return slicesOf(rows).flatMap((slice) => {
    const part = rows.filter((row) => row.slice === slice);
    return [ceilingPanel(part, found, slice, context), ...costPanel(part, slice, context)];
  });
}

function ceilingPanel(
  rows: readonly TidyRow[],
  { own, ceiling, format, label }: Figures,
  slice: string | null,
  context: ChartContext,
): ChartPanel {
  const judged = rows.filter(({ statistic }) => statistic === own);
  const ceilings = rows.filter(({ statistic }) => statistic === ceiling);
  const judges = judged.map(({ judge_a }) => judge_a ?? "");
  const colorOf = areModels(judges, context) ? paletteOf(judges, context) : () => 0;
  const bar = (row: TidyRow) => ({ ...barOf(row, row.judge_a ?? ""), ...drillTo([row.judge_a], context) });
  const series: readonly BarSeries[] = [
    { name: "judge with people", color: 0, bars: judged.map((row) => ({ ...bar(row), color: colorOf(row.judge_a ?? "") })) },
    { name: "people with one another: the ceiling", color: 5, bars: ceilings.map(barOfCeiling) },
  ];
  const x = numberAxis([...ends(judged), ...ends(ceilings), 0, 1], { label, format, withZero: true });
  return {
    title: titled("Judges with people, and the ceiling on the same items", slice),
    plot: {
      type: "dots",
      x,
      y: { label: "judge", categories: judges },
      series: series.filter(({ bars }) => bars.length > 0),
      reference: null,
    },
  };
}

function barOfCeiling(row: TidyRow) {
  return barOf(row, row.judge_a ?? "");
}

/** A point a judge; people's own agreement is the line to reach. */
function costPanel(rows: readonly TidyRow[], slice: string | null, context: ChartContext): readonly ChartPanel[] {
  const costs = new Map(rows.filter(({ statistic }) => statistic === "cost per 1,000 verdicts").map((row) => [row.judge_a, row.estimate]));
  const agreements = rows.filter(({ statistic }) => statistic === "agreement with people's majority");
  const placed = agreements.flatMap((row) => {
    const cost = costs.get(row.judge_a) ?? null;
    return cost === null || row.estimate === null ? [] : [{ row, x: cost, y: row.estimate }];
  });
  if (placed.length === 0) return [];
  const people = rows.find(({ statistic, judge_a }) => statistic === "leave-one-out agreement" && judge_a === null)?.estimate ?? null;
  const reference: ReferenceLine | null = people === null ? null : { axis: "y", value: people, label: "a person with most others" };
  const x = numberAxis(
    placed.map((point) => point.x),
    { label: "cost per 1,000 verdicts", format: "usd", withZero: true },
  );
  const y = numberAxis([...ends(placed.map(({ row }) => row)), people], {
    label: "agreement with most people",
    format: "percent",
    withZero: false,
  });
  return [
    { title: titled("Cost against agreement", slice), plot: { type: "scatter", x, y, series: pointSeries(placed, context), reference } },
  ];
}
