import type { ChartPanel } from "#shared/charts/drawing.ts";
import { Bars } from "./Bars.tsx";
import { HeatTable } from "./HeatTable.tsx";
import { Histogram } from "./Histogram.tsx";
import { Points } from "./Points.tsx";

export type PlotViewProps = {
  readonly panel: ChartPanel;
  /** The picture's accessible name, and its finding in words. */
  readonly name: string;
  readonly description: string;
  readonly width: number;
};

/** One panel's picture as static SVG, as a report holds it. */
export function PlotView({ panel: { plot }, ...picture }: PlotViewProps) {
  switch (plot.type) {
    case "bar":
      return <Bars plot={plot} {...picture} />;
    case "line":
    case "scatter":
      return <Points plot={plot} {...picture} />;
    case "histogram":
      return <Histogram plot={plot} {...picture} />;
    case "heatmap":
      return <HeatTable plot={plot} name={picture.name} />;
  }
}
