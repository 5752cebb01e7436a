import type { ChartPanel } from "#shared/charts/drawing.ts";
import { Bars } from "./Bars.tsx";
import { HeatTable } from "./HeatTable.tsx";
import { Histogram } from "./Histogram.tsx";
import { Key } from "./Key.tsx";
import { Points } from "./Points.tsx";
import { mostEndLabels } from "./point-layout.ts";

export type PlotViewProps = {
  readonly panel: ChartPanel;
  /** The picture's accessible name, and its finding in words. */
  readonly name: string;
  readonly description: string;
  readonly width: number;
  readonly height?: number;
};

/** One panel's picture: the same marks in the window and in the report. */
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

/** Names the series of a panel, unless they are named beside their marks. */
export function PanelKey({ panel: { plot } }: { readonly panel: ChartPanel }) {
  switch (plot.type) {
    case "bar":
    case "histogram":
      return <Key series={plot.series} shape="square" />;
    case "scatter":
      return <Key series={plot.series} shape="dot" />;
    case "line":
      return plot.series.length > mostEndLabels ? <Key series={plot.series} shape="line" /> : null;
    case "heatmap":
      return null;
  }
}
