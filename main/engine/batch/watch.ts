import { basename } from "node:path";
import { AssayError } from "#shared/assay-error.ts";
import { type BatchBook, type BatchRun, openBatches, unsettledRuns } from "#shared/journal/batch-log.ts";
import type { BatchStatus } from "#shared/journal/entries.ts";
import type { SessionCore } from "../session-core.ts";
import { collectBatches } from "./collect.ts";
import { settleRun } from "./settle.ts";
import { batchStatus } from "./status.ts";

/**
 * The batches of an open notebook. Opening looks at none: that would send something. It looks once a person has asked for
 * it or has run something, and from then on by itself, at growing intervals; cells go on when all of theirs are back.
 */
export type BatchWatch = {
  readonly status: (cell: string) => BatchStatus | null;
  /** Reads the log again, whoever wrote to it. */
  readonly refresh: () => Promise<void>;
  /** Something was run: looks from now on while anything is under way. */
  readonly begin: () => void;
  readonly look: () => Promise<void>;
  /** Cancels what of the cell is under way. What is answered by then is kept. */
  readonly cancel: (cell: string) => Promise<void>;
  readonly close: () => void;
};

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
  let book: BatchBook = new Map();
  let problems: ReadonlyMap<string, string> = new Map();
  /** The log holds only looks that brought news. */
  let lookedAt: number | null = null;
  let timer: NodeJS.Timeout | null = null;
  let delayMs = firstLookMs;
  let looking: Promise<void> | null = null;

  const refresh = async (): Promise<void> => {
    book = await batches.read();
  };

  const show = async (): Promise<void> => {
    await refresh();
    core.tellActivity();
  };

  const lookNow = async (): Promise<void> => {
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
    // A batch that moves is looked at more often.
    if (progressOf(book, notebook) !== before) delayMs = firstLookMs;
  };

  const goOnWithFinished = async (): Promise<void> => {
    const finished = unsettledRuns(book, notebook).filter((run) => openBatches(run).length === 0 && !goingOn.has(run.run));
    if (finished.length === 0) return;
    const evaluation = await core.refresh();
    for (const run of finished) {
      const isSame = evaluation.cells.get(run.cell)?.recipe?.hash === run.recipe;
      const isBegun = [...run.batches.values()].some(({ stage }) => stage === "read");
      const isLatest = unsettledRuns(book, notebook).findLast(({ cell }) => cell === run.cell)?.run === run.run;
      if (isSame && isBegun && isLatest) {
        goingOn.add(run.run);
        goOn(run)
          .catch(logBug)
          .finally(() => goingOn.delete(run.run));
      } else {
        // The cell asks something else by now, another run has taken over, or nothing was asked at all: a person decides.
        await settleRun(batches, run, clock.now());
      }
    }
    await show();
  };

  const look = (): Promise<void> => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    looking ??= lookNow().finally(() => {
      looking = null;
      plan();
    });
    return looking;
  };

  const plan = (): void => {
    if (timer !== null || stop.signal.aborted || unsettledRuns(book, notebook).every((run) => openBatches(run).length === 0)) return;
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
      const status = batchStatus(book, notebook, cell, problem);
      return status === null || problem !== null || lookedAt === null ? status : { ...status, lookedAt };
    },
    begin: () => {
      delayMs = firstLookMs;
      show().then(plan, logBug);
    },
    cancel: async (cell) => {
      await batches.exclusively(stop.signal, async () => {
        for (const run of unsettledRuns(await batches.read(), notebook)) {
          if (run.cell !== cell || openBatches(run).length === 0) continue;
          await batches.append({ type: "cancelled", run: run.run, at: clock.now() });
          for (const { model, batch } of openBatches(run)) if (batch !== null) await models.batches.cancel(model, batch, stop.signal);
        }
      });
      delayMs = firstLookMs;
      await look();
    },
    close: () => {
      stop.abort();
      if (timer !== null) clearTimeout(timer);
    },
  };
}

function progressOf(book: BatchBook, notebook: string): number {
  const all = unsettledRuns(book, notebook).flatMap((run) => [...run.batches.values()]);
  return all.reduce((sum, { done, failed, stage }) => sum + done + failed + (stage === "read" ? 1 : 0), 0);
}
