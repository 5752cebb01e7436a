import { lazy, Suspense, useRef, useState } from "react";
import type { ChartDrawing } from "#shared/charts/drawing.ts";
import type { Drilled } from "../charts/drill.ts";
import { RowsBehind } from "./RowsBehind.tsx";

const Chart = lazy(() => import("../charts/Chart.tsx").then((module) => ({ default: module.Chart })));

type DrilledChartProps = {
  readonly drawing: ChartDrawing;
  readonly cell: string;
  /** The finding stands above in words. */
  readonly isTold?: boolean;
};

/** A chart whose marks open their rows below it. */
export function DrilledChart({ drawing, cell, isTold = false }: DrilledChartProps) {
  const [opened, setOpened] = useState<Drilled | null>(null);
  const pressed = useRef<HTMLElement | null>(null);
  const open = (drilled: Drilled) => {
    pressed.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    setOpened(drilled);
  };
  const close = () => {
    setOpened(null);
    pressed.current?.focus({ preventScroll: true });
  };
  return (
    <Suspense fallback={null}>
      <Chart drawing={drawing} isTold={isTold} {...(drawing.drillTable === undefined ? {} : { onDrill: open })} />
      {opened === null ? null : <RowsBehind key={JSON.stringify(opened)} cell={cell} drawing={drawing} drilled={opened} onClose={close} />}
    </Suspense>
  );
}
