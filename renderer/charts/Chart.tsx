import { lazy, Suspense } from "react";
import type { ChartDrawing, ChartPanel } from "#shared/charts/drawing.ts";
import { HeatTable } from "./HeatTable.tsx";
import { Panels } from "./Panels.tsx";
import { Caption, Heading } from "./Words.tsx";

// The chart library comes with the first picture; a matrix is a table and needs none.
const LivePlot = lazy(() => import("./LivePlot.tsx").then((module) => ({ default: module.LivePlot })));

/** A chart in the window, with its title, finding and caption; marks tell their figures to pointer and keys. */
export function Chart({ drawing }: { readonly drawing: ChartDrawing }) {
  return (
    <figure style={{ margin: 0, minWidth: 0 }}>
      <Heading drawing={drawing} />
      <Panels drawing={drawing} picture={(panel, name) => <PanelPicture panel={panel} name={name} description={drawing.summary} />} />
      <Caption drawing={drawing} />
    </figure>
  );
}

type PanelPictureProps = { readonly panel: ChartPanel; readonly name: string; readonly description: string };

function PanelPicture({ panel: { plot }, name, description }: PanelPictureProps) {
  if (plot.type === "heatmap") return <HeatTable plot={plot} name={name} />;
  return (
    <Suspense fallback={<div style={{ height: 260 }} />}>
      <LivePlot plot={plot} name={name} description={description} />
    </Suspense>
  );
}
