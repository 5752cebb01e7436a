import { BottomAxis, LeftAxis, Nothing } from "./Axes.tsx";
import type { Frame } from "./frame.ts";
import { type HistogramLayout, type HistogramPlot, layoutHistogram, sharedAxis } from "./histogram-layout.ts";
import { seriesColor } from "./ink.ts";
import { Picture, type PictureProps } from "./Picture.tsx";

type HistogramProps = { readonly plot: HistogramPlot; readonly width: number; readonly above: Frame | null };

/** A histogram as a picture of its own. */
export function Histogram({ plot, width, above, ...names }: HistogramProps & PictureProps) {
  const layout = layoutHistogram(plot, width, above);
  return (
    <Picture {...names} frame={layout.frame}>
      <LeftAxis axis={plot.y} frame={layout.frame} />
      <BottomAxis axis={sharedAxis(plot, above)} frame={layout.frame} grid="ticks" />
      <BinMarks plot={plot} layout={layout} />
    </Picture>
  );
}

/** Series of one colour are told apart as lines are. */
const dashes = ["none", "6 4", "2 3"];

/** Counts per bin; several series are outlines over a light fill, so that none hides another. */
export function BinMarks({ plot, layout: { frame, series } }: { readonly plot: HistogramPlot; readonly layout: HistogramLayout }) {
  const empty = plot.series.every(({ bins }) => bins.every(({ count }) => count === 0));
  return (
    <g>
      {series.map((part) => (
        <g key={part.name} color={seriesColor(part.color)}>
          {series.length === 1 ? (
            part.bins.map(({ from, to, top }) => (
              <rect
                key={from}
                x={from + 0.5}
                width={Math.max(0.5, to - from - 1)}
                y={top}
                height={Math.max(0, frame.bottom - top)}
                rx={1}
                fill="currentColor"
                fillOpacity={0.88}
              />
            ))
          ) : (
            <path
              d={outline(part, frame.bottom)}
              fill="currentColor"
              fillOpacity={part.variant === 0 ? 0.16 : 0.06}
              stroke="currentColor"
              strokeWidth={1.75}
              strokeDasharray={dashes[part.variant] ?? "8 3 2 3"}
              strokeLinejoin="round"
            />
          )}
        </g>
      ))}
      {empty && <Nothing frame={frame} />}
    </g>
  );
}

function outline({ bins }: HistogramLayout["series"][number], bottom: number): string {
  const [first, last] = [bins[0], bins.at(-1)];
  if (!first || !last) return "";
  return `M${first.from},${bottom}${bins.map(({ from, to, top }) => `L${from},${top}L${to},${top}`).join("")}L${last.to},${bottom}`;
}
