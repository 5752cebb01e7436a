import { lazy, Suspense } from "react";
import type { ChartDrawing } from "#shared/charts/drawing.ts";
import type { Drilled, OnDrill } from "./drill.ts";
import { Frames } from "./Frames.tsx";
import { LiveHeat } from "./LiveHeat.tsx";
import type { LivePlotProps } from "./LivePlot.tsx";
import { Panels, type PanelsProps } from "./Panels.tsx";
import { Caption, Heading } from "./Words.tsx";

// The chart library comes with the first picture; a matrix is a table and needs none.
const LivePlot = lazy(() => import("./LivePlot.tsx").then((module) => ({ default: module.LivePlot })));

type ChartProps = {
  readonly drawing: ChartDrawing;
  /** Makes marks that lead to rows into buttons. */
  readonly onDrill?: OnDrill;
  /** The finding stands above in words. */
  readonly isTold?: boolean;
};

/** A chart in the window, with its title, finding and caption; marks tell their figures to pointer and keys. */
export function Chart({ drawing, onDrill, isTold = false }: ChartProps) {
  const picture: PanelsProps["picture"] = ({ plot, title }, name, above) => {
    const drill = onDrill ? (drilled: Drilled) => onDrill(within(title, drilled)) : null;
    if (plot.type === "heatmap") return <LiveHeat plot={plot} name={name} onDrill={drill} />;
    return <PanelPicture plot={plot} name={name} description={drawing.summary} above={above} onDrill={drill} />;
  };
  return (
    <figure style={{ margin: 0, minWidth: 0 }}>
      <Heading title={drawing.title} summary={isTold ? null : drawing.summary} />
      {drawing.frames && <Frames frames={drawing.frames} title={drawing.title} picture={picture} />}
      <Panels title={drawing.title} panels={drawing.panels} picture={picture} />
      <Caption drawing={drawing} />
    </figure>
  );
}

/** A mark of one panel among several says which. */
function within(title: string | null, drilled: Drilled): Drilled {
  return title === null ? drilled : { ...drilled, name: `${title}, ${drilled.name}` };
}

function PanelPicture(props: LivePlotProps) {
  return (
    <Suspense fallback={<div style={{ height: 260 }} />}>
      <LivePlot {...props} />
    </Suspense>
  );
}
