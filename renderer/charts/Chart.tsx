import { useEffect, useRef, useState } from "react";
import type { ChartDrawing } from "#shared/charts/drawing.ts";
import { MarkReader } from "./MarkReader.tsx";
import { Panels } from "./Panels.tsx";
import { Caption, Heading } from "./Words.tsx";

export type ChartProps = {
  readonly drawing: ChartDrawing;
  /** Without it the chart takes the width it is given. */
  readonly width?: number;
  readonly height?: number;
  /** Without it the chart wears the page's theme. */
  readonly theme?: "light" | "dark";
};

const widthBeforeMeasuring = 720;

/** A chart with its title, finding and caption; marks tell their figures to pointer and keys. */
export function Chart({ drawing, width, height, theme }: ChartProps) {
  const box = useRef<HTMLElement>(null);
  const [measured, setMeasured] = useState(widthBeforeMeasuring);
  useEffect(() => {
    const element = box.current;
    if (!element || width !== undefined) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 0) setMeasured(Math.floor(entry.contentRect.width));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [width]);
  return (
    <figure ref={box} style={{ margin: 0, minWidth: 0, colorScheme: theme }}>
      <Heading drawing={drawing} />
      <Panels
        drawing={drawing}
        width={width ?? measured}
        height={height}
        over={(panel, own) => <MarkReader plot={panel.plot} name={panel.title ?? drawing.title} width={own} height={height} />}
      />
      <Caption drawing={drawing} />
    </figure>
  );
}
