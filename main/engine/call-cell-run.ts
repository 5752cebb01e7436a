import { basename } from "node:path";
import { AssayError } from "#shared/assay-error.ts";
import type { ModelDescription } from "#shared/contract/models.ts";
import type { CostRange, Progress, RunMode } from "#shared/journal/entries.ts";
import { type BatchTarget, runBatch } from "./batch/run-batch.ts";
import type { Budget } from "./budget.ts";
import { type BuiltTables, buildTables } from "./build-tables.ts";
import { type Halt, haltSentence } from "./buyer.ts";
import type { CellRunner, RunContext } from "./cells/cell-runner.ts";
import type { EvaluatedCell } from "./evaluation.ts";
import { type FirstKeys, failedKeys } from "./interpreter.ts";
import { contentHashes, keepResult, readsSimulated, tableSummaries } from "./kept-result.ts";
import { failedRows, unscoredRows } from "./ledger.ts";
import type { StoredResult } from "./parts/table-store.ts";
import { startPreviews } from "./previews.ts";
import { createCosting } from "./replies.ts";
import { type CallRunParts, runCalls } from "./run-calls.ts";
import { type SessionCore, withCell } from "./session-core.ts";
import { costClassOf, pacingOf } from "./source.ts";

export type CellRunParts = {
  readonly mode: RunMode;
  /** It goes on by itself under a plan accepted earlier. */
  readonly goesOn: boolean;
  readonly budget: Budget;
  readonly estimateUsd: CostRange;
  readonly stop: AbortSignal;
  readonly abort: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
};

export type CallsRunner = Extract<CellRunner, { readonly type: "calls" }>;

/** Buys a cell's calls and builds its tables: whole, or from what is there when the run pauses. */
export async function runCallCell(
  core: SessionCore,
  cell: EvaluatedCell,
  runner: CallsRunner,
  context: RunContext<unknown>,
  given: CellRunParts,
): Promise<Halt | null> {
  const { parts, folder } = core;
  const name = cell.cell.name;
  const hash = cell.recipe?.hash ?? "";
  const startedAt = parts.clock.monotonicMs();
  const tryRows = given.mode.type === "try" ? given.mode.rows : null;
  const program = await runner.program(context, tryRows);
  const descriptions = await describeAll(core, program.models ?? runner.models(context.body));
  const simulated = (await readsSimulated(core, cell)) || [...descriptions.values()].some((description) => description.simulated);
  const again = given.mode.type === "retry" ? await failedKeys(program, folder.journal, given.abort) : new Set<string>();

  const keys: FirstKeys = [];
  const inBrief = async ({ ledger }: BuiltTables): Promise<string> => program.summary(ledger);
  const inFull = async (built: BuiltTables): Promise<string> => (await program.describe?.(built.tables, built.ledger)) ?? inBrief(built);

  const keepBuilt = async (
    signal: AbortSignal,
    spentUsd: number,
    summary: (built: BuiltTables) => Promise<string>,
  ): Promise<{ readonly key: string; readonly built: BuiltTables; readonly isWhole: boolean }> => {
    const built = await buildTables(program, folder.journal, parts.arrow, signal, keys);
    const words = await summary(built);
    const isWhole = built.ledger.waiting === 0 && tryRows === null;
    const key = isWhole ? hash : `${tryRows === null ? "part" : `try${tryRows}`}-${hash}`;
    const durationMs = Math.round(parts.clock.monotonicMs() - startedAt);
    await keepResult(
      core,
      cell,
      key,
      storedResult(core, cell, words, built, { spentUsd, durationMs, simulated, tryRows, estimateUsd: given.estimateUsd }),
      built.tables,
    );
    return { key, built, isWhole };
  };

  const forgetInterruption = tryRows === null ? await rememberInterruption(core, name, hash, program.size) : null;
  let spentUsd = 0;
  // Tables made from all replies at once are not worth making before all are there.
  const previews = startPreviews(core, program.assemble === undefined ? program.size : Number.POSITIVE_INFINITY, async () => {
    const { key } = await keepBuilt(given.abort, spentUsd, inBrief);
    await core.updateState((state) => withCell(state, name, (record) => ({ ...record, provisional: key })));
  });
  const buying: CallRunParts = {
    parts,
    journal: folder.journal,
    batches: folder.batches,
    budget: given.budget,
    costOf: createCosting(parts.models, descriptions),
    again,
    keys,
    stop: given.stop,
    abort: given.abort,
    onProgress: (progress) => {
      spentUsd = progress.spentUsd;
      given.onProgress(progress);
    },
  };
  const isBatch = isBatched(cell, given.mode);
  const buy = isBatch ? runBatch(program, buying, batchTarget(core, cell, [...descriptions.keys()], given)) : runCalls(program, buying);
  const run = await buy.finally(previews.stop).catch(async (error) => {
    // What failed is not what was cut off.
    if (error instanceof AssayError && !given.abort.aborted && !given.stop.aborted && spentUsd === 0) await forgetInterruption?.();
    throw error;
  });
  spentUsd = run.progress.spentUsd + run.batchUsd;

  const halt = run.halt;
  try {
    const { key, built, isWhole } = await keepBuilt(neverAborted, spentUsd, halt === null ? inFull : inBrief);
    await core.updateState((state) =>
      withCell({ ...state, spentUsd: state.spentUsd + run.progress.spentUsd }, name, (record) => {
        if (isWhole) return { ...record, recipe: hash, paused: null, provisional: null };
        if (halt === null) return { ...record, provisional: key };
        const { requested, kept } = built.ledger;
        return {
          ...record,
          provisional: key,
          paused: { recipe: hash, done: kept, total: requested, sentence: pauseSentence(halt), by: halt.by },
        };
      }),
    );
  } catch (error) {
    // Where the disk takes nothing, the pause itself is what there is to tell; the journal holds what was bought.
    if (!(halt?.by === "disk" && error instanceof AssayError)) throw error;
  }
  return halt;
}

