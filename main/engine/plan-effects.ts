import { AssayError, problemOf } from "#shared/assay-error.ts";
import { runners } from "./cells/runners.ts";
import type { Evaluation } from "./evaluation.ts";
import type { CellPlanning } from "./plan.ts";
import { contextFor } from "./run-one.ts";
import type { SessionCore } from "./session-core.ts";

/** Says of each planned cell what a run does outside the notebook, so that a person agrees to that and not to less. */
export async function withEffects(
  core: SessionCore,
  planned: readonly CellPlanning[],
  evaluation: Evaluation,
  signal: AbortSignal,
): Promise<readonly CellPlanning[]> {
  const before = new Set<string>();
  const told: CellPlanning[] = [];
  for (const planning of planned) {
    told.push(await withEffect(core, planning, evaluation, before, signal));
    before.add(planning.plan.cell);
  }
  return told;
}

async function withEffect(
  core: SessionCore,
  planning: CellPlanning,
  evaluation: Evaluation,
  before: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<CellPlanning> {
  const { plan } = planning;
  const cell = evaluation.cells.get(plan.cell);
  const runner = runners.get(plan.kind);
  if (cell === undefined || runner?.type !== "direct" || runner.describe === undefined) return planning;
  const upstream = evaluation.graph.nodes.get(plan.cell)?.upstream ?? [];
  const isReady = upstream.every((name) => !before.has(name) && evaluation.cells.get(name)?.isUsable === true);
  try {
    const effects = await runner.describe(contextFor(core, cell, evaluation, signal), isReady);
    return { ...planning, plan: { ...plan, effects } };
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    return { ...planning, problem: { ...problemOf(error), place: { ...error.place, cell: plan.cell } } };
  }
}
