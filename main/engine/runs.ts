import { AssayError, type Problem, problemOf } from "#shared/assay-error.ts";
import type { Plan } from "#shared/contract/contract.ts";
import type { RunTarget } from "#shared/contract/schemas.ts";
import type { CostRange, RunMode, RunStatus } from "#shared/journal/entries.ts";
import { type Budget, createBudget, narrower } from "./budget.ts";
import type { Halt } from "./buyer.ts";
import { haltSentence } from "./call-cell-run.ts";
import { runCell } from "./cell-run.ts";
import { runners } from "./cells/runners.ts";
import type { EvaluatedCell, Evaluation } from "./evaluation.ts";
import { planCells } from "./plan.ts";
import { progressSentence } from "./progress.ts";
import { runContext } from "./run-context.ts";
import { cellsToRun, freeCellsFirst, mayRun, problemsInScope, provisionalRecipe, runsByItself } from "./run-targets.ts";
import type { SessionCore } from "./session-core.ts";
import { pacingOf } from "./source.ts";

export type Runs = {
  readonly plan: (target: RunTarget, mode: RunMode, signal: AbortSignal) => Promise<Plan>;
  /** Starts an accepted plan. Throws busy, forbidden (unknown token). */
  readonly start: (token: string, budgetUsd: number | null) => Promise<string>;
  readonly stop: () => boolean;
  /** Resolves when nothing runs. */
  readonly idle: () => Promise<void>;
  readonly isBusy: () => boolean;
  /** Re-runs free cells whose inputs are ready, shortly; nothing happens before the first edit or run. */
  readonly autoRunSoon: () => void;
  readonly close: () => Promise<void>;
};

type AcceptablePlan = {
  readonly cells: readonly string[];
  readonly mode: RunMode;
  readonly estimates: ReadonlyMap<string, CostRange>;
  /** Cells may run on inputs that are not final. */
  readonly onLastResults: boolean;
};

/** Below both, a run needs no confirmation. */
const askAboveCalls = 25;
const askAboveUsd = 0.05;
const graceMs = 5_000;
const autoRunDelayMs = 300;
const plansKept = 20;

