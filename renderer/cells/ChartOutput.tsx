import { lazy, Suspense } from "react";
import { EmptyState } from "../kit/EmptyState.tsx";
import { DrilledChart } from "./DrilledChart.tsx";
import { useCellOutput } from "./use-cell-output.ts";

const ChartTable = lazy(() => import("../charts/ChartTable.tsx").then((module) => ({ default: module.ChartTable })));

type ChartOutputProps = { readonly cell: string; readonly recipe: string };

export function ChartOutput({ cell, recipe }: ChartOutputProps) {
  const output = useCellOutput(cell, recipe);
  if (!output) return null;
  if (!output.drawing) return <EmptyState title="Nothing to draw">This result has no chart; its table says why.</EmptyState>;
  return <DrilledChart drawing={output.drawing} cell={cell} />;
}

/** The same chart as a table. */
export function ChartTableOutput({ cell, recipe }: ChartOutputProps) {
  const output = useCellOutput(cell, recipe);
  if (!output?.drawing) return null;
  return (
    <Suspense fallback={null}>
      <ChartTable drawing={output.drawing} />
    </Suspense>
  );
}
