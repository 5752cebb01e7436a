import type { NumberFormat, Plot } from "#shared/charts/drawing.ts";
import { writeFigure, writeNumber } from "#shared/charts/write-number.ts";

export type PlotTable = { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] };

/** The figures of a plot as a table: what a reader gets who cannot see it. */
export function plotTable(plot: Plot): PlotTable {
  switch (plot.type) {
    case "bar":
      return {
        columns: [plot.x.label, "series", plot.y.label, "n"],
        rows: plot.series.flatMap((series) =>
          series.bars.map((bar) => [bar.category, series.name, figure(bar, plot.y.format), size(bar.n)]),
        ),
      };
    case "line":
    case "scatter":
      return {
        columns: [plot.x.label, "series", plot.y.label, "n"],
        rows: plot.series.flatMap((series) =>
          series.points.map((point) => [
            writeNumber(point.x, plot.x.format),
            series.name,
            figure({ ...point, value: point.y, note: null }, plot.y.format),
            size(point.n),
          ]),
        ),
      };
    case "histogram":
      return {
        columns: [plot.x.label, "series", plot.y.label],
        rows: plot.series.flatMap((series) =>
          series.bins.map((bin) => [
            `${writeNumber(bin.from, plot.x.format)} – ${writeNumber(bin.to, plot.x.format)}`,
            series.name,
            writeNumber(bin.count, "number"),
          ]),
        ),
      };
    case "heatmap":
      return {
        columns: [plot.y.label, plot.x.label, plot.label, "n"],
        rows: plot.cells.map((cell) => [cell.y, cell.x, figure(cell, plot.format), size(cell.n)]),
      };
  }
}

type Mark = { readonly value: number | null; readonly low: number | null; readonly high: number | null; readonly note: string | null };

function figure({ value, low, high, note }: Mark, format: NumberFormat): string {
  if (value === null) return note === null ? "undefined" : `undefined: ${note}`;
  const written = writeFigure({ value, low, high }, format);
  return note === null ? written : `${written} (${note})`;
}

function size(n: number | null): string {
  return n === null ? "" : writeNumber(n, "number");
}
