import { basename } from "node:path";
import { addCalls, mayCall } from "#shared/contract/call-words.ts";
import type { Plan } from "#shared/contract/contract.ts";
import type { RunTarget } from "#shared/contract/schemas.ts";
import { reservedUsd } from "#shared/journal/batch-log.ts";
import type { CellPlan, CostRange, RunMode } from "#shared/journal/entries.ts";
import { runners } from "./cells/runners.ts";
import { planCells } from "./plan.ts";
import { withEffects } from "./plan-effects.ts";
import { type AcceptedPlan, contextFor } from "./run-one.ts";
import { cellsToRun, problemsInScope } from "./run-targets.ts";
import type { SessionCore } from "./session-core.ts";

/** Below both, a run needs no confirmation. */
const askAboveCalls = 25;
const askAboveUsd = 0.05;

/** What a run would take, and what accepting it would start. */
export async function makePlan(
  core: SessionCore,
  target: RunTarget,
  mode: RunMode,
  signal: AbortSignal,
): Promise<{ readonly plan: Plan; readonly accepted: AcceptedPlan }> {
  const evaluation = await core.refresh();
  const chosen = cellsToRun(target, mode, evaluation);
  const counted = await planCells(chosen, evaluation, {
    parts: core.parts,
    journal: core.folder.journal,
    batches: core.folder.batches,
    mode,
    signal,
    program: async (cell, tryRows) => {
      const runner = runners.get(cell.cell.kind);
      return runner?.type === "calls" ? runner.program(contextFor(core, cell, evaluation, signal), tryRows) : null;
    },
  });
  const withAll = await withEffects(core, counted, evaluation, signal);
  const cells = withAll.map(({ plan }) => plan);
  const planned = addCalls(cells);
  const costUsd = cells.map((cell) => cell.costUsd).reduce(addCosts, { low: 0, high: 0 });
  const hasEffect = cells.some((cell) => cell.costClass === "effect");
  const durations = cells.map((cell) => cell.durationMs).filter((each) => each !== null);
  return {
    accepted: {
      cells: chosen.map((cell) => cell.cell.name),
      mode,
      onLastResults: target.type === "cell" && target.upstream === "last-results",
      estimates: new Map(cells.map((cell) => [cell.cell, cell.costUsd])),
    },
    plan: {
      token: core.parts.createIdentifier(),
      cells,
      ...planned,
      cachedCalls: cells.reduce((sum, cell) => sum + cell.cachedCalls, 0),
      costUsd,
      durationMs: durations.length === 0 ? null : durations.reduce((sum, each) => sum + each, 0),
      budgetLeftUsd: await budgetLeft(core),
      needsConfirmation:
        hasEffect ||
        (planned.mostCalls ?? planned.calls) > askAboveCalls ||
        (costUsd === null && cells.some((cell) => cell.costClass === "paid" && mayCall(cell))) ||
        cells.some(isUncounted) ||
        (costUsd?.high ?? 0) > askAboveUsd,
      problems: [...withAll.flatMap(({ problem }) => problem ?? []), ...problemsInScope(target, evaluation)],
    },
  };
}

/** Nobody can tell yet how many calls it takes, free of charge or not: that is for a person to decide. */
function isUncounted({ costClass, mostCalls, calls, cachedCalls }: CellPlan): boolean {
  return costClass === "paid" && mostCalls === null && calls === 0 && cachedCalls === 0;
}

function addCosts(sum: CostRange, each: CostRange): CostRange {
  return sum === null || each === null ? null : { low: sum.low + each.low, high: sum.high + each.high };
}

/** What the notebook's budget leaves, over all its runs and the batches that are not back; null without one. */
export async function budgetLeft(core: SessionCore): Promise<number | null> {
  const budget = core.budgetUsd();
  if (budget === null) return null;
  return Math.max(0, budget - core.state().spentUsd - reservedUsd(await core.folder.batches.read(), basename(core.path)));
}
