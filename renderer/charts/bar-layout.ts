import type { BarMark, Plot } from "#shared/charts/drawing.ts";
import { writeFigure, writeNumber, writerFor } from "#shared/charts/write-number.ts";
import type { Frame, PlacedMark } from "./frame.ts";
import { plotFrame } from "./frame.ts";
import { variantsOf } from "./ink.ts";
import { linear, textWidth } from "./scale.ts";

export type BarPlot = Extract<Plot, { type: "bar" }>;

export type PlacedBar = {
  readonly mark: BarMark;
  readonly color: number;
  readonly variant: number;
  /** Along the value axis, in pixels: where bars start, the value, the ends of the interval. */
  readonly zero: number;
  readonly end: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Across it: the bar's near edge and thickness. */
  readonly across: number;
  readonly thickness: number;
  /** Written beside the bar. */
  readonly figure: string;
};

export type BarLayout = {
  readonly direction: "across" | "up";
  readonly frame: Frame;
  readonly bars: readonly PlacedBar[];
  /** The middle of each category's band. */
  readonly bands: readonly { readonly category: string; readonly middle: number; readonly width: number }[];
  readonly place: (value: number) => number;
  readonly marks: readonly PlacedMark[];
};

const labelRoom = 200;
const rowHeight = 18;

/**
 * Bars lie when their names are long or many, so that names and figures read straight; they stand for a few short
 * categories such as scores.
 */
export function layoutBars(plot: BarPlot, width: number, height = 260): BarLayout {
  const { categories } = plot.x;
  const band = (width - 80) / Math.max(1, categories.length);
  // A lying bar has room to say why it is undefined.
  const defined = plot.series.every(({ bars }) => bars.every(({ value }) => value !== null));
  const standing =
    defined && categories.length >= 3 && categories.every((category) => textWidth(category) <= band - 6 && category.length <= 10);
  return standing ? layoutStanding(plot, width, height) : layoutLying(plot, width);
}

function layoutLying(plot: BarPlot, width: number): BarLayout {
  const { categories } = plot.x;
  const write = barWriter(plot);
  const figures = plot.series.flatMap(({ bars }) => bars.flatMap((bar) => (bar.value === null ? [] : [figureOf(bar, plot, write)])));
  const left = Math.min(labelRoom, Math.max(...categories.map((category) => textWidth(category, 13)), 24) + 12);
  const right = Math.min(width * 0.4, Math.max(...figures.map((figure) => textWidth(figure)), 0) + 12);
  const bandHeight = Math.max(30, plot.series.length * rowHeight + 12);
  const top = plot.reference ? 26 : 6;
  const frame = {
    width,
    height: top + bandHeight * Math.max(1, categories.length) + 44,
    left,
    right: width - right,
    top,
    bottom: top + bandHeight * Math.max(1, categories.length),
  };
  const place = linear(plot.y.domain, [frame.left, frame.right]);
  const bands = categories.map((category, index) => ({ category, middle: top + bandHeight * (index + 0.5), width: bandHeight }));
  const thickness = plot.series.length === 1 ? 14 : rowHeight - 6;
  return finish("across", plot, { frame, place, bands, thickness, step: rowHeight });
}

function layoutStanding(plot: BarPlot, width: number, height: number): BarLayout {
  const frame = plotFrame(width, height, plot.y, 8);
  const place = linear(plot.y.domain, [frame.bottom, frame.top]);
  const bandWidth = (frame.right - frame.left) / plot.x.categories.length;
  const bands = plot.x.categories.map((category, index) => ({
    category,
    middle: frame.left + bandWidth * (index + 0.5),
    width: bandWidth,
  }));
  const step = Math.min(44, (bandWidth * 0.74) / plot.series.length);
  return finish("up", plot, { frame, place, bands, thickness: Math.max(2, step - 2), step });
}

type Grid = {
  readonly frame: Frame;
  readonly place: (value: number) => number;
  readonly bands: BarLayout["bands"];
  readonly thickness: number;
  readonly step: number;
};

function finish(direction: BarLayout["direction"], plot: BarPlot, { frame, place, bands, thickness, step }: Grid): BarLayout {
  const write = barWriter(plot);
  const middles = new Map(bands.map(({ category, middle }) => [category, middle]));
  const variants = variantsOf(plot.series);
  const placed = (value: number | null) => (value === null ? null : place(value));
  const bars = plot.series.flatMap((series, index) =>
    series.bars.map((mark): PlacedBar & { readonly series: string } => {
      const middle = (middles.get(mark.category) ?? 0) + (index - (plot.series.length - 1) / 2) * step;
      return {
        series: series.name,
        mark,
        color: mark.color ?? series.color,
        variant: variants[index] ?? 0,
        zero: place(Math.min(Math.max(0, plot.y.domain[0]), plot.y.domain[1])),
        end: placed(mark.value),
        low: placed(mark.low),
        high: placed(mark.high),
        across: Math.round((middle - thickness / 2) * 10) / 10,
        thickness,
        figure: figureOf(mark, plot, write),
      };
    }),
  );
  const marks = bars.map(({ series, mark, zero, end, across, figure }): PlacedMark => {
    const middle = across + thickness / 2;
    const name = [mark.category, plot.series.length > 1 ? series : null].filter(Boolean).join(", ");
    const [x, y] = direction === "across" ? [end ?? zero, middle] : [middle, end ?? zero];
    return {
      x,
      y,
      name,
      figure: mark.n === null ? figure : `${figure}, n ${writeNumber(mark.n, "number")}`,
      note: mark.value === null ? null : mark.note,
    };
  });
  return { direction, frame, bars, bands, place, marks };
}

/** The figures of all bars written alike. */
export function barWriter({ y, series }: BarPlot): (value: number) => string {
  return writerFor(
    series.flatMap(({ bars }) => bars.map(({ value }) => value)),
    y.format,
  );
}

function figureOf({ value, low, high, note }: BarMark, plot: BarPlot, write: (value: number) => string): string {
  return value === null ? `undefined: ${note ?? "no value"}` : writeFigure({ value, low, high }, plot.y.format, write);
}
