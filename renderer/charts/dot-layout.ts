import type { BarMark, Plot } from "#shared/charts/drawing.ts";
import { writeFigure, writeNumber, writerFor } from "#shared/charts/write-number.ts";
import { barKeys } from "./bar-keys.ts";
import { bandFor, nameRoom } from "./bar-layout.ts";
import { type Frame, leadOf, type PlacedMark } from "./frame.ts";
import { variantsOf } from "./ink.ts";
import { along, type Place, textWidth } from "./scale.ts";

export type DotPlot = Extract<Plot, { type: "dots" }>;

export type PlacedDot = {
  readonly mark: BarMark;
  readonly series: string;
  readonly color: number;
  readonly variant: number;
  readonly y: number;
  /** Null: undefined. */
  readonly x: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** The figure, and its interval where there is room for it. */
  readonly value: string;
  readonly interval: string;
};

export type DotLayout = {
  readonly frame: Frame;
  readonly bandHeight: number;
  readonly dots: readonly PlacedDot[];
  readonly bands: readonly { readonly category: string; readonly middle: number }[];
  readonly place: Place;
  readonly marks: readonly PlacedMark[];
};

/** Where values stand, and the middle of each category's band. */
export type DotScales = { readonly value: Place; readonly category: (name: string) => number };

const labelRoom = 220;
const step = 18;
const singleBand = 28;
const figureGap = 14;

export function dotBand({ y }: DotPlot, { top, bottom }: Frame): number {
  return (bottom - top) / Math.max(1, y.categories.length);
}

/** Names at the left, figures in a column of their own at the right, the dots between them. */
export function dotFrame(plot: DotPlot, width: number): Frame {
  const { categories } = plot.y;
  const figures = figuresOf(plot);
  const left = nameRoom(categories, Math.min(labelRoom, width * 0.45));
  const band = bandFor(categories, left, plot.series.length <= 1 ? singleBand : plot.series.length * step + 10);
  const whole = Math.max(...figures.map(({ value, interval }) => textWidth(`${value}${interval}`)), 0);
  const short = Math.max(...figures.map(({ value }) => textWidth(value)), 0);
  const right = figureGap + (showsIntervals(width) ? whole : short);
  const top = plot.reference ? 26 : 8;
  const bottom = top + band * Math.max(1, categories.length);
  return { width, height: bottom + 44, left, right: width - right, top, bottom };
}

/** A narrow picture keeps its room for the dots; the interval is drawn all the same. */
function showsIntervals(width: number): boolean {
  return width >= 440;
}

export function layoutDots(plot: DotPlot, width: number): DotLayout {
  const frame = dotFrame(plot, width);
  const indices = new Map(plot.y.categories.map((category, index) => [category, index]));
  return placeDots(plot, frame, {
    value: along(plot.x, [frame.left, frame.right]),
    category: (name) => frame.top + dotBand(plot, frame) * ((indices.get(name) ?? 0) + 0.5),
  });
}

export function placeDots(plot: DotPlot, frame: Frame, { value: place, category }: DotScales): DotLayout {
  const variants = variantsOf(barKeys(plot.series));
  const write = writerOf(plot);
  const placed = (value: number | null): number | null => (value === null ? null : place(value));
  const dots = plot.series.flatMap((series, index) =>
    series.bars.map((mark): PlacedDot => {
      const { value, interval } = figureOf(mark, plot, write);
      return {
        mark,
        series: series.name,
        color: mark.color ?? series.color,
        variant: variants[index] ?? 0,
        y: category(mark.category) + (index - (plot.series.length - 1) / 2) * step,
        x: placed(mark.value),
        low: placed(mark.low),
        high: placed(mark.high),
        value,
        interval: showsIntervals(frame.width) ? interval : "",
      };
    }),
  );
  const marks = dots
    .map((dot) => markOf(dot, plot, frame, write))
    // Read down the picture, dodged ones together, whatever the order of the series.
    .sort((left, right) => left.y - right.y);
  const bands = plot.y.categories.map((name) => ({ category: name, middle: category(name) }));
  return { frame, bandHeight: dotBand(plot, frame), dots, bands, place, marks };
}

function markOf({ mark, series, x, y }: PlacedDot, plot: DotPlot, frame: Frame, write: Write): PlacedMark {
  const { value, low, high, n, note } = mark;
  const figure = value === null ? `undefined: ${note ?? "no value"}` : writeFigure({ value, low, high }, plot.x.format, write);
  return {
    x: x ?? frame.left,
    y,
    name: [mark.category, plot.series.length > 1 ? series : null].filter(Boolean).join(", "),
    figure: n === null ? figure : `${figure}, n ${writeNumber(n, "number")}`,
    note: value === null ? null : note,
    ...leadOf(mark),
  };
}

type Write = (value: number) => string;

function writerOf({ x, series }: DotPlot): Write {
  return writerFor(
    series.flatMap(({ bars }) => bars.map(({ value }) => value)),
    x.format,
  );
}

function figuresOf(plot: DotPlot): readonly { readonly value: string; readonly interval: string }[] {
  const write = writerOf(plot);
  return plot.series.flatMap(({ bars }) => bars.map((bar) => figureOf(bar, plot, write)));
}

function figureOf({ value, low, high }: BarMark, plot: DotPlot, write: Write) {
  if (value === null) return { value: "–", interval: "" };
  const written = write(value);
  return { value: written, interval: writeFigure({ value, low, high }, plot.x.format, write).slice(written.length) };
}
