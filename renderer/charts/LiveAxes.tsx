import { useXAxisScale, useYAxisScale, XAxis, YAxis } from "recharts";
import type { NumberAxis } from "#shared/charts/drawing.ts";
import { BaseLine, BottomName, BottomTick, LeftName, LeftTick } from "./Axes.tsx";
import type { Frame, Scales } from "./frame.ts";
import { tenths } from "./scale.ts";

type AxisProps = { readonly axis: NumberAxis; readonly frame: Frame };

/** Recharts draws whatever it draws for a tick, hairlines of ours too, on its layer for labels, 2000; marks go over it. */
export const marksLayer = 2100;

/** What every axis of ours wants of Recharts: all ticks we named, drawn by us, on the very domain we settled. */
export const bare = { tickLine: false, axisLine: false, interval: 0 } as const;

/** An axis of names, one band each. */
export const categoryAxis = { ...bare, type: "category", scale: "band", dataKey: "category" } as const;

function numeric({ domain, ticks, scale }: NumberAxis) {
  // Without a key Recharts would count the rows along x, whatever the domain.
  return {
    ...bare,
    type: "number",
    dataKey: "value",
    domain: [...domain],
    ticks,
    scale,
    allowDataOverflow: true,
    niceTicks: "none",
  } as const;
}

export function LiveLeftAxis({ axis, frame }: AxisProps) {
  return (
    <>
      <YAxis
        {...numeric(axis)}
        width={frame.left}
        tick={({ y, index }) => <LeftTick axis={axis} frame={frame} index={index} y={tenths(Number(y))} />}
      />
      <LeftName axis={axis} />
    </>
  );
}

type LiveBottomAxisProps = AxisProps & { readonly grid: "lines" | "ticks" };

export function LiveBottomAxis({ axis, frame, grid }: LiveBottomAxisProps) {
  return (
    <>
      {grid === "ticks" && <BaseLine frame={frame} />}
      <XAxis
        {...numeric(axis)}
        height={frame.height - frame.bottom}
        tick={({ x, index }) => <BottomTick axis={axis} frame={frame} grid={grid} index={index} x={tenths(Number(x))} />}
      />
      <BottomName frame={frame} name={axis.label} />
    </>
  );
}

/**
 * Where Recharts' axes place values; null until it has laid them out. Not for a component that holds an axis: drawn anew, the
 * axis would settle anew, and draw it again.
 */
export function useScales(): Scales | null {
  const [x, y] = [useXAxisScale(), useYAxisScale()];
  if (!x || !y) return null;
  return { x: (value) => tenths(x(value) ?? 0), y: (value) => tenths(y(value) ?? 0) };
}
