import type { ChartDrawing, ChartFrames } from "#shared/charts/drawing.ts";
import { frameWords } from "./frame-words.ts";
import { ink, sans } from "./ink.ts";

const serif = 'var(--serif, "Source Serif 4 Variable", Georgia, serif)';

type HeadingProps = {
  readonly title: string;
  /** Null where it stands above the chart already. */
  readonly summary: string | null;
};

/** What the chart is about, and what it shows. */
export function Heading({ title, summary }: HeadingProps) {
  return (
    <div style={{ marginBottom: 14 }}>
      <p style={{ margin: 0, fontFamily: serif, fontSize: 16, fontWeight: 600, lineHeight: 1.35, color: ink.ink }}>{title}</p>
      {summary !== null && (
        <p style={{ margin: "2px 0 0", fontFamily: sans, fontSize: 13, lineHeight: 1.45, color: ink.soft }}>{summary}</p>
      )}
    </div>
  );
}

/** What stands below is at one value of what can be turned. */
export function FrameWords({ frames, place }: { readonly frames: ChartFrames; readonly place: number }) {
  return (
    <p style={{ margin: "20px 0 10px", fontFamily: sans, fontSize: 13, lineHeight: 1.45, color: ink.soft }}>
      <strong style={{ fontWeight: 600, color: ink.ink }}>{frameWords(frames, place)}</strong> {frames.sentence}
    </p>
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
