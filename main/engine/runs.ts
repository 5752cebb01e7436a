import { AssayError } from "#shared/assay-error.ts";
import type { Plan } from "#shared/contract/contract.ts";
import type { RunTarget } from "#shared/contract/schemas.ts";
import type { RunMode, RunStatus } from "#shared/journal/entries.ts";
import { createBudget } from "./budget.ts";
import { type Halt, haltSentence } from "./buyer.ts";
import { budgetLeft, makePlan } from "./make-plan.ts";
import { type AcceptedPlan, runOne } from "./run-one.ts";
import { freeCellsFirst, runsByItself } from "./run-targets.ts";
import type { SessionCore } from "./session-core.ts";

export type Runs = {
  readonly plan: (target: RunTarget, mode: RunMode, signal: AbortSignal) => Promise<Plan>;
  /** Starts an accepted plan. Throws busy, forbidden (unknown token, restricted folder). */
  readonly start: (token: string, budgetUsd: number | null) => Promise<string>;
  /** Goes on with a cell under the plan a person accepted for it earlier, once nothing else runs; resolves when that has ended. */
  readonly goOn: (cell: string, mode: RunMode) => Promise<void>;
  readonly stop: () => boolean;
  /** Resolves when nothing runs. */
  readonly idle: () => Promise<void>;
  readonly isBusy: () => boolean;
  /** Re-runs free cells whose inputs are ready, shortly; nothing happens before the first edit or run. */
  readonly autoRunSoon: () => void;
  readonly close: () => Promise<void>;
};

/** `startedBy`: a person; batches that are back; free cells that run by themselves; or a plan, of whose cells those are run first. */
type CurrentRun = {
  readonly stop: AbortController;
  readonly done: Promise<void>;
  readonly startedBy: "person" | "batch" | "itself" | "plan";
};

const graceMs = 5_000;
const autoRunDelayMs = 300;
const plansKept = 20;

