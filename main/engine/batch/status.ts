import { type BatchRun, openBatches } from "#shared/journal/batch-log.ts";
import type { BatchStatus, CellStatus } from "#shared/journal/entries.ts";

/** How the batches of a cell stand; null where none of the runs is its own. */
export function batchStatus(all: readonly BatchRun[], cell: string, problem: string | null): BatchStatus | null {
  const runs = all.filter((run) => run.cell === cell);
  const batches = runs.flatMap((run) => [...run.batches.values()].filter(({ stage }) => stage !== "gone"));
  if (batches.length === 0) return null;
  const looks = batches.flatMap(({ lookedAt }) => lookedAt ?? []);
  return {
    batches: Math.max(
      1,
      runs.reduce((sum, run) => sum + openBatches(run).length, 0),
    ),
    done: batches.reduce((sum, { done, failed, stage, requests }) => sum + (stage === "read" ? requests : done + failed), 0),
    total: batches.reduce((sum, { requests }) => sum + requests, 0),
    since: Math.min(...runs.map(({ startedAt }) => startedAt)),
    lookedAt: looks.length === 0 ? null : Math.max(...looks),
    isCancelling: runs.every(({ isCancelled }) => isCancelled),
    problem,
  };
}

/** A cell's status with its batches laid over. What the cell is doing just now goes before. */
export function withBatch(status: CellStatus, batch: BatchStatus | null, now: number): CellStatus {
  if (batch === null) return status;
  if (status.state !== "paused") return { ...status, batch };
  return { ...status, batch, sentence: waitingSentence(batch, now) };
}

/** "waiting for a batch: 412/1,000 done since 14:02" */
export function waitingSentence({ batches, done, total, since, isCancelling }: BatchStatus, now: number): string {
  const what = isCancelling ? "cancelling" : "waiting for";
  const counted = batches === 1 ? "a batch" : `${batches} batches`;
  return `${what} ${counted}: ${done.toLocaleString("en")}/${total.toLocaleString("en")} done since ${clockText(since, now)}`;
}

function clockText(unixMs: number, now: number): string {
  const at = new Date(unixMs);
  const time = `${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`;
  const isToday = at.toDateString() === new Date(now).toDateString();
  return isToday
    ? time
    : `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, "0")}-${String(at.getDate()).padStart(2, "0")} ${time}`;
}

/** What a run's batches did not answer, as a sentence; null where they answered all. */
export function leftSentence(run: BatchRun): string | null {
  const said = [...run.batches.values()].flatMap(({ sentences }) => sentences);
  return said.length === 0 ? null : [...new Set(said)].join(" ");
}

/** US dollars that a run's batches cost so far. */
export function spentBy(run: BatchRun): number {
  return [...run.batches.values()].reduce((sum, { costUsd }) => sum + costUsd, 0);
}

/** Calls that another cell's batches will answer. */
export function otherBatches(calls: number): string {
  const what = calls === 1 ? "1 of its calls is" : `${calls.toLocaleString("en")} of its calls are`;
  return `${what} in a batch that is not back yet; run it again then`;
}
