import type { Plot, PointMark } from "#shared/charts/drawing.ts";
import { writeFigure, writeNumber } from "#shared/charts/write-number.ts";
import { type Frame, linearScales, type PlacedMark, plotFrame, type Scales } from "./frame.ts";
import { variantsOf } from "./ink.ts";
import { spread, textWidth } from "./scale.ts";

export type PointPlot = Extract<Plot, { type: "line" | "scatter" }>;

export type PlacedPoint = { readonly x: number; readonly y: number; readonly low: number | null; readonly high: number | null };

export type PointLayout = {
  readonly frame: Frame;
  readonly scales: Scales;
  readonly series: readonly {
    readonly name: string;
    readonly color: number;
    readonly variant: number;
    readonly points: readonly PlacedPoint[];
  }[];
  /** Names at the lines' ends, moved apart; null where a key above names the series. */
  readonly endLabels: readonly { readonly name: string; readonly y: number; readonly from: PlacedPoint; readonly color: number }[] | null;
  readonly marks: readonly PlacedMark[];
};

export const mostEndLabels = 6;
const endLabelRoom = 140;

export function pointFrame(plot: PointPlot, width: number): Frame {
  const widest = Math.max(...plot.series.map(({ name }) => textWidth(name)), 0);
  return plotFrame(width, 280, plot.y, namesEnds(plot) ? Math.min(endLabelRoom, width * 0.3, widest + 20) : 14);
}

function namesEnds({ type, series }: PointPlot): boolean {
  return type === "line" && series.length > 1 && series.length <= mostEndLabels;
}

export function layoutPoints(plot: PointPlot, width: number): PointLayout {
  const frame = pointFrame(plot, width);
  return placePoints(plot, frame, linearScales(plot.x, plot.y, frame));
}

export function placePoints(plot: PointPlot, frame: Frame, scales: Scales): PointLayout {
  const { x: placeX, y: placeY } = scales;
  const named = plot.series.length > 1;
  const placed = ({ x, y, low, high }: PointMark): PlacedPoint => ({
    x: placeX(x),
    y: placeY(y),
    low: low === null ? null : placeY(low),
    high: high === null ? null : placeY(high),
  });
  const variants = variantsOf(plot.series);
  const series = plot.series.map(({ name, color, points }, index) => ({
    name,
    color,
    variant: variants[index] ?? 0,
    points: points.map(placed),
  }));
  const ends = series.flatMap(({ name, color, points }) => {
    const from = points.at(-1);
    return from ? [{ name, color, from }] : [];
  });
  const heights = spread(
    ends.map(({ from }) => from.y),
    15,
    [frame.top, frame.bottom],
  );
  const marks = plot.series.flatMap(({ name, points }) =>
    points.map((point): PlacedMark => {
      const figure = writeFigure({ value: point.y, low: point.low, high: point.high }, plot.y.format);
      const at = `${plot.x.label} ${writeNumber(point.x, plot.x.format)}`;
      const size = point.n === null || point.n === 1 ? "" : `, n ${writeNumber(point.n, "number")}`;
      return {
        x: placeX(point.x),
        y: placeY(point.y),
        name: named ? `${name}, ${at}` : at,
        figure: `${plot.y.label} ${figure}${size}`,
        note: point.note ?? null,
      };
    }),
  );
  const endLabels = namesEnds(plot) ? ends.map((end, index) => ({ ...end, y: heights[index] ?? end.from.y })) : null;
  return { frame, scales, series, endLabels, marks };
}
