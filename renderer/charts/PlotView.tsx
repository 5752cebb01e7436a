import type { ChartPanel } from "#shared/charts/drawing.ts";
import { Bars } from "./Bars.tsx";
import { Dots } from "./Dots.tsx";
import { HeatTable } from "./HeatTable.tsx";
import { Histogram } from "./Histogram.tsx";
import { Points } from "./Points.tsx";
import { type PointPlot, pointFrame } from "./point-layout.ts";

export type PlotViewProps = {
  readonly panel: ChartPanel;
  /** The picture's accessible name, and its finding in words. */
  readonly name: string;
  readonly description: string;
  readonly width: number;
  /** The plot whose x axis this one shares. */
  readonly above: PointPlot | null;
};

/** One panel's picture as static SVG, as a report holds it. */
export function PlotView({ panel: { plot }, above, ...picture }: PlotViewProps) {
  switch (plot.type) {
    case "bar":
      return <Bars plot={plot} {...picture} />;
    case "dots":
      return <Dots plot={plot} {...picture} />;
    case "line":
    case "scatter":
      return <Points plot={plot} {...picture} />;
    case "histogram":
      return <Histogram plot={plot} above={above && pointFrame(above, picture.width)} {...picture} />;
    case "heatmap":
      return <HeatTable plot={plot} name={picture.name} opening={null} />;
  }
}
