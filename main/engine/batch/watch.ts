import { basename } from "node:path";
import { AssayError } from "#shared/assay-error.ts";
import { type BatchBook, type BatchRun, openBatches, unsettledRuns } from "#shared/journal/batch-log.ts";
import type { BatchStatus, RunStatus } from "#shared/journal/entries.ts";
import type { SessionCore } from "../session-core.ts";
import { collectBatches } from "./collect.ts";
import { settleRun } from "./settle.ts";
import { batchStatus, spentBy } from "./status.ts";

/**
 * The batches of an open notebook. Opening looks at none: that would send something. It looks once a person has asked for
 * it or has run something, and from then on by itself, at growing intervals; cells go on when all of theirs are back.
 */
export type BatchWatch = {
  readonly status: (cell: string) => BatchStatus | null;
  /** Reads the log again, whoever wrote to it. */
  readonly refresh: () => Promise<void>;
  /** Cells were run, and some of them wait for batches: looks from now on while any is under way. */
  readonly begin: (cells: { readonly settled: readonly string[]; readonly waiting: readonly string[] }) => Promise<void>;
  readonly look: () => Promise<Looked>;
  /** Cancels what of the cell is under way. What is answered by then is kept. */
  readonly cancel: (cell: string) => Promise<Looked>;
  readonly close: () => void;
};

/** `goesOn`: so many cells go on by themselves now, each in a run that is told. */
type Looked = { readonly goesOn: number };

const firstLookMs = 2_000;
const longestLookMs = 300_000;
const growth = 1.5;

