import { AssayError, type Problem } from "#shared/assay-error.ts";
import type { CostRange, RunMode } from "#shared/journal/entries.ts";
import { type Budget, narrower } from "./budget.ts";
import type { Halt } from "./buyer.ts";
import { runCell } from "./cell-run.ts";
import type { RunContext } from "./cells/cell-runner.ts";
import { runners } from "./cells/runners.ts";
import { type EvaluatedCell, type Evaluation, problemIn } from "./evaluation.ts";
import { createTeller, progressSentence } from "./progress.ts";
import { runContext } from "./run-context.ts";
import { mayRun, provisionalRecipe } from "./run-targets.ts";
import type { SessionCore } from "./session-core.ts";
import { pacingOf, type SourceCell } from "./source.ts";

/** What a person accepted: these cells, upstream first, and no others. */
export type AcceptedPlan = {
  readonly cells: readonly string[];
  readonly mode: RunMode;
  readonly estimates: ReadonlyMap<string, CostRange>;
  /** Cells may run on inputs that are not final. */
  readonly onLastResults: boolean;
  /** Nobody asked for it just now: batches are back. */
  readonly goesOn?: true;
};

/** `stop`: no new call leaves. `abort`: calls in flight end too. */
export type RunSignals = { readonly budget: Budget; readonly stop: AbortSignal; readonly abort: AbortSignal };

export function contextFor(core: SessionCore, cell: EvaluatedCell, evaluation: Evaluation, signal: AbortSignal): RunContext<unknown> {
  return runContext(cell, { parts: core.parts, folder: core.folder, title: core.title(), evaluation, resident: core.resident, signal });
}

export type RunOutcome =
  | { readonly type: "done" }
  | { readonly type: "halted"; readonly halt: Halt }
  | { readonly type: "failed"; readonly problem: Problem };

/** Runs one cell of an accepted plan, if it still can and need be run. Throws nothing: what goes wrong stands on the cell. */
export async function runOne(core: SessionCore, name: string, accepted: AcceptedPlan, signals: RunSignals): Promise<RunOutcome> {
  core.activity.delete(name);
  const evaluation = await core.refresh();
  const cell = evaluation.cells.get(name);
  const runner = cell === undefined ? undefined : runners.get(cell.cell.kind);
  if (cell === undefined || runner === undefined || !mayRun(cell, accepted.mode, accepted.onLastResults)) return { type: "done" };
  core.activity.set(name, { type: "running", sentence: "starting", progress: null });
  core.tellActivity();
  const cellLimit = pacingOf(cell.cell).budgetUsd;
  try {
    // Calls in flight were paid for and get their grace; a query or a chart is simply made again.
    const signal = runner.type === "calls" ? signals.abort : signals.stop;
    const tell = createTeller(core.parts.clock, (sentence) => {
      core.activity.set(name, { type: "running", sentence, progress: null });
      core.tellActivity();
    });
    const context = { ...contextFor(core, cell, evaluation, signal), tell };
    const halt = await runCell(core, provisionalRecipe(cell, evaluation), runner, context, {
      mode: accepted.mode,
      goesOn: accepted.goesOn ?? false,
      budget: cellLimit === null ? signals.budget : narrower(signals.budget, cellLimit),
      estimateUsd: accepted.estimates.get(name) ?? null,
      stop: signals.stop,
      abort: signals.abort,
      onProgress: (progress) => {
        const sentence = progressSentence(progress);
        core.activity.set(name, { type: "running", sentence, progress });
        core.log.emit({ type: "progress", cell: name, sentence, progress });
      },
    });
    core.activity.delete(name);
    return halt === null ? { type: "done" } : { type: "halted", halt };
  } catch (error) {
    const problem = problemFrom(core, error, cell.cell);
    core.activity.set(name, { type: "failed", recipe: cell.recipe?.hash ?? null, problem });
    if (signals.stop.aborted) return { type: "halted", halt: { by: "you" } };
    return { type: "failed", problem };
  } finally {
    await core.refresh();
  }
}

/** The runner's row loop is one of the three places where bugs are caught: one broken cell leaves the others running. */
function problemFrom(core: SessionCore, error: unknown, cell: SourceCell): Problem {
  if (error instanceof AssayError) return problemIn(cell, error);
  if (error instanceof Error && error.name === "AbortError")
    return { code: "stopped", severity: "warning", sentence: "Stopped.", place: { cell: cell.name } };
  core.parts.log({ level: "error", message: `cell ${cell.name} ended with a bug`, detail: error });
  return {
    code: "unsupported",
    severity: "error",
    sentence: `Assay failed on this cell: ${error instanceof Error ? error.message : String(error)}`,
    hint: "This is a bug. Nothing paid for is lost; please report it with the log.",
    place: { cell: cell.name },
  };
}
