import type { Plot, PointMark } from "#shared/charts/drawing.ts";
import { writeFigure, writeNumber } from "#shared/charts/write-number.ts";
import { axisScales, type Frame, leadOf, type PlacedMark, plotFrame, type Scales } from "./frame.ts";
import { variantsOf } from "./ink.ts";
import { alongLine, type PointLabel, placeLabels } from "./point-labels.ts";
import { spread, textWidth } from "./scale.ts";

export type PointPlot = Extract<Plot, { type: "line" | "scatter" }>;

export type PlacedPoint = { readonly x: number; readonly y: number; readonly low: number | null; readonly high: number | null };

export type PlacedSeries = {
  readonly name: string;
  readonly color: number;
  readonly variant: number;
  readonly isReference: boolean;
  readonly isRibbon: boolean;
  readonly points: readonly PlacedPoint[];
};

export type PointLayout = {
  readonly frame: Frame;
  readonly scales: Scales;
  readonly series: readonly PlacedSeries[];
  /** Names at the lines' ends, moved apart; only those of reference lines where a key above names the series. */
  readonly endLabels: readonly EndLabel[];
  readonly labels: readonly PointLabel[];
  /** Points that have words of their own, also where these find no room. */
  readonly labelled: readonly { readonly x: number; readonly y: number }[];
  readonly marks: readonly PlacedMark[];
};

export type EndLabel = { readonly series: PlacedSeries; readonly y: number; readonly from: PlacedPoint };

const mostEndLabels = 6;
const endLabelRoom = 184;
const largestSquare = 380;
/** Wide enough for the counts of a histogram that shares the square's axis. */
const squareLeft = 52;

/** Both axes run from 0 to 100 % and the diagonal is what to compare with: a reliability diagram. */
export function isSquare({ x, y, reference }: PointPlot): boolean {
  const isShare = ({ domain, format }: PointPlot["x"]): boolean => format === "percent" && domain[0] === 0 && domain[1] === 1;
  return reference?.axis === "diagonal" && isShare(x) && isShare(y);
}

export function pointFrame(plot: PointPlot, width: number): Frame {
  const named = plot.series.filter((series) => isNamedAtItsEnd(plot, series));
  const widest = Math.max(...named.map(({ name }) => textWidth(name)), 0);
  const right = widest > 0 ? Math.min(endLabelRoom, width * 0.5, widest + 36) : 14;
  if (!isSquare(plot)) return plotFrame(width, 280, plot.y, right);
  const frame = plotFrame(width, 280, plot.y, right);
  const left = Math.max(frame.left, squareLeft);
  const side = Math.max(50, Math.min(largestSquare, width - right - left));
  return { ...frame, left, right: left + side, bottom: frame.top + side, height: frame.top + side + 44 };
}

/** The series a key above has to name. */
export function keyedSeries(plot: PointPlot): PointPlot["series"] {
  return plot.series.filter((series) => !series.isReference && !series.isRibbon && !isNamedAtItsEnd(plot, series));
}

function isNamedAtItsEnd({ type, series }: PointPlot, { isReference, isRibbon }: PointPlot["series"][number]): boolean {
  if (isReference || isRibbon) return isReference === true;
  const own = series.filter((each) => !each.isReference && !each.isRibbon);
  return type === "line" && series.length > 1 && own.length <= mostEndLabels;
}

export function layoutPoints(plot: PointPlot, width: number): PointLayout {
  const frame = pointFrame(plot, width);
  return placePoints(plot, frame, axisScales(plot.x, plot.y, frame));
}

export function placePoints(plot: PointPlot, frame: Frame, scales: Scales): PointLayout {
  const { x: placeX, y: placeY } = scales;
  const placed = ({ x, y, low, high }: PointMark): PlacedPoint => ({
    x: placeX(x),
    y: placeY(y),
    low: low === null ? null : placeY(low),
    high: high === null ? null : placeY(high),
  });
  const variants = variantsOf(plot.series);
  const series = plot.series.map(({ name, color, points, isReference = false, isRibbon = false }, index) => ({
    name,
    color,
    variant: variants[index] ?? 0,
    isReference,
    isRibbon,
    points: points.map(placed),
  }));
  const ends = series.flatMap((part, index) => {
    const [own, from] = [plot.series[index], part.points.at(-1)];
    return own && from && isNamedAtItsEnd(plot, own) ? [{ series: part, from }] : [];
  });
  const heights = spread(
    ends.map(({ from }) => from.y),
    15,
    [frame.top, frame.bottom],
  );
  const endLabels = ends.map((end, index) => ({ ...end, y: heights[index] ?? end.from.y }));
  const labelled = plot.series.flatMap(({ points }) =>
    points.flatMap(({ x, y, label }) => (label === undefined ? [] : [{ x: placeX(x), y: placeY(y), label }])),
  );
  const lines = series
    .filter(({ isReference, isRibbon }) => isReference || (plot.type === "line" && !isRibbon))
    .map(({ points }) => points);
  const dots = series.filter(({ isReference, isRibbon }) => !isReference && !isRibbon).flatMap(({ points }) => points);
  const labels = labelled.length === 0 ? [] : placeLabels(labelled, [...dots, ...lines.flatMap(alongLine)], frame);
  return { frame, scales, series, endLabels, labels, labelled, marks: marksOf(plot, scales) };
}

function marksOf(plot: PointPlot, { x: placeX, y: placeY }: Scales): readonly PlacedMark[] {
  const told = plot.series.filter(({ isRibbon }) => !isRibbon);
  const named = told.length > 1;
  return told.flatMap(({ name, points }) =>
    points.map((point): PlacedMark => {
      const figure = writeFigure({ value: point.y, low: point.low, high: point.high }, plot.y.format);
      const at = `${plot.x.label} ${writeNumber(point.x, plot.x.format)}`;
      const size = point.n === null || point.n === 1 ? "" : `, n ${writeNumber(point.n, "number")}`;
      return {
        x: placeX(point.x),
        y: placeY(point.y),
        name: [point.label, named && name !== point.label ? name : null, at].filter(Boolean).join(", "),
        figure: `${plot.y.label} ${figure}${size}`,
        note: point.note ?? null,
        ...leadOf(point),
      };
    }),
  );
}
