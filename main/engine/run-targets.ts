import type { Problem } from "#shared/assay-error.ts";
import type { RunTarget } from "#shared/contract/schemas.ts";
import { ancestors } from "#shared/graph/graph.ts";
import { recipeHash } from "#shared/graph/recipe.ts";
import { canonicalJson } from "#shared/journal/canonical-json.ts";
import type { RunMode } from "#shared/journal/entries.ts";
import { runners } from "./cells/runners.ts";
import type { EvaluatedCell, Evaluation } from "./evaluation.ts";
import type { SessionCore } from "./session-core.ts";
import { costClassOf, pacingOf } from "./source.ts";

const unsettled = new Set(["new", "stale", "paused"]);
const broken = new Set(["error", "clash", "off", "blocked"]);

/** Cells a run is about, upstream first. */
export function cellsToRun(target: RunTarget, mode: RunMode, evaluation: Evaluation): readonly EvaluatedCell[] {
  return inScope(target, evaluation).filter((cell) => {
    if (runners.get(cell.cell.kind)?.type === "none" || broken.has(cell.state)) return false;
    return isWanted(cell, mode, target.type === "stale", target.type === "cell" && cell.cell.name === target.cell);
  });
}

function isWanted(cell: EvaluatedCell, mode: RunMode, isSweep: boolean, isTarget: boolean): boolean {
  const costClass = costClassOf(cell.cell);
  switch (mode.type) {
    case "retry":
      return cell.state === "partial" && (isSweep || isTarget);
    case "try":
      return costClass !== "effect" && (unsettled.has(cell.state) || (isTarget && costClass === "paid"));
    case "full":
      return unsettled.has(cell.state) || (isTarget && (cell.state === "partial" || costClass === "effect"));
  }
}

/** In graph order: everything, or one cell with what stands above it. */
function inScope(target: RunTarget, evaluation: Evaluation): readonly EvaluatedCell[] {
  const ordered = evaluation.graph.order.flatMap((name) => evaluation.cells.get(name) ?? []);
  if (target.type === "stale") return ordered;
  const above = target.upstream === "run" ? ancestors(evaluation.graph, target.cell) : new Set<string>();
  return ordered.filter((cell) => cell.cell.name === target.cell || above.has(cell.cell.name));
}

/** Free cells in scope that need no paid cell first: they run before anything is planned, so that rows can be counted. */
export function freeCellsFirst(target: RunTarget, evaluation: Evaluation): readonly string[] {
  const ready = new Set<string>();
  for (const cell of inScope(target, evaluation)) {
    const upstream = evaluation.graph.nodes.get(cell.cell.name)?.upstream ?? [];
    const inputsReady = upstream.every((name) => ready.has(name) || evaluation.cells.get(name)?.isUsable === true);
    if (inputsReady && isFree(cell) && unsettled.has(cell.state)) ready.add(cell.cell.name);
  }
  return [...ready];
}

function isFree(cell: EvaluatedCell): boolean {
  const runner = runners.get(cell.cell.kind)?.type;
  return costClassOf(cell.cell) === "free" && (runner === "direct" || runner === "calls");
}

/** What stands in the way of the target, as problems on the cells themselves. */
export function problemsInScope(target: RunTarget, evaluation: Evaluation): readonly Problem[] {
  return inScope(target, evaluation)
    .filter((cell) => cell.state === "error" || cell.state === "clash" || cell.state === "off" || cell.state === "blocked")
    .flatMap((cell) => cell.problems.filter((problem) => problem.severity === "error"));
}

/** Whether a queued cell, now that its turn has come, can and need be run. On last results it runs although an input is not final. */
export function mayRun(cell: EvaluatedCell, mode: RunMode, onLastResults: boolean): boolean {
  if (broken.has(cell.state) || cell.state === "frozen") return false;
  if (cell.state === "fresh") return costClassOf(cell.cell) === "effect" || mode.type === "try";
  return cell.recipe !== null || mode.type === "try" || onLastResults;
}

const lazyAboveMs = 3_000;

/** Free cells re-run by themselves, unless told not to, frozen, slow the last time, or failed on the very same recipe. */
export function runsByItself(cell: EvaluatedCell | undefined, core: SessionCore): boolean {
  if (cell === undefined || !isFree(cell) || cell.recipe === null || !unsettled.has(cell.state)) return false;
  const activity = core.activity.get(cell.cell.name);
  if (activity?.type === "failed" && activity.recipe === cell.recipe.hash) return false;
  const lastMs = cell.cell.row?.isNeverLazy ? 0 : (cell.shown?.stored.result.durationMs ?? 0);
  return pacingOf(cell.cell).runsByItself && lastMs <= lazyAboveMs;
}

/**
 * A recipe over the inputs as they are shown, for a cell whose inputs are not final: a try on tried rows, or a run on
 * last results. It never equals a recipe over final inputs, so such a result is never taken for fresh.
 */
export function provisionalRecipe(cell: EvaluatedCell, evaluation: Evaluation): EvaluatedCell {
  if (cell.recipe !== null) return cell;
  const inputs = cell.references.map((reference) => {
    const owner = evaluation.cells.get(evaluation.graph.owners.get(reference.name.toLowerCase()) ?? "");
    return [reference.key, owner?.shown?.recipe ?? ""] as const;
  });
  const text = canonicalJson({ kind: cell.cell.kind, source: cell.cell.source, inputs: Object.fromEntries(inputs), provisional: true });
  return { ...cell, recipe: { hash: recipeHash(text), text } };
}
