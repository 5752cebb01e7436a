import type { ChartDrawing } from "#shared/charts/drawing.ts";
import { ChartTable } from "./ChartTable.tsx";
import { ink, sans } from "./ink.ts";
import { Panels, type PanelsProps, panelWidth } from "./Panels.tsx";
import { PlotView } from "./PlotView.tsx";
import { Caption, FrameWords, Heading } from "./Words.tsx";

/** A drawing that needs no style sheet and no script: pictures, caption, and the table twin to unfold. */
export function StaticDrawing({ drawing, width }: { readonly drawing: ChartDrawing; readonly width: number }) {
  const pictureOf =
    (panels: ChartDrawing["panels"]): PanelsProps["picture"] =>
    (panel, name, above) => (
      <PlotView panel={panel} name={name} description={drawing.summary} width={panelWidth(panels, width)} above={above} />
    );
  const { title, panels, frames } = drawing;
  const shown = frames?.panels[frames.start] ?? [];
  return (
    <figure style={{ margin: "24px 0", maxWidth: width }}>
      <Heading title={drawing.title} summary={drawing.summary} />
      {frames && (
        <div style={{ marginBottom: 28 }}>
          <FrameWords frames={frames} place={frames.start} />
          <Panels title={title} panels={shown} picture={pictureOf(shown)} />
        </div>
      )}
      <Panels title={title} panels={panels} picture={pictureOf(panels)} />
      <Caption drawing={drawing} />
      <details style={{ marginTop: 8, fontFamily: sans, fontSize: 12, color: ink.soft }}>
        <summary>View as table</summary>
        <ChartTable drawing={drawing} />
      </details>
    </figure>
  );
}
