import { type ReactNode, useMemo, useState } from "react";
import { ResponsiveContainer, ScatterChart } from "recharts";
import type { HeatPlot, Plot } from "#shared/charts/drawing.ts";
import { barGrid } from "./bar-layout.ts";
import { dotFrame } from "./dot-layout.ts";
import type { OnDrill } from "./drill.ts";
import type { Frame } from "./frame.ts";
import { histogramFrame, sharedAxis } from "./histogram-layout.ts";
import { ink, sans } from "./ink.ts";
import { LiveBars } from "./LiveBars.tsx";
import { LiveDots } from "./LiveDots.tsx";
import { LiveBins, LivePoints } from "./LivePoints.tsx";
import { MarkReader } from "./MarkReader.tsx";
import { markField } from "./nearest-mark.ts";
import { type PointPlot, pointFrame } from "./point-layout.ts";
import { ReadMark } from "./ReadMark.tsx";

export type LivePlotProps = {
  readonly plot: Exclude<Plot, HeatPlot>;
  /** The picture's accessible name, and its finding in words. */
  readonly name: string;
  readonly description: string;
  /** The plot whose x axis this one shares. */
  readonly above: PointPlot | null;
  /** Called for a mark that leads to its rows; null where nothing can be opened. */
  readonly onDrill: OnDrill | null;
};

const widthBeforeMeasuring = 720;

/**
 * A picture in the window. Recharts gives the surface, follows the width, lays out the axes and places every value;
 * the marks themselves are those of the report.
 */
export function LivePlot({ plot, name, description, above, onDrill }: LivePlotProps) {
  const [width, setWidth] = useState(widthBeforeMeasuring);
  const { frame, content } = useMemo(() => pictureOf(plot, width, above), [plot, width, above]);
  const field = useMemo(() => markField(plot, width, above), [plot, width, above]);
  return (
    <MarkReader field={field} name={name} onDrill={onDrill}>
      <ResponsiveContainer width="100%" height={frame.height} onResize={(measured) => measured > 0 && setWidth(Math.round(measured))}>
        <ScatterChart
          // Its own keys walk one axis, left and right, and make the picture an application; MarkReader walks every mark.
          accessibilityLayer={false}
          role="img"
          title={name}
          desc={description}
          margin={{ top: frame.top, right: frame.width - frame.right, bottom: 0, left: 0 }}
          data={categoriesOf(plot)?.map((category) => ({ category }))}
          style={{ fontFamily: sans, fontSize: 12, color: ink.ink, fontVariantNumeric: "tabular-nums", pointerEvents: "none" }}
        >
          {content}
          <ReadMark frame={frame} />
        </ScatterChart>
      </ResponsiveContainer>
    </MarkReader>
  );
}

function categoriesOf(plot: LivePlotProps["plot"]): readonly string[] | undefined {
  if (plot.type === "bar") return plot.x.categories;
  return plot.type === "dots" ? plot.y.categories : undefined;
}

function pictureOf(
  plot: LivePlotProps["plot"],
  width: number,
  above: PointPlot | null,
): { readonly frame: Frame; readonly content: ReactNode } {
  switch (plot.type) {
    case "bar": {
      const grid = barGrid(plot, width);
      return { frame: grid.frame, content: <LiveBars plot={plot} grid={grid} /> };
    }
    case "dots": {
      const frame = dotFrame(plot, width);
      return { frame, content: <LiveDots plot={plot} frame={frame} /> };
    }
    case "line":
    case "scatter": {
      const frame = pointFrame(plot, width);
      return { frame, content: <LivePoints plot={plot} frame={frame} /> };
    }
    case "histogram": {
      const frameAbove = above && pointFrame(above, width);
      const frame = histogramFrame(plot, width, frameAbove);
      return { frame, content: <LiveBins plot={{ ...plot, x: sharedAxis(plot, frameAbove) }} frame={frame} /> };
    }
  }
}