/** `onAnswers` is told when calls may have been bought. */
export function createRuns(core: SessionCore, onAnswers: () => void): Runs {
  const plans = new Map<string, AcceptablePlan>();
  let current: { readonly stop: AbortController; readonly done: Promise<void> } | null = null;
  let autoRunTimer: NodeJS.Timeout | null = null;
  let closed = false;

  const plan = async (target: RunTarget, mode: RunMode, signal: AbortSignal): Promise<Plan> => {
    let evaluation = await core.refresh();
    if (current === null && mode.type !== "retry") {
      await runFree(freeCellsFirst(target, evaluation), signal);
      evaluation = await core.refresh();
    }
    const chosen = cellsToRun(target, mode, evaluation);
    const planned = await planCells(chosen, evaluation, {
      parts: core.parts,
      journal: core.folder.journal,
      mode,
      signal,
      program: async (cell, tryRows) => {
        const runner = runners.get(cell.cell.kind);
        return runner?.type === "calls" ? runner.program(contextFor(cell, evaluation, signal), tryRows) : null;
      },
    });
    const token = core.parts.createIdentifier();
    plans.set(token, {
      cells: chosen.map((cell) => cell.cell.name),
      mode,
      onLastResults: target.type === "cell" && target.upstream === "last-results",
      estimates: new Map(planned.map(({ plan: each }) => [each.cell, each.costUsd])),
    });
    for (const old of [...plans.keys()].slice(0, -plansKept)) plans.delete(old);
    const calls = planned.reduce((sum, { plan: each }) => sum + each.calls, 0);
    const costUsd = planned.reduce<CostRange>(
      (sum, { plan: { costUsd: each } }) =>
        sum === null || each === null ? null : { low: sum.low + each.low, high: sum.high + each.high },
      { low: 0, high: 0 },
    );
    const hasEffect = planned.some(({ plan: each }) => each.costClass === "effect");
    const durations = planned.map(({ plan: each }) => each.durationMs).filter((each) => each !== null);
    return {
      token,
      cells: planned.map(({ plan: each }) => each),
      calls,
      cachedCalls: planned.reduce((sum, { plan: each }) => sum + each.cachedCalls, 0),
      costUsd,
      durationMs: durations.length === 0 ? null : durations.reduce((sum, each) => sum + each, 0),
      budgetLeftUsd: budgetLeft(),
      needsConfirmation: hasEffect || calls > askAboveCalls || (costUsd === null && calls > 0) || (costUsd?.high ?? 0) > askAboveUsd,
      problems: [...planned.flatMap(({ problem }) => problem ?? []), ...problemsInScope(target, evaluation)],
    };
  };

  const budgetLeft = (): number | null => {
    const budget = core.budgetUsd();
    return budget === null ? null : Math.max(0, budget - core.state().spentUsd);
  };

  const contextFor = (cell: EvaluatedCell, evaluation: Evaluation, signal: AbortSignal) =>
    runContext(cell, { parts: core.parts, folder: core.folder, title: core.title(), evaluation, resident: core.resident, signal });

  const start = async (token: string, budgetUsd: number | null): Promise<string> => {
    const accepted = plans.get(token);
    if (accepted === undefined)
      throw new AssayError("forbidden", "This plan is not known any more.", { hint: "Make the plan again and accept it." });
    if (current !== null)
      throw new AssayError("busy", "Another run is on in this notebook.", { hint: "Stop it, or wait until it is done." });
    plans.delete(token);
    const run = core.parts.createIdentifier();
    const stop = new AbortController();
    const left = budgetLeft();
    const limit = budgetUsd === null ? left : left === null ? budgetUsd : Math.min(budgetUsd, left);
    const done = execute(run, accepted, limit, stop)
      .catch((error: unknown) => core.parts.log({ level: "error", message: "a run ended with a bug", detail: error }))
      .finally(() => {
        current = null;
        // The pages that were shown while it ran did not count what is left; now they do.
        core
          .refresh()
          .catch((error: unknown) => core.parts.log({ level: "error", message: "evaluating a notebook failed", detail: error }));
        autoRunSoon();
      });
    current = { stop, done };
    return run;
  };

  const execute = async (run: string, accepted: AcceptablePlan, limitUsd: number | null, stop: AbortController): Promise<void> => {
    const budget = createBudget(limitUsd);
    const abort = new AbortController();
    let grace: NodeJS.Timeout | null = null;
    stop.signal.addEventListener("abort", () => {
      grace = setTimeout(() => abort.abort(), graceMs);
    });
    const startedAt = core.parts.clock.now();
    const tell = (state: RunStatus["state"], halt: Halt | null, sentence: string | null): void =>
      core.log.emit({
        type: "run",
        run: {
          run,
          state,
          mode: accepted.mode,
          cells: accepted.cells,
          startedAt,
          endedAt: state === "running" ? null : core.parts.clock.now(),
          spentUsd: budget.spentUsd(),
          budgetUsd: limitUsd,
          sentence,
          pausedBy: halt?.by ?? null,
        },
      });
    tell("running", null, null);
    queueUp(accepted.cells);
    let halt: Halt | null = null;
    const failures: string[] = [];
    for (const [index, name] of accepted.cells.entries()) {
      if (stop.signal.aborted) halt ??= { by: "you" };
      if (halt !== null) break;
      queueUp(accepted.cells.slice(index));
      const outcome = await runOne(name, accepted, { budget, stop: stop.signal, abort: abort.signal });
      if (outcome.type === "halted") halt = outcome.halt;
      if (outcome.type === "failed") failures.push(`${name}: ${outcome.problem.sentence}`);
    }
    for (const name of accepted.cells) if (core.activity.get(name)?.type === "queued") core.activity.delete(name);
    if (grace !== null) clearTimeout(grace);
    onAnswers();
    await core.refresh();
    if (halt !== null) tell("paused", halt, haltSentence(halt));
    else tell(failures.length > 0 ? "failed" : "done", null, failures[0] ?? null);
  };

  const queueUp = (names: readonly string[]): void => {
    for (const [before, name] of names.entries()) core.activity.set(name, { type: "queued", before });
    core.tellActivity();
  };

  type Outcome =
    | { readonly type: "done" }
    | { readonly type: "halted"; readonly halt: Halt }
    | { readonly type: "failed"; readonly problem: Problem };

  const runOne = async (
    name: string,
    accepted: AcceptablePlan,
    signals: { readonly budget: Budget; readonly stop: AbortSignal; readonly abort: AbortSignal },
  ): Promise<Outcome> => {
    core.activity.delete(name);
    const evaluation = await core.refresh();
    const cell = evaluation.cells.get(name);
    const runner = cell === undefined ? undefined : runners.get(cell.cell.kind);
    if (cell === undefined || runner === undefined || !mayRun(cell, accepted.mode, accepted.onLastResults)) return { type: "done" };
    core.activity.set(name, { type: "running", sentence: "starting", progress: null });
    core.tellActivity();
    const cellLimit = pacingOf(cell.cell).budgetUsd;
    try {
      const halt = await runCell(core, provisionalRecipe(cell, evaluation), runner, contextFor(cell, evaluation, signals.abort), {
        mode: accepted.mode,
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
      const problem = problemFrom(error, name);
      core.activity.set(name, { type: "failed", recipe: cell.recipe?.hash ?? null, problem });
      if (signals.abort.aborted) return { type: "halted", halt: { by: "you" } };
      return { type: "failed", problem };
    } finally {
      await core.refresh();
    }
  };

  /** The runner's row loop is one of the three places where bugs are caught: one broken cell leaves the others running. */
  const problemFrom = (error: unknown, cell: string): Problem => {
    if (error instanceof AssayError) return { ...problemOf(error), place: { ...error.place, cell } };
    if (error instanceof Error && error.name === "AbortError")
      return { code: "stopped", severity: "warning", sentence: "Stopped.", place: { cell } };
    core.parts.log({ level: "error", message: `cell ${cell} ended with a bug`, detail: error });
    return {
      code: "unsupported",
      severity: "error",
      sentence: `Assay failed on this cell: ${error instanceof Error ? error.message : String(error)}`,
      hint: "This is a bug. Nothing paid for is lost; please report it with the log.",
      place: { cell },
    };
  };

  const runFree = async (names: readonly string[], signal: AbortSignal): Promise<void> => {
    for (const name of names) {
      signal.throwIfAborted();
      await runOne(
        name,
        { cells: [name], mode: { type: "full" }, estimates: new Map(), onLastResults: false },
        { budget: createBudget(0), stop: signal, abort: signal },
      );
    }
  };

  const autoRunSoon = (): void => {
    if (closed) return;
    if (autoRunTimer !== null) clearTimeout(autoRunTimer);
    autoRunTimer = setTimeout(() => {
      autoRunTimer = null;
      if (current !== null) return;
      const stop = new AbortController();
      const done = autoRun(stop.signal)
        .catch((error: unknown) => core.parts.log({ level: "error", message: "running free cells ended with a bug", detail: error }))
        .finally(() => {
          current = null;
        });
      current = { stop, done };
    }, autoRunDelayMs);
  };

  const autoRun = async (signal: AbortSignal): Promise<void> => {
    const tried = new Set<string>();
    for (;;) {
      const evaluation = await core.refresh();
      const next = evaluation.graph.order.find((name) => !tried.has(name) && runsByItself(evaluation.cells.get(name), core));
      if (next === undefined || signal.aborted) return;
      tried.add(next);
      await runFree([next], signal);
    }
  };

  return {
    plan,
    start,
    autoRunSoon,
    stop: () => {
      current?.stop.abort();
      return current !== null;
    },
    isBusy: () => current !== null,
    idle: async () => {
      while (current !== null) await current.done;
    },
    close: async () => {
      closed = true;
      if (autoRunTimer !== null) clearTimeout(autoRunTimer);
      current?.stop.abort();
      await current?.done;
    },
  };
}
