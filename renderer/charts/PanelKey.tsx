import type { ChartPanel } from "#shared/charts/drawing.ts";
import { barKeys } from "./bar-keys.ts";
import { Key } from "./Key.tsx";
import { keyedSeries } from "./point-layout.ts";

/** Names the series of a panel, unless they are named beside their marks. */
export function PanelKey({ panel: { plot } }: { readonly panel: ChartPanel }) {
  switch (plot.type) {
    case "bar":
      return <Key series={barKeys(plot.series)} shape="square" />;
    case "histogram":
      return <Key series={plot.series} shape="square" />;
    case "dots":
      return <Key series={barKeys(plot.series)} shape="dot" />;
    case "scatter":
      return <Key series={keyedSeries(plot)} shape="point" />;
    case "line":
      return <Key series={keyedSeries(plot)} shape="line" />;
    case "heatmap":
      return null;
  }
}
