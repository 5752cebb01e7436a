import { EmptyState } from "../kit/EmptyState.tsx";
import { useCellOutput } from "./use-cell-output.ts";


type ChartOutputProps = { readonly cell: string; readonly recipe: string };

export function ChartOutput({ cell, recipe }: ChartOutputProps) {
  const output = useCellOutput(cell, recipe);
  if (!output) return null;
  if (!output.drawing) return <EmptyState title="Nothing to draw">This result has no chart; its table says why.</EmptyState>;
  return (
    <p>{output.drawing.summary}</p>
  );
}

/** The same chart as a table. */
export function ChartTableOutput({ cell, recipe }: ChartOutputProps) {
  const output = useCellOutput(cell, recipe);
  if (!output?.drawing) return null;
  return (
    <p>{output.drawing.caption}</p>
  );
}
