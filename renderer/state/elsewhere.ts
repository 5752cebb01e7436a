import { mayCall } from "#shared/contract/call-words.ts";
import type { CellState, CellStatus } from "#shared/journal/entries.ts";

/** States in which a cell's rows are known and some of its calls may have no answer. */
const lacking: readonly CellState[] = ["new", "stale", "paused", "partial", "error"];

/** Whether a cell's requests can be written to files: it asks models, and nothing says that all of them have answered. */
export function mayRunElsewhere(status: CellStatus | undefined): boolean {
  if (status === undefined || status.costClass !== "paid" || !lacking.includes(status.state)) return false;
  const { plan, batch } = status;
  return plan === null || mayCall(plan) || batch !== undefined || status.state === "partial";
}
