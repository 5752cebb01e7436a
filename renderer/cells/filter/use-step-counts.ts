import { useSessionView } from "../../state/hooks.ts";
import { useRows } from "../use-rows.ts";
import type { StepCounts } from "./filter-steps.ts";

const mostSteps = 1000;

/** What the steps of a filter did in the result that is shown. */
export function useStepCounts(cell: string): StepCounts & { readonly isReading: boolean } {
  const status = useSessionView((view) => view.remote.cells[cell]);
  const result = status?.result ?? null;
  const table = result?.tables.find(({ name }) => name === `${cell}_steps`)?.name ?? null;
  const read = useRows({ table, version: result === null ? "" : `${result.recipe} ${result.at}`, most: mostSteps });
  return { rows: read?.rows ?? [], isOld: status?.state !== "fresh", isReading: table !== null && read === null };
}
