import type { ReactNode } from "react";
import type { ChartDrawing, ChartPanel } from "#shared/charts/drawing.ts";
import { heatWidth } from "./HeatTable.tsx";
import { ink, sans } from "./ink.ts";
import { PanelKey } from "./PanelKey.tsx";
import { panelGroups } from "./panel-groups.ts";
import type { PointPlot } from "./point-layout.ts";

type Paneled = Pick<ChartDrawing, "title" | "panels">;

export type PanelsProps = Paneled & {
  /** A panel's picture, which is to carry the accessible name; `above` is the plot whose x axis it shares. */
  readonly picture: (panel: ChartPanel, name: string, above: PointPlot | null) => ReactNode;
};

const gap = 24;
const narrowest = 300;
/** Two matrices of this width stand beside each other in a column of prose. */
const widestBeside = 348;
const mostColumns = 3;
const gaps = gap * (mostColumns - 1);

/** All panels of a drawing beside and below each other, each with its title and the key to its colours. */
export function Panels({ title: whole, panels, picture }: PanelsProps) {
  const groups = panelGroups(panels);
  const column = `minmax(min(100%, max(${narrowestOf(panels)}px, (100% - ${gaps}px) / ${mostColumns})), 1fr)`;
  const isAlone = groups.filter(({ panel }) => !isWide(panel)).length === 1;
  // Beside slices that are named, what has no name is of all rows.
  const untitled = groups.length > 1 && groups.some(({ panel }) => panel.title !== null) ? "All rows" : null;
  const nameOf = ({ title }: ChartPanel): string => (title === null ? whole : `${whole}: ${title}`);
  return (
    <div style={{ display: "grid", gridTemplateColumns: `repeat(auto-fit, ${column})`, gap, alignItems: "start" }}>
      {groups.map(({ panel, below }) => (
        <div key={panel.title ?? ""} style={{ minWidth: 0, gridColumn: isAlone || isWide(panel) ? "1 / -1" : "auto" }}>
          {(panel.title ?? untitled) !== null && (
            <p style={{ margin: "0 0 6px", fontFamily: sans, fontSize: 13, fontWeight: 500, color: ink.ink }}>{panel.title ?? untitled}</p>
          )}
          <PanelKey panel={panel} />
          {picture(panel, nameOf(panel), null)}
          {below && picture(below.panel, nameOf(below.panel), below.above)}
        </div>
      ))}
    </div>
  );
}

/** A matrix with more columns than a panel shows takes the whole width. */
function isWide({ plot }: ChartPanel): boolean {
  return plot.type === "heatmap" && heatWidth(plot) > widestBeside;
}

/** No column cuts off a matrix that stands in it. */
function narrowestOf(panels: ChartDrawing["panels"]): number {
  const matrices = panels.flatMap((panel) => (panel.plot.type === "heatmap" && !isWide(panel) ? [heatWidth(panel.plot)] : []));
  return Math.ceil(Math.max(narrowest, ...matrices));
}

/** How wide the grid above makes each panel that is not a wide matrix. */
export function panelWidth(panels: ChartDrawing["panels"], width: number): number {
  const beside = panelGroups(panels).filter(({ panel }) => !isWide(panel)).length;
  const columns = Math.max(1, Math.min(beside, mostColumns, Math.floor((width + gap) / (narrowestOf(panels) + gap))));
  return Math.floor((width - gap * (columns - 1)) / columns);
}
