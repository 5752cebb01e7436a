import { watchFrom } from "#shared/contract/watch.ts";
import type { RunStatus } from "#shared/journal/entries.ts";
import { fold, type SessionState } from "#shared/journal/fold.ts";
import { isWaiting } from "./batch.ts";
import type { RunEnd, RunParts } from "./run.ts";
import type { RunDisplay } from "./run-display.ts";

/** Cells of a run whose batches are under way. */
export function waitingCells({ run, state }: RunEnd): readonly string[] {
  return run?.pausedBy === "batch" ? run.cells.filter((name) => hasBatch(state, name)) : [];
}

/** Of the cells that a run left waiting, which still are, as runs end and batches come back. */
export function waitingAfter(before: RunEnd) {
  const waiting = new Set(waitingCells(before));
  const ends = new Map<string, RunStatus>();
  // One that began meanwhile may be under way already.
  const over = new Set(before.state.runs.flatMap((run) => (run.state === "running" ? [] : [run.run])));
  return {
    hear: (run: RunStatus): void => {
      if (run.state === "running" || over.has(run.run)) return;
      for (const name of run.cells) if (waiting.has(name)) ends.set(name, run);
    },
    /** A wave may have brought the next one; that none is left may be told before or after the run's end. */
    left: (state: SessionState): ReadonlySet<string> => {
      for (const name of ends.keys()) if (!hasBatch(state, name)) waiting.delete(name);
      return waiting;
    },
    /** How the runs ended that went on, each once. */
    ends: (): readonly RunStatus[] => [...new Set(ends.values())],
  };
}

/**
 * Follows a notebook until the batches of a run's cells are over, whoever ended them: this process, another one or the
 * provider. The engine looks at them by itself, and tells the end of each as a run.
 */
export async function untilBack(
  notebook: string,
  before: RunEnd,
  display: RunDisplay,
  { connection, terminal }: RunParts,
): Promise<RunEnd> {
  const done = new AbortController();
  const stopListening = terminal.onInterrupt(() => done.abort());
  const waiting = waitingAfter(before);
  const sayNews = createTroubleTeller(terminal.complain);
  let { state } = before;
  try {
    for await (const batch of watchFrom(connection, notebook, state.seq, done.signal)) {
      if (batch.type === "snapshot") {
        state = batch.state;
        for (const run of state.runs.toReversed()) waiting.hear(run);
      } else {
        for (const entry of batch.entries) {
          state = fold(state, [entry]);
          display.entry(entry, state);
          if (entry.event.type === "run") waiting.hear(entry.event.run);
        }
      }
      const left = waiting.left(state);
      sayNews(state, left);
      if (left.size > 0) continue;
      display.end(state);
      return { run: together(before.run, waiting.ends()), state, waited: true };
    }
    // Told to stop: the batches go on without us.
    return { run: before.run === null ? null : { ...before.run, pausedBy: "you" }, state };
  } finally {
    done.abort();
    stopListening();
  }
}

/** A run and those that went on with it, as one that ended as the worst of them. */
export function together(first: RunStatus | null, later: readonly RunStatus[]): RunStatus | null {
  const worst = later.find(({ state }) => state === "paused") ?? later.find(({ state }) => state === "failed") ?? later.at(-1);
  if (first === null || worst === undefined) return first;
  const { state, sentence, pausedBy } = worst;
  const spentUsd = later.reduce((sum, run) => sum + run.spentUsd, first.spentUsd);
  return { ...first, state, sentence, pausedBy, spentUsd, endedAt: Math.max(...later.map(({ endedAt }) => endedAt ?? 0)) };
}

function hasBatch(state: SessionState, name: string): boolean {
  const status = state.cells[name];
  return status !== undefined && isWaiting(status);
}

/** Says what goes wrong with looking, once until it changes: a key that is refused would else be waited on in silence. */
function createTroubleTeller(complain: (line: string) => void): (state: SessionState, cells: ReadonlySet<string>) => void {
  const told = new Map<string, string | null>();
  return (state, cells) => {
    for (const name of cells) {
      const problem = state.cells[name]?.batch?.problem ?? null;
      if (problem !== null && told.get(name) !== problem) complain(`${name}: ${problem} Looking again by itself; Ctrl-C leaves.`);
      told.set(name, problem);
    }
  };
}
