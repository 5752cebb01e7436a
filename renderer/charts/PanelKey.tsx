import type { ChartPanel } from "#shared/charts/drawing.ts";
import { Key } from "./Key.tsx";
import { mostEndLabels } from "./point-layout.ts";

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
