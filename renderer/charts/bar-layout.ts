import type { BarMark, Plot } from "#shared/charts/drawing.ts";
import { writeFigure, writeNumber, writerFor } from "#shared/charts/write-number.ts";
import { barKeys } from "./bar-keys.ts";
import { type Frame, leadOf, type PlacedMark, plotFrame } from "./frame.ts";
import { variantsOf } from "./ink.ts";
import { along, type Place, tenths, textWidth } from "./scale.ts";

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
  readonly place: Place;
  readonly marks: readonly PlacedMark[];
};

const labelRoom = 200;
/** A figure's value is bold, and so wider than its letters are counted. */
const boldRoom = 1.1;
const rowHeight = 18;
/** Names beside lying marks; a band that holds two lines of one is this high. */
export const nameSize = 13;
const twoLines = 38;

/** How high a band must be for its names, beside marks that want `height`. */
export function bandFor(names: readonly string[], left: number, height: number): number {
  return names.some((name) => textWidth(name, nameSize) > left - 12) ? Math.max(height, twoLines) : height;
}

/** Room for names at the left: for the longest, at most `most` pixels. */
export function nameRoom(names: readonly string[], most: number): number {
  return Math.min(most, Math.max(...names.map((name) => textWidth(name, nameSize)), 24) + 12);
}

/** The picture before any value is placed: its frame, and how wide each category's band and each bar in it are. */
export type BarGrid = {
  readonly direction: "across" | "up";
  readonly frame: Frame;
  readonly bandWidth: number;
  readonly thickness: number;
  /** From one series' bar to the next. */
  readonly step: number;
};

/** Where values stand, and the middle of each category's band. */
export type BarScales = { readonly value: Place; readonly category: (name: string) => number };

/**
 * Bars lie when their names are long or many, so that names and figures read straight; they stand for a few short
 * categories such as scores.
 */
export function barGrid(plot: BarPlot, width: number): BarGrid {
  const { categories } = plot.x;
  const band = (width - 80) / Math.max(1, categories.length);
  // A lying bar has room to say why it is undefined.
  const defined = plot.series.every(({ bars }) => bars.every(({ value }) => value !== null));
  const standing =
    defined && categories.length >= 3 && categories.every((category) => textWidth(category) <= band - 6 && category.length <= 10);
  return standing ? standingGrid(plot, width) : lyingGrid(plot, width);
}

function lyingGrid(plot: BarPlot, width: number): BarGrid {
  const { categories } = plot.x;
  const write = barWriter(plot);
  const figures = plot.series.flatMap(({ bars }) => bars.flatMap((bar) => (bar.value === null ? [] : [figureOf(bar, plot, write)])));
  const left = nameRoom(categories, Math.min(labelRoom, width * 0.4));
  const right = Math.min(width * 0.4, Math.max(...figures.map((figure) => textWidth(figure)), 0) * boldRoom + 12);
  const bandWidth = bandFor(categories, left, Math.max(30, plot.series.length * rowHeight + 12));
  const top = plot.reference ? 26 : 6;
  const bottom = top + bandWidth * Math.max(1, categories.length);
  const frame = { width, height: bottom + 44, left, right: width - right, top, bottom };
  return { direction: "across", frame, bandWidth, thickness: plot.series.length === 1 ? 14 : rowHeight - 6, step: rowHeight };
}

function standingGrid(plot: BarPlot, width: number): BarGrid {
  const frame = plotFrame(width, 260, plot.y, 8);
  const bandWidth = (frame.right - frame.left) / plot.x.categories.length;
  const step = Math.min(44, (bandWidth * 0.74) / plot.series.length);
  return { direction: "up", frame, bandWidth, thickness: Math.max(2, step - 2), step };
}

export function layoutBars(plot: BarPlot, width: number): BarLayout {
  const grid = barGrid(plot, width);
  const { direction, frame, bandWidth } = grid;
  const indices = new Map(plot.x.categories.map((category, index) => [category, index]));
  const start = direction === "across" ? frame.top : frame.left;
  return placeBars(plot, grid, {
    value: along(plot.y, direction === "across" ? [frame.left, frame.right] : [frame.bottom, frame.top]),
    category: (name) => start + bandWidth * ((indices.get(name) ?? 0) + 0.5),
  });
}

export function placeBars(plot: BarPlot, grid: BarGrid, { value: place, category }: BarScales): BarLayout {
  const { direction, frame, bandWidth, thickness, step } = grid;
  const bands = plot.x.categories.map((name) => ({ category: name, middle: category(name), width: bandWidth }));
  const write = barWriter(plot);
  const middles = new Map(bands.map(({ category, middle }) => [category, middle]));
  const variants = variantsOf(barKeys(plot.series));
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
        across: tenths(middle - thickness / 2),
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
      // A count is its own n.
      figure: mark.n === null || mark.n === mark.value ? figure : `${figure}, n ${writeNumber(mark.n, "number")}`,
      note: mark.value === null ? null : mark.note,
      ...leadOf(mark),
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