/** `goOn` runs a cell further under the plan that was accepted for it, once nothing else runs. */
export function createBatchWatch(core: SessionCore, goOn: (run: BatchRun) => Promise<void>): BatchWatch {
  const { batches } = core.folder;
  const { models, clock, log } = core.parts;
  const notebook = basename(core.path);
  const stop = new AbortController();
  const goingOn = new Set<string>();
  /** Runs whose end this process is to tell, as they were with batches under way. Another one may cancel them, or take them up. */
  const awaited = new Map<string, BatchRun>();
  let book: BatchBook = new Map();
  let problems: ReadonlyMap<string, string> = new Map();
  /** The log holds only looks that brought news. */
  let lookedAt: number | null = null;
  let timer: NodeJS.Timeout | null = null;
  let delayMs = firstLookMs;
  let looking: Promise<Looked> | null = null;

  const refresh = async (): Promise<void> => {
    book = await batches.read();
    for (const run of unsettledRuns(book, notebook)) if (openBatches(run).length > 0) awaited.set(run.run, run);
  };

  const show = async (): Promise<void> => {
    await refresh();
    core.tellActivity();
  };

  const lookNow = async (): Promise<Looked> => {
    const before = progressOf(book, notebook);
    const collected = await batches.exclusively(stop.signal, () =>
      collectBatches({ parts: core.parts, folder: core.folder, notebook, signal: stop.signal }),
    );
    problems = collected.problems;
    lookedAt = clock.now();
    const { spentUsd } = collected;
    if (spentUsd > 0) await core.updateState((state) => ({ ...state, spentUsd: state.spentUsd + spentUsd }));
    await show();
    await goOnWithFinished();
    await tellOfEnded();
    // A batch that moves is looked at more often.
    if (progressOf(book, notebook) !== before) delayMs = firstLookMs;
    return { goesOn: goingOn.size };
  };

  const goOnWithFinished = async (): Promise<void> => {
    const finished = unsettledRuns(book, notebook).filter((run) => openBatches(run).length === 0 && !goingOn.has(run.run));
    if (finished.length === 0) return;
    const evaluation = await core.refresh();
    for (const run of finished) {
      const isSame = evaluation.cells.get(run.cell)?.recipe?.hash === run.recipe;
      const isBegun = [...run.batches.values()].some(({ stage }) => stage === "read");
      const isLatest = unsettledRuns(book, notebook).findLast(({ cell }) => cell === run.cell)?.run === run.run;
      if (isSame && isBegun && isLatest) start(run);
      // The cell asks something else by now, another run has taken over, or nothing was asked at all: a person decides.
      else await settleRun(batches, run, clock.now());
    }
    await show();
  };

  const start = (run: BatchRun): void => {
    goingOn.add(run.run);
    goOn(run)
      .catch(logBug)
      .finally(() => {
        goingOn.delete(run.run);
        plan();
      });
  };

  /** Runs that are settled, but not by a run here, end here too: with what is kept, and asking nothing. */
  const tellOfEnded = async (): Promise<void> => {
    const isBusy = ({ run, cell }: BatchRun): boolean =>
      goingOn.has(run) || core.activity.get(cell)?.type === "running" || core.activity.get(cell)?.type === "queued";
    const ended = [...awaited.values()].filter((run) => book.get(run.run)?.isSettled !== false && !isBusy(run));
    if (ended.length === 0) return;
    const evaluation = await core.refresh();
    for (const run of ended) {
      awaited.delete(run.run);
      core.tellActivity();
      const isTakenOver = unsettledRuns(book, notebook).some(({ cell }) => cell === run.cell);
      if (isTakenOver) continue;
      if (evaluation.cells.get(run.cell)?.recipe?.hash === run.recipe) start(run);
      else core.log.emit({ type: "run", run: abandoned(run, clock.now()) });
    }
  };

  /** What is over meanwhile, or unknown to its provider, is told by the look that follows. */
  const cancelUnlessOver = async (model: string, batch: string): Promise<void> => {
    try {
      await models.batches.cancel(model, batch, stop.signal);
    } catch (error) {
      if (!(error instanceof AssayError && (error.code === "not-found" || error.code === "model-refused"))) throw error;
    }
  };

  const look = (): Promise<Looked> => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    looking ??= lookNow().finally(() => {
      looking = null;
      plan();
    });
    return looking;
  };

  const plan = (): void => {
    // Whatever another process has made of a run, a look tells; only what goes on here tells its end itself.
    const isPending = ({ run }: BatchRun): boolean => !goingOn.has(run);
    if (timer !== null || stop.signal.aborted || ![...awaited.values()].some(isPending)) return;
    timer = setTimeout(() => {
      timer = null;
      delayMs = Math.min(longestLookMs, delayMs * growth);
      look().catch(logBug);
    }, delayMs);
  };

  const logBug = (error: unknown): void => {
    if (stop.signal.aborted) return;
    log({ level: error instanceof AssayError ? "warning" : "error", message: "looking at batches failed", detail: error });
  };

  return {
    refresh,
    look,
    status: (cell) => {
      const problem = problems.get(cell) ?? null;
      const status = batchStatus([...awaited.values()], cell, problem);
      return status === null || problem !== null || lookedAt === null ? status : { ...status, lookedAt };
    },
    begin: async ({ settled, waiting }) => {
      delayMs = firstLookMs;
      await refresh();
      for (const { run, cell } of [...awaited.values()])
        if (settled.includes(cell) && book.get(run)?.isSettled !== false) awaited.delete(run);
      for (const name of waiting) {
        // Another process may have ended it before anyone here saw it under way.
        const last = [...book.values()].findLast((run) => run.notebook === notebook && run.cell === name);
        if (last !== undefined && !awaited.has(last.run)) awaited.set(last.run, last);
      }
      core.tellActivity();
      plan();
    },
    cancel: async (cell) => {
      await batches.exclusively(stop.signal, async () => {
        for (const run of unsettledRuns(await batches.read(), notebook)) {
          if (run.cell !== cell || openBatches(run).length === 0) continue;
          await batches.append({ type: "cancelled", run: run.run, at: clock.now() });
          for (const { model, batch } of openBatches(run)) if (batch !== null) await cancelUnlessOver(model, batch);
        }
      });
      delayMs = firstLookMs;
      return look();
    },
    close: () => {
      stop.abort();
      if (timer !== null) clearTimeout(timer);
    },
  };
}

/** The end of a run whose cell has become another one meanwhile. */
function abandoned(ended: BatchRun, endedAt: number): RunStatus {
  const { run, cell, retry, startedAt, limitUsd } = ended;
  return {
    ...{ run, state: "paused", mode: { type: retry ? "retry" : "full" }, cells: [cell], startedAt, endedAt },
    ...{ spentUsd: spentBy(ended), budgetUsd: limitUsd },
    sentence: `${cell} asks something else than when its batch was sent; the answers that came are kept`,
    pausedBy: "batch",
  };
}

function progressOf(book: BatchBook, notebook: string): number {
  const all = unsettledRuns(book, notebook).flatMap((run) => [...run.batches.values()]);
  return all.reduce((sum, { done, failed, stage }) => sum + done + failed + (stage === "read" ? 1 : 0), 0);
}
