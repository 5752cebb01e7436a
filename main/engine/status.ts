import type { CellPlan, CellStatus } from "#shared/journal/entries.ts";
import type { EvaluatedCell, Evaluation } from "./evaluation.ts";
import type { Activity } from "./session-core.ts";
import { costClassOf } from "./source.ts";

/** What windows are told of a cell: its evaluation, with what it is doing right now laid over. */
export function statusOf(
  evaluated: EvaluatedCell,
  evaluation: Evaluation,
  activity: Activity | undefined,
  plan: CellPlan | null,
): CellStatus {
  const node = evaluation.graph.nodes.get(evaluated.cell.name);
  const status: CellStatus = {
    name: evaluated.cell.name,
    kind: evaluated.cell.kind,
    costClass: costClassOf(evaluated.cell),
    state: evaluated.state,
    sentence: evaluated.sentence,
    reasons: withCounts(evaluated.reasons, plan),
    problems: evaluated.problems,
    upstream: node?.upstream ?? [],
    downstream: node?.downstream ?? [],
    plan,
    progress: null,
    result: evaluated.shown?.stored.result ?? null,
  };
  if (activity === undefined) return status;
  switch (activity.type) {
    case "queued":
      return { ...status, state: "queued", sentence: activity.before > 0 ? `queued (${activity.before} before it)` : "queued" };
    case "running":
      return { ...status, state: "running", sentence: activity.sentence, progress: activity.progress };
    case "failed":
      // A result that came since settles a failure, but an export that was asked for again has failed although its first one stands.
      if (evaluated.state === "fresh" && status.costClass !== "effect") return status;
      if ((evaluated.recipe?.hash ?? null) !== activity.recipe) return status;
      return { ...status, state: "error", sentence: activity.problem.sentence, problems: [...status.problems, activity.problem] };
  }
}

/** Stale reasons, with how much of the cell the journal already answers. */
function withCounts(reasons: readonly string[], plan: CellPlan | null): readonly string[] {
  if (reasons.length === 0 || plan === null || plan.mostCalls !== plan.calls) return reasons;
  return [...reasons, `${plan.calls.toLocaleString("en")} new, ${plan.cachedCalls.toLocaleString("en")} cached`];
}
