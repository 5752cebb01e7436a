import type { TidyRow } from "../../statistics/tidy-row.ts";
import { numberAxis } from "../axis.ts";
import type { ChartContext } from "../chart-study.ts";
import type { ChartDrawing, ChartPanel, HeatCell, ReferenceLine } from "../drawing.ts";
import { extremesFinding } from "../findings.ts";
import { colorScale } from "../heatmap.ts";
import { barOf, ends, intervalWords, itemsWords, slicesOf, withSlice } from "./marks.ts";

export function drawAgreement(rows: readonly TidyRow[], context: ChartContext): ChartDrawing | null {
  const ofPairs = (statistic: string) => rows.filter((row) => row.statistic === statistic && row.judge_b !== null);
  const judges = [
    ...new Set(ofPairs("cohen kappa").flatMap(({ judge_a, judge_b }) => [judge_a, judge_b].filter((judge) => judge !== null))),
  ].sort();
  if (judges.length < 2) return null;
  if (judges.length === 2) return drawOnePair(rows, judges, context);
  // Scores have no kappa; alpha takes their distances.
  const statistic = ofPairs("cohen kappa").some(({ estimate }) => estimate !== null) ? "cohen kappa" : "krippendorff alpha";
  return drawMatrix(ofPairs(statistic), pairStatistics[statistic] ?? statistic, judges, context);
}

/** Three judges and more: one figure for every pair, diverging from chance at zero. */
function drawMatrix(pairs: readonly TidyRow[], measured: string, judges: readonly string[], context: ChartContext): ChartDrawing {
  const estimates = pairs.map(({ estimate }) => estimate);
  const scale = colorScale([...estimates, 1], 0, "number");
  const panels = slicesOf(pairs).map((slice): ChartPanel => {
    const cells = pairs
      .filter((row) => row.slice === slice)
      .flatMap((row) => [cellOf(row, row.judge_a, row.judge_b), cellOf(row, row.judge_b, row.judge_a)]);
    const axis = { label: "judge", categories: judges };
    return { title: slice, plot: { type: "heatmap", x: axis, y: axis, label: measured, format: "number", cells, scale } };
  });
  const marks = pairs.map((row) => ({
    name: withSlice(row, `${row.judge_a} and ${row.judge_b}`),
    value: row.estimate,
    low: row.low,
    high: row.high,
  }));
  return {
    title: "Agreement of each pair of judges beyond chance",
    caption: `${measured}, 0 being agreement by chance and 1 complete, with ${intervalWords}; ${itemsWords(pairs)}.`,
    summary: extremesFinding(measured, marks, "number", { axis: "y", value: 0, label: `chance (${measured} 0)` }),
    simulated: context.simulated ?? false,
    panels,
  };
}

function cellOf({ estimate, low, high, items, reason }: TidyRow, x: string | null, y: string | null): HeatCell {
  return { x: x ?? "", y: y ?? "", value: estimate, low, high, n: items, note: estimate === null ? reason : null };
}

const pairStatistics: { readonly [statistic: string]: string } = {
  "percent agreement": "percent agreement",
  "cohen kappa": "Cohen's kappa",
  "krippendorff alpha": "Krippendorff's alpha",
};

/** Two judges: their three figures beside each other. */
function drawOnePair(rows: readonly TidyRow[], [first, second]: readonly string[], context: ChartContext): ChartDrawing {
  const pair = rows.filter((row) => row.judge_b !== null && Object.hasOwn(pairStatistics, row.statistic));
  const reference: ReferenceLine = { axis: "y", value: 0, label: "chance (κ, α = 0)" };
  const marks = pair.map((row) => ({ row, bar: barOf(row, pairStatistics[row.statistic] ?? row.statistic) }));
  const axis = numberAxis([...ends(pair), 0, 1], { label: "agreement", format: "number", withZero: true });
  const panels = slicesOf(pair).map(
    (slice): ChartPanel => ({
      title: slice,
      plot: {
        type: "bar",
        x: { label: "statistic", categories: Object.values(pairStatistics) },
        y: axis,
        series: [{ name: "agreement", color: 0, bars: marks.filter(({ row }) => row.slice === slice).map(({ bar }) => bar) }],
        reference,
      },
    }),
  );
  return {
    title: `Agreement of ${first} and ${second}`,
    caption: `Percent agreement as a share of 1, kappa and alpha beyond chance, ${intervalWords}; ${itemsWords(pair)}.`,
    summary: pair.find((row) => row.statistic === "cohen kappa" && row.slice === null)?.sentence ?? "",
    simulated: context.simulated ?? false,
    panels,
  };
}
