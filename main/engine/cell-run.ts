import type { Halt } from "./buyer.ts";
import { type CellRunParts, runCallCell } from "./call-cell-run.ts";
import type { CellOutput, CellRunner, RunContext } from "./cells/cell-runner.ts";
import type { EvaluatedCell } from "./evaluation.ts";
import { contentHashes, keepResult, readsSimulated, tableSummaries } from "./kept-result.ts";
import type { StoredResult } from "./parts/table-store.ts";
import { type SessionCore, withCell } from "./session-core.ts";

/** Runs one cell to its end, a pause or an error (thrown). The result is on disk when this resolves. */
export async function runCell(
  core: SessionCore,
  cell: EvaluatedCell,
  runner: CellRunner,
  context: RunContext<unknown>,
  given: CellRunParts,
): Promise<Halt | null> {
  if (runner.type === "none" || cell.recipe === null) return null;
  const startedAt = core.parts.clock.monotonicMs();
  if (runner.type === "direct") {
    const output = await runner.run(context);
    const simulated = await readsSimulated(core, cell);
    tellKeeping(core, cell.cell.name, output);
    await keepResult(core, cell, cell.recipe.hash, directResult(core, cell, output, simulated, startedAt), output.tables);
    await core.updateState((state) =>
      withCell(state, cell.cell.name, (record) => ({
        ...record,
        recipe: cell.recipe?.hash ?? record.recipe,
        paused: null,
        provisional: null,
      })),
    );
    return null;
  }
  return runCallCell(core, cell, runner, context, given);
}

/** Tables from here on take a while to be written. */
const largeBytes = 64 * 1024 * 1024;

function tellKeeping(core: SessionCore, name: string, { tables }: CellOutput): void {
  const bytes = tables.reduce((sum, { ipc }) => sum + ipc.byteLength, 0);
  if (bytes < largeBytes) return;
  core.activity.set(name, {
    type: "running",
    sentence: `keeping a table of ${(bytes / 1e6).toLocaleString("en", { maximumFractionDigits: 0 })} MB`,
    progress: null,
  });
  core.tellActivity();
}

function directResult(core: SessionCore, cell: EvaluatedCell, output: CellOutput, simulated: boolean, startedAt: number): StoredResult {
  return {
    result: {
      recipe: cell.recipe?.hash ?? "",
      at: core.parts.clock.now(),
      durationMs: Math.round(core.parts.clock.monotonicMs() - startedAt),
      costUsd: null,
      estimateUsd: null,
      tables: tableSummaries(core, output.tables),
      ledger: output.ledger,
      summary: output.summary,
      ...(output.headline ? { headline: output.headline } : {}),
      simulated,
      triedRows: null,
    },
    contentHashes: contentHashes(core, output.tables),
    drawing: output.drawing,
    ledger: output.ledger,
    rowErrors: [],
    files: output.files,
    recipeText: cell.recipe?.text ?? "",
  };
}
