import type { TidyRow } from "../../statistics/tidy-row.ts";
import { numberAxis } from "../axis.ts";
import type { ChartContext } from "../chart-study.ts";
import type { ChartDrawing, ChartPanel, Drill, NumberAxis, PointMark, ReferenceLine } from "../drawing.ts";
import { extremesFinding } from "../findings.ts";
import { areModels, paletteOf } from "../palette.ts";
import { drillTo } from "./drill-to.ts";
import { intervalWords, itemsWords, titled, withSlice } from "./marks.ts";
import { groupsOf } from "./row-groups.ts";

const mostPairs = 6;
const perfect: ReferenceLine = { axis: "diagonal", value: 0, label: "comes true as often as said" };
const share: Omit<NumberAxis, "label"> = { domain: [0, 1], ticks: [0, 0.2, 0.4, 0.6, 0.8, 1], format: "percent" };

/** A reliability diagram a judge, with how many forecasts stand in each bin below it. */
export function drawCalibration(rows: readonly TidyRow[], context: ChartContext): ChartDrawing | null {
  const bins = rows.filter(({ statistic }) => statistic === "reliability bin");
  const groups = groupsOf(bins, ({ judge_a, slice }) => JSON.stringify([slice, judge_a]));
  const shown = groups.filter((group) => group.some(({ estimate }) => estimate !== null)).slice(0, mostPairs);
  if (shown.length === 0) return null;
  const judges = [...new Set(shown.map(([first]) => first?.judge_a ?? ""))];
  const colorOf = areModels(judges, context) ? paletteOf(judges, context) : () => 0;
  const counts = numberAxis(shown.flat().map(countOf), { label: "items", format: "number", withZero: true });
  const panels = shown.flatMap((group) => pairOf(group, { colorOf, counts, context }));
  const errors = rows.filter(({ statistic }) => statistic === "ece equal width");
  const marks = errors.map((row) => ({ name: withSlice(row, row.judge_a ?? ""), value: row.estimate, low: row.low, high: row.high }));
  const cut = shown.length < groups.length ? `, ${shown.length} of ${groups.length} judges and slices` : "";
  return {
    title: "How often what judges say comes true",
    caption: `Share of items that came true by people's labels, at the mean probability of each bin, ${intervalWords}, and the items in each bin${cut}; ${itemsWords(errors)}.`,
    summary: extremesFinding("expected calibration error", marks, "number", null),
    simulated: context.simulated ?? false,
    panels,
  };
}

type Look = { readonly colorOf: (judge: string) => number; readonly counts: NumberAxis; readonly context: ChartContext };

/** Bins come in their order, so that a bin's place tells where it begins. */
function pairOf(bins: readonly TidyRow[], { colorOf, counts, context }: Look): readonly ChartPanel[] {
  const { judge_a, slice } = bins[0] ?? { judge_a: null, slice: null };
  const judge = judge_a ?? "";
  const lead = (index: number) => drillToBin(bins, index, context);
  const points = bins.flatMap((row, index): readonly PointMark[] => {
    const { x, estimate, low, high, n, reason } = row;
    return x === null || estimate === null ? [] : [{ x, y: estimate, low, high, n, note: low === null ? reason : null, ...lead(index) }];
  });
  const edges = bins.map((row, index) => ({
    from: index / bins.length,
    to: (index + 1) / bins.length,
    count: countOf(row),
    ...lead(index),
  }));
  const series = { name: judge, color: colorOf(judge) };
  return [
    {
      title: titled(judge, slice),
      plot: {
        type: "scatter",
        x: { label: "mean probability said", ...share },
        y: { label: "came true", ...share },
        series: [{ ...series, points }],
        reference: perfect,
      },
    },
    {
      title: titled(`${judge}: items in each bin`, slice),
      plot: { type: "histogram", x: { label: "probability said", ...share }, y: counts, series: [{ ...series, bins: edges }] },
    },
  ];
}

function countOf({ n, ties }: TidyRow): number {
  return n + ties;
}

/** The bin's rows by their own p. A confidence stands for p and 1 − p, which no filter says. */
function drillToBin(bins: readonly TidyRow[], index: number, context: ChartContext): { readonly drill?: Drill } {
  const column = context.source?.columns.p;
  const row = bins[index];
  const { drill } = row ? drillTo([row.judge_a], row, context) : {};
  const isConfidence = bins.slice(0, Math.floor(bins.length / 2)).every((row) => countOf(row) === 0);
  if (column === undefined || drill === undefined || isConfidence) return {};
  const edge = (place: number): string => String(Number((place / bins.length).toFixed(6)));
  return {
    drill: [
      ...drill,
      { column, operator: index === 0 ? ">=" : ">", value: edge(index) },
      { column, operator: "<=", value: edge(index + 1) },
    ],
  };
}
