import type { ChartDrawing } from "#shared/charts/drawing.ts";
import { ink, sans } from "./ink.ts";

const serif = 'var(--serif, "Source Serif 4 Variable", Georgia, serif)';

/** What the chart is about, and what it shows. */
export function Heading({ drawing: { title, summary } }: { readonly drawing: ChartDrawing }) {
  return (
    <div style={{ marginBottom: 14 }}>
      <p style={{ margin: 0, fontFamily: serif, fontSize: 16, fontWeight: 600, lineHeight: 1.35, color: ink.ink }}>{title}</p>
      <p style={{ margin: "2px 0 0", fontFamily: sans, fontSize: 13, lineHeight: 1.45, color: ink.soft }}>{summary}</p>
    </div>
  );
}

/** How the numbers were made, from how many rows, and whether simulated models had a part in them. */
export function Caption({ drawing: { caption, simulated } }: { readonly drawing: ChartDrawing }) {
  return (
    <figcaption style={{ marginTop: 8, fontFamily: sans, fontSize: 12, lineHeight: 1.45, color: ink.faint }}>
      {simulated && <strong style={{ fontWeight: 500, color: ink.soft }}>Simulated models. </strong>}
      {caption}
    </figcaption>
  );
}
