import type { TidyRow } from "../../statistics/tidy-row.ts";
import { numberAxis } from "../axis.ts";
import type { ChartContext } from "../chart-study.ts";
import type { ChartDrawing, ChartPanel } from "../drawing.ts";
import { extremesFinding, type NamedMark } from "../findings.ts";
import { intervalWords, itemsWords, pointSeries, slicesOf, titled } from "./marks.ts";

/** Noise against bias, a labelled point a judge; people stand at no bias by definition. */
export function drawNoiseBias(rows: readonly TidyRow[], context: ChartContext): ChartDrawing | null {
  const placed = rows
    .filter(({ statistic, estimate }) => statistic === "variance" && estimate !== null)
    .flatMap((row) => {
      const bias = rows.find((each) => each.statistic === "bias" && each.slice === row.slice && each.judge_a === row.judge_a);
      if (bias === undefined || bias.estimate === null || row.estimate === null) return [];
      return [{ row, bias, x: bias.estimate, y: row.estimate, ...(row.judge_a === null ? { name: "people" } : {}) }];
    });
  if (placed.every(({ row }) => row.judge_a === null)) return null;
  const x = numberAxis(
    placed.map((point) => point.x),
    { label: "bias: most labels differ from most people's", format: "percent", withZero: true },
  );
  const y = numberAxis(
    placed.flatMap(({ row }) => [row.estimate, row.low, row.high]),
    { label: "noise: a label differs from most others of its source", format: "percent", withZero: true },
  );
  const panels = slicesOf(placed.map(({ row }) => row)).map((slice): ChartPanel => {
    const own = placed.filter(({ row }) => row.slice === slice);
    return {
      title: slice === null ? null : titled("Noise against bias", slice),
      plot: { type: "scatter", x, y, series: pointSeries(own, context), reference: null },
    };
  });
  const told = placed.filter(({ row }) => row.slice === null);
  return {
    title: "Noise and bias of judges beside people",
    caption: `Noise with ${intervalWords}; both undefined with one label an item; ${itemsWords(told.map(({ row }) => row))}.`,
    summary: [
      extremesFinding(
        "bias",
        told.filter(({ row }) => row.judge_a !== null).map(({ row, bias }) => markOf(row, bias)),
        "percent",
        null,
      ),
      ...told.filter(({ row }) => row.judge_a === null).map(({ row }) => row.sentence),
    ].join(" "),
    simulated: context.simulated ?? false,
    panels,
  };
}

function markOf({ judge_a }: TidyRow, { estimate, low, high }: TidyRow): NamedMark {
  return { name: judge_a ?? "people", value: estimate, low, high };
}
