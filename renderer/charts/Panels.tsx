import type { ReactNode } from "react";
import type { ChartDrawing, ChartPanel } from "#shared/charts/drawing.ts";
import { ink, sans } from "./ink.ts";
import { PanelKey, PlotView } from "./PlotView.tsx";

type PanelsProps = {
  readonly drawing: ChartDrawing;
  readonly width: number;
  readonly height?: number;
  /** Stands over a panel's picture, for pointers and keys. */
  readonly over?: (panel: ChartPanel, width: number) => ReactNode;
};

const gap = 24;
const narrowestPanel = 300;

/** All panels of a drawing beside and below each other, each with its title and the key to its colours. */
export function Panels({ drawing, width, height, over }: PanelsProps) {
  const { panels, title, summary } = drawing;
  const columns = Math.max(1, Math.min(panels.length, 3, Math.floor((width + gap) / (narrowestPanel + gap))));
  const own = Math.floor((width - gap * (columns - 1)) / columns);
  return (
    <div style={{ display: "grid", gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`, gap, alignItems: "start" }}>
      {panels.map((panel) => (
        <div key={panel.title ?? ""}>
          {panel.title !== null && (
            <p style={{ margin: "0 0 6px", fontFamily: sans, fontSize: 13, fontWeight: 500, color: ink.ink }}>{panel.title}</p>
          )}
          <PanelKey panel={panel} />
          <div style={{ position: "relative" }}>
            <PlotView
              panel={panel}
              name={panel.title === null ? title : `${title}: ${panel.title}`}
              description={summary}
              width={own}
              height={height}
            />
            {over?.(panel, own)}
          </div>
        </div>
      ))}
    </div>
  );
}
