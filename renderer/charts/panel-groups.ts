import type { ChartDrawing, ChartPanel } from "#shared/charts/drawing.ts";
import { isSquare, type PointPlot } from "./point-layout.ts";

/** Panels that are one picture to the eye: `below` shares the x axis of the plot above it. */
export type PanelGroup = { readonly panel: ChartPanel; readonly below: { readonly panel: ChartPanel; readonly above: PointPlot } | null };

/** A histogram that follows a square on the same x axis counts what the square shows, and stands under it. */
export function panelGroups(panels: ChartDrawing["panels"]): readonly PanelGroup[] {
  return panels.flatMap((panel, index): readonly PanelGroup[] => {
    if (aboveOf(panels[index - 1], panel)) return [];
    const next = panels[index + 1];
    const above = next ? aboveOf(panel, next) : null;
    return [{ panel, below: next && above ? { panel: next, above } : null }];
  });
}

function aboveOf(before: ChartPanel | undefined, { plot }: ChartPanel): PointPlot | null {
  if (!before || (before.plot.type !== "line" && before.plot.type !== "scatter")) return null;
  if (plot.type !== "histogram" || !isSquare(before.plot)) return null;
  return plot.x.domain.every((end, index) => end === (index === 0 ? 0 : 1)) ? before.plot : null;
}
