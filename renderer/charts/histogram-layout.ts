import type { Plot } from "#shared/charts/drawing.ts";
import { writeNumber } from "#shared/charts/write-number.ts";
import { axisScales, type Frame, type PlacedMark, plotFrame, type Scales } from "./frame.ts";
import { variantsOf } from "./ink.ts";

export type HistogramPlot = Extract<Plot, { type: "histogram" }>;

export type HistogramLayout = {
  readonly frame: Frame;
  readonly series: readonly {
    readonly name: string;
    readonly color: number;
    readonly variant: number;
    readonly bins: readonly { readonly from: number; readonly to: number; readonly top: number }[];
  }[];
  readonly marks: readonly PlacedMark[];
};

const heightBelow = 112;

/** `above`: the frame of the picture whose x axis the histogram shares. */
export function histogramFrame(plot: HistogramPlot, width: number, above: Frame | null): Frame {
  if (above === null) return plotFrame(width, 260, plot.y, 14);
  const frame = plotFrame(width, heightBelow, plot.y, 14);
  return { ...frame, left: above.left, right: above.right, bottom: frame.height - 26 };
}

/** The axis below a picture that has named it already. */
export function sharedAxis({ x }: HistogramPlot, above: Frame | null): HistogramPlot["x"] {
  return above === null ? x : { ...x, label: "" };
}

export function layoutHistogram(plot: HistogramPlot, width: number, above: Frame | null): HistogramLayout {
  const frame = histogramFrame(plot, width, above);
  return placeBins(plot, frame, axisScales(plot.x, plot.y, frame));
}

export function placeBins(plot: HistogramPlot, frame: Frame, { x: placeX, y: placeY }: Scales): HistogramLayout {
  const variants = variantsOf(plot.series);
  const series = plot.series.map(({ name, color, bins }, index) => ({
    name,
    color,
    variant: variants[index] ?? 0,
    bins: bins.map(({ from, to, count }) => ({ from: placeX(from), to: placeX(to), top: placeY(count) })),
  }));
  const write = (edge: number) => writeNumber(edge, plot.x.format);
  const marks = plot.series.flatMap(({ name, bins }) =>
    bins.map(({ from, to, count, drill }): PlacedMark => {
      const range = `${plot.x.label} ${write(from)} to ${write(to)}`;
      const [x, y] = [(placeX(from) + placeX(to)) / 2, placeY(count)];
      return {
        x,
        y,
        name: plot.series.length > 1 ? `${name}, ${range}` : range,
        figure: `${writeNumber(count, "number")} rows`,
        note: null,
        ...(drill ? { drill } : {}),
      };
    }),
  );
  return { frame, series, marks };
}
