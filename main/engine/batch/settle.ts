import type { BatchRun } from "#shared/journal/batch-log.ts";
import type { BatchStore } from "../parts/folder.ts";

/** Notes that nothing of a run is left to do, and lets its files go. */
export async function settleRun(batches: BatchStore, run: BatchRun, at: number): Promise<void> {
  await batches.append({ type: "settled", run: run.run, at });
  for (const id of run.batches.keys()) await batches.forget(id);
}