/** `onAnswers` is told when calls may have been bought: which cells wait for a batch of theirs, and which do not. */
export function createRuns(
  core: SessionCore,
  onAnswers: (cells: { readonly settled: readonly string[]; readonly waiting: readonly string[] }) => Promise<void>,
): Runs {
  const plans = new Map<string, AcceptedPlan>();
  let current: CurrentRun | null = null;
  let autoRunTimer: NodeJS.Timeout | null = null;
  let closed = false;

  const plan = async (target: RunTarget, mode: RunMode, signal: AbortSignal): Promise<Plan> => {
    refuseRestricted(core);
    // What runs by itself is waited for, since a plan counts what it makes.
    while (isForPlans(current)) await current.done;
    if (current === null && mode.type !== "retry") await runFirst(target, signal);
    const made = await makePlan(core, target, mode, signal);
    plans.set(made.plan.token, made.accepted);
    for (const old of [...plans.keys()].slice(0, -plansKept)) plans.delete(old);
    return made.plan;
  };

  const start = async (token: string, budgetUsd: number | null): Promise<string> => {
    refuseRestricted(core);
    const accepted = plans.get(token);
    if (accepted === undefined)
      throw new AssayError("forbidden", "This plan is not known any more.", { hint: "Make the plan again and accept it." });
    // Free cells give way to what a person asked for. A cell whose batch is back is let go on: nobody here asked for it.
    let left = await budgetLeft(core);
    while (current !== null) {
      if (current.startedBy === "person")
        throw new AssayError("busy", "Another run is on in this notebook.", { hint: "Stop it, or wait until it is done." });
      if (current.startedBy === "itself") current.stop.abort();
      await current.done;
      left = await budgetLeft(core);
    }
    plans.delete(token);
    return begin(accepted, budgetUsd === null ? left : left === null ? budgetUsd : Math.min(budgetUsd, left));
  };

  const goOn = async (cell: string, mode: RunMode): Promise<void> => {
    let left = await budgetLeft(core);
    while (current !== null) {
      await current.done;
      left = await budgetLeft(core);
    }
    if (closed) return;
    begin({ cells: [cell], mode, estimates: new Map(), onLastResults: false, goesOn: true }, left);
    await idle();
  };

  const begin = (accepted: AcceptedPlan, limit: number | null): string => {
    const run = core.parts.createIdentifier();
    const stop = new AbortController();
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
    current = { stop, done, startedBy: accepted.goesOn ? "batch" : "person" };
    return run;
  };

  const execute = async (run: string, accepted: AcceptedPlan, limitUsd: number | null, stop: AbortController): Promise<void> => {
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
    const waiting: string[] = [];
    for (const [index, name] of accepted.cells.entries()) {
      if (stop.signal.aborted) halt ??= { by: "you" };
      // A batch takes a day: cells that do not wait for it run meanwhile.
      if (halt !== null && halt.by !== "batch") break;
      queueUp(accepted.cells.slice(index));
      const outcome = await runOne(core, name, accepted, { budget, stop: stop.signal, abort: abort.signal });
      if (outcome.type === "halted" && outcome.halt.by === "batch" && outcome.halt.after !== undefined) waiting.push(name);
      if (outcome.type === "halted") halt = outcome.halt.by === "batch" ? (halt ?? outcome.halt) : outcome.halt;
      if (outcome.type === "failed") failures.push(`${name}: ${outcome.problem.sentence}`);
    }
    for (const name of accepted.cells) if (core.activity.get(name)?.type === "queued") core.activity.delete(name);
    if (grace !== null) clearTimeout(grace);
    await onAnswers({ settled: accepted.cells.filter((name) => !waiting.includes(name)), waiting });
    await core.refresh();
    if (halt !== null) tell("paused", halt, haltSentence(halt));
    else tell(failures.length > 0 ? "failed" : "done", null, failures[0] ?? null);
  };

  const queueUp = (names: readonly string[]): void => {
    for (const [before, name] of names.entries()) core.activity.set(name, { type: "queued", before });
    core.tellActivity();
  };

  const runFree = async (names: readonly string[], signal: AbortSignal): Promise<void> => {
    for (const name of names) {
      signal.throwIfAborted();
      await runOne(
        core,
        name,
        { cells: [name], mode: { type: "full" }, estimates: new Map(), onLastResults: false },
        { budget: createBudget(0), stop: signal, abort: signal },
      );
    }
  };

  /** Free cells a plan counts on. They are a run like any other, so that nothing else runs the same cells meanwhile. */
  const runFirst = async (target: RunTarget, signal: AbortSignal): Promise<void> => {
    const stop = new AbortController();
    const running = core
      .refresh()
      .then((evaluation) => runFree(freeCellsFirst(target, evaluation), AbortSignal.any([signal, stop.signal])));
    const end = (): void => {
      current = null;
    };
    current = { stop, done: running.then(end, end), startedBy: "plan" };
    await current.done;
    try {
      await running;
    } catch (error) {
      if (!stop.signal.aborted) throw error;
      throw new AssayError("stopped", "The plan was stopped while its free cells ran.", { hint: "Run again to go on.", cause: error });
    }
  };

  const idle = async (): Promise<void> => {
    while (current !== null) await current.done;
  };

  const autoRunSoon = (): void => {
    if (closed || !isTrusted(core)) return;
    if (autoRunTimer !== null) clearTimeout(autoRunTimer);
    autoRunTimer = setTimeout(() => {
      autoRunTimer = null;
      // What runs by itself may have passed the cell that has changed since; a person's run looks again at its end.
      if (isForPlans(current)) autoRunSoon();
      if (current !== null) return;
      const stop = new AbortController();
      const done = autoRun(stop.signal)
        .catch((error: unknown) => core.parts.log({ level: "error", message: "running free cells ended with a bug", detail: error }))
        .finally(() => {
          current = null;
        });
      current = { stop, done, startedBy: "itself" };
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
    idle,
    goOn,
    close: async () => {
      closed = true;
      if (autoRunTimer !== null) clearTimeout(autoRunTimer);
      current?.stop.abort();
      await current?.done;
    },
  };
}

function isTrusted(core: SessionCore): boolean {
  return core.state().trusted ?? true;
}

/** Whatever a window offers: nothing of a folder that a person has not trusted is run, free or paid. */
function refuseRestricted(core: SessionCore): void {
  if (isTrusted(core)) return;
  throw new AssayError("forbidden", "This folder is restricted: its results are shown, and nothing runs.", {
    hint: "Trust it in the bar above the notebook, and run again.",
  });
}

/** Free cells run, whose results a plan counts. */
function isForPlans(run: CurrentRun | null): run is CurrentRun {
  return run?.startedBy === "itself" || run?.startedBy === "plan";
}
