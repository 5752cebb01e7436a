import { styleOf } from "../../statistics/headline.ts";
import type { TidyRow } from "../../statistics/tidy-row.ts";
import { numberAxis } from "../axis.ts";
import type { ChartContext } from "../chart-study.ts";
import type { ChartDrawing, ChartPanel, NumberFormat, PointSeries } from "../drawing.ts";
import { extremesFinding } from "../findings.ts";
import { drillToSlice } from "./drill-to.ts";
import { ends, intervalWords, itemsWords, slicesOf, withSlice } from "./marks.ts";

const prefix = "residual disagreement, ";
const references = ["random", "oracle"];

/** Disagreement left against the share of items sent to people, each ranking between random and oracle. */
export function drawRouting(rows: readonly TidyRow[], context: ChartContext): ChartDrawing | null {
  const curves = rows.filter(({ statistic, estimate }) => statistic.startsWith(prefix) && estimate !== null);
  const lines = [...new Set(curves.map(nameOf))];
  const ranked = lines.filter((line) => !references.includes(line));
  if (ranked.length === 0) return null;
  const x = numberAxis([0, 1], { label: "share of items sent to people", format: "percent", withZero: true });
  const format: NumberFormat = curves.every((row) => styleOf(row) === "percent") ? "percent" : "number";
  const y = numberAxis(ends(curves.filter((row) => !references.includes(nameOf(row)))), {
    label: "disagreement left",
    format,
    withZero: true,
  });
  const panels = slicesOf(curves).map((slice): ChartPanel => {
    // What is left is a mean over all items, whichever of them are sent.
    const drill = drillToSlice({ slice }, context);
    const series = [...ranked, ...references].map((line, index): PointSeries => {
      const isReference = references.includes(line);
      const own = curves.filter((row) => row.slice === slice && nameOf(row) === line);
      const points = own.map(({ x: budget, estimate, low, high, n }) => ({
        x: budget ?? 0,
        y: estimate ?? 0,
        low: isReference ? null : low,
        high: isReference ? null : high,
        n,
        ...drill,
      }));
      return { name: line, color: isReference ? 0 : index, points, ...(isReference ? { isReference } : {}) };
    });
    return { title: slice, plot: { type: "line", x, y, series: series.filter(({ points }) => points.length > 0), reference: null } };
  });
  const gains = rows.filter(({ statistic }) => statistic.startsWith("routing gain, "));
  const marks = gains.map((row) => ({
    name: withSlice(row, row.statistic.replace("routing gain, ", "")),
    value: row.estimate,
    low: row.low,
    high: row.high,
  }));
  return {
    title: "What is left when the hardest items go to people",
    caption: `Disagreement of panel and people over all items, those sent counting as settled, against random and an oracle, ${intervalWords}; ${itemsWords(gains)}.`,
    summary: extremesFinding("the share saved of what an oracle would save", marks, "percent", {
      axis: "y",
      value: 0,
      label: "random (0)",
    }),
    simulated: context.simulated ?? false,
    panels,
  };
}

function nameOf({ statistic }: TidyRow): string {
  return statistic.slice(prefix.length);
}