const neverAborted = new AbortController().signal;

/**
 * Written before the first call leaves: whatever ends the process, the next start finds the run paused and not forgotten.
 * Returns what takes it back.
 */
async function rememberInterruption(core: SessionCore, name: string, recipe: string, total: number): Promise<() => Promise<void>> {
  const paused = { recipe, done: 0, total, sentence: "interrupted; every answer that had arrived is kept", by: "quit" };
  let before: typeof paused | null = null;
  await core.updateState((state) =>
    withCell(state, name, (record) => {
      before = record.paused;
      return { ...record, paused };
    }),
  );
  return () => core.updateState((state) => withCell(state, name, (record) => ({ ...record, paused: before })));
}

/** A try is there to be looked at now, so it never waits for a batch. */
export function isBatched(cell: EvaluatedCell, mode: RunMode): boolean {
  return mode.type !== "try" && pacingOf(cell.cell).isBatched && costClassOf(cell.cell) === "paid";
}

function batchTarget(
  core: SessionCore,
  { cell, recipe }: EvaluatedCell,
  models: readonly string[],
  { mode, goesOn }: CellRunParts,
): BatchTarget {
  return {
    folder: core.folder,
    notebook: basename(core.path),
    cell: cell.name,
    recipe: recipe?.hash ?? "",
    models,
    retry: mode.type === "retry",
    goesOn,
    onSpent: (usd) => (usd > 0 ? core.updateState((state) => ({ ...state, spentUsd: state.spentUsd + usd })) : Promise.resolve()),
  };
}

async function describeAll(core: SessionCore, models: readonly string[]): Promise<ReadonlyMap<string, ModelDescription>> {
  return new Map(await Promise.all(models.map(async (model) => [model, await core.parts.models.describe(model)] as const)));
}

/** What stands on the cell until it runs again: batches are told of separately while they are under way. */
function pauseSentence(halt: Halt): string {
  return halt.by === "batch" ? (halt.after ?? halt.sentence) : haltSentence(halt);
}

type RunFacts = {
  readonly spentUsd: number;
  readonly durationMs: number;
  readonly simulated: boolean;
  readonly tryRows: number | null;
  readonly estimateUsd: CostRange;
};

function storedResult(core: SessionCore, cell: EvaluatedCell, words: string, built: BuiltTables, facts: RunFacts): StoredResult {
  return {
    result: {
      recipe: cell.recipe?.hash ?? "",
      at: core.parts.clock.now(),
      durationMs: facts.durationMs,
      costUsd: facts.spentUsd,
      estimateUsd: facts.estimateUsd,
      tables: tableSummaries(core, built.tables),
      ledger: built.ledger,
      summary: summaryOf(words, built, facts.spentUsd),
      simulated: facts.simulated,
      triedRows: facts.tryRows,
      ...(built.approvable === undefined ? {} : { approvable: built.approvable }),
    },
    contentHashes: contentHashes(core, built.tables),
    drawing: null,
    ledger: built.ledger,
    rowErrors: built.errors,
    files: [],
    recipeText: cell.recipe?.text ?? "",
  };
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
