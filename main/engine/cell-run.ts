import { AssayError } from "#shared/assay-error.ts";
import type { ModelDescription } from "#shared/contract/models.ts";
import type { CellResult, CostRange, Progress, RunMode, TableSummary } from "#shared/journal/entries.ts";
import type { Budget } from "./budget.ts";
import type { Halt } from "./buyer.ts";
import type { CellOutput, CellRunner, RunContext } from "./cells/cell-runner.ts";
import type { EvaluatedCell } from "./evaluation.ts";
import { failedKeys } from "./interpreter.ts";
import { failedRows, unscoredRows } from "./ledger.ts";
import type { StoredResult } from "./parts.ts";
import { createCosting } from "./replies.ts";
import { type BuiltTables, buildTables, runCalls } from "./run-calls.ts";
import { type SessionCore, withCell } from "./session-core.ts";

export type CellRunParts = {
  readonly mode: RunMode;
  readonly budget: Budget;
  readonly estimateUsd: CostRange;
  readonly stop: AbortSignal;
  readonly abort: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
};

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
    await keep(core, cell, cell.recipe.hash, directResult(core, cell, output, simulated, startedAt), output.tables);
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
  return runCallCell(core, cell, runner, context, given, startedAt);
}

type CallsRunner = Extract<CellRunner, { readonly type: "calls" }>;

async function runCallCell(
  core: SessionCore,
  cell: EvaluatedCell,
  runner: CallsRunner,
  context: RunContext<unknown>,
  given: CellRunParts,
  startedAt: number,
): Promise<Halt | null> {
  const { parts, folder } = core;
  const name = cell.cell.name;
  const hash = cell.recipe?.hash ?? "";
  const tryRows = given.mode.type === "try" ? given.mode.rows : null;
  const program = await runner.program(context, tryRows);
  const descriptions = await describeAll(core, runner.models(context.body));
  const again = given.mode.type === "retry" ? await failedKeys(program, folder.journal, given.abort) : new Set<string>();
  const run = await runCalls(program, {
    parts,
    journal: folder.journal,
    budget: given.budget,
    costOf: createCosting(parts.models, descriptions),
    again,
    stop: given.stop,
    abort: given.abort,
    onProgress: given.onProgress,
  });
  const built = await buildTables(program, folder.journal, parts.arrow, given.abort.aborted ? neverAborted : given.abort);
  const isWhole = built.ledger.waiting === 0 && tryRows === null;
  const key = isWhole ? hash : `${tryRows === null ? "part" : `try${tryRows}`}-${hash}`;
  const simulated = (await readsSimulated(core, cell)) || [...descriptions.values()].some((description) => description.simulated);
  const result: StoredResult = {
    result: {
      recipe: hash,
      at: parts.clock.now(),
      durationMs: Math.round(parts.clock.monotonicMs() - startedAt),
      costUsd: run.progress.spentUsd,
      estimateUsd: given.estimateUsd,
      tables: tableSummaries(core, built.tables),
      ledger: built.ledger,
      summary: summaryOf(program.summary(built.ledger), built, run.progress.spentUsd),
      simulated,
      triedRows: tryRows,
    },
    contentHashes: contentHashes(core, built.tables),
    drawing: null,
    ledger: built.ledger,
    rowErrors: built.errors,
    files: [],
    recipeText: cell.recipe?.text ?? "",
  };
  await keep(core, cell, key, result, built.tables);
  await core.updateState((state) =>
    withCell({ ...state, spentUsd: state.spentUsd + run.progress.spentUsd }, name, (record) =>
      isWhole
        ? { ...record, recipe: hash, paused: null, provisional: null }
        : {
            ...record,
            provisional: key,
            paused:
              run.halt === null
                ? record.paused
                : {
                    recipe: hash,
                    done: built.ledger.requested - built.ledger.waiting,
                    total: built.ledger.requested,
                    sentence: haltSentence(run.halt),
                    by: run.halt.by,
                  },
          },
    ),
  );
  return run.halt;
}

const neverAborted = new AbortController().signal;

async function describeAll(core: SessionCore, models: readonly string[]): Promise<ReadonlyMap<string, ModelDescription>> {
  return new Map(await Promise.all(models.map(async (model) => [model, await core.parts.models.describe(model)] as const)));
}

/** Why a run paused, in words that follow "412/1000 kept; ". */
export function haltSentence(halt: Halt): string {
  switch (halt.by) {
    case "you":
      return "stopped by you";
    case "budget":
      return "the budget is reached";
    case "disk":
    case "quota":
    case "unauthorised":
    case "network":
      return halt.sentence;
  }
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

type Tables = readonly { readonly name: string; readonly ipc: Uint8Array }[];

function tableSummaries(core: SessionCore, tables: Tables): readonly TableSummary[] {
  return tables.map(({ name, ipc }) => {
    const { schema, rows } = core.parts.arrow.schema(ipc);
    return { name, rows, columns: schema.columns };
  });
}

function contentHashes(core: SessionCore, tables: Tables): { readonly [table: string]: string } {
  return Object.fromEntries(tables.map(({ name, ipc }) => [name, core.parts.hashBytes(ipc)]));
}

function summaryOf(words: string, built: BuiltTables, spentUsd: number): string {
  const unread = unscoredRows(built.ledger);
  const failed = failedRows(built.ledger);
  return [
    words,
    failed > 0 ? `${failed} failed` : "",
    unread > 0 ? `${unread} unscored` : "",
    spentUsd > 0 ? `$${spentUsd.toFixed(2)}` : "",
  ]
    .filter(Boolean)
    .join(" · ");
}

/** Whether any result this cell reads came from simulated models: the mark travels with the numbers. */
async function readsSimulated(core: SessionCore, cell: EvaluatedCell): Promise<boolean> {
  const evaluation = await core.refresh();
  const upstream = evaluation.graph.nodes.get(cell.cell.name)?.upstream ?? [];
  return upstream.some((name) => evaluation.cells.get(name)?.shown?.stored.result.simulated === true);
}

async function keep(core: SessionCore, cell: EvaluatedCell, key: string, stored: StoredResult, tables: Tables): Promise<void> {
  try {
    await core.folder.tables.write(key, stored, tables);
  } catch (error) {
    if (error instanceof AssayError) {
      throw new AssayError(error.code, `The result of ${cell.cell.name} could not be kept: ${error.message}`, {
        hint: error.hint ?? "Every answer is in the journal; run the cell again once there is room, free of charge.",
        place: { ...error.place, cell: cell.cell.name },
        cause: error,
      });
    }
    throw error;
  }
  core.forgetResult(key);
  for (const { name, ipc } of tables) await core.resident.put(name, stored.contentHashes[name] ?? "", ipc);
}

/** A result with nothing left to do: the cell need not run again. */
export function isSettled(result: CellResult): boolean {
  return result.triedRows === null && (result.ledger === null || result.ledger.waiting === 0);
}
