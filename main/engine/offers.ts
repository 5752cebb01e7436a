import type { CellPlan } from "#shared/journal/entries.ts";
import { runners } from "./cells/runners.ts";
import type { EvaluatedCell, Evaluation } from "./evaluation.ts";
import { planCells } from "./plan.ts";
import { runContext } from "./run-context.ts";
import type { SessionCore } from "./session-core.ts";
import { costClassOf } from "./source.ts";

/** What running each paid cell would take now, counted in the background so that its button can say so. */
export type Offers = {
  readonly get: (cell: EvaluatedCell) => CellPlan | null;
  /** Counts what is not yet counted, a little later, while somebody looks and nothing runs. */
  readonly countSoon: (evaluation: Evaluation) => void;
  /** Answers have come since: what was counted no longer holds. */
  readonly forget: () => void;
  readonly close: () => void;
};

const delayMs = 250;
const offered = new Set(["new", "stale", "paused"]);

export function createOffers(core: SessionCore, isBusy: () => boolean): Offers {
  const known = new Map<string, { readonly recipe: string; readonly plan: CellPlan | null }>();
  let timer: NodeJS.Timeout | null = null;
  let stop = new AbortController();

  const isMissing = (cell: EvaluatedCell): boolean =>
    costClassOf(cell.cell) === "paid" &&
    offered.has(cell.state) &&
    cell.recipe !== null &&
    known.get(cell.cell.name)?.recipe !== cell.recipe.hash;

  const count = async (evaluation: Evaluation, signal: AbortSignal): Promise<void> => {
    for (const cell of evaluation.cells.values()) {
      if (signal.aborted || isBusy() || core.log.watchers() === 0) return;
      if (!isMissing(cell) || cell.recipe === null) continue;
      const [planning] = await planCells([cell], evaluation, {
        parts: core.parts,
        journal: core.folder.journal,
        batches: core.folder.batches,
        mode: { type: "full" },
        signal,
        program: async (each, tryRows) => {
          const runner = runners.get(each.cell.kind);
          if (runner?.type !== "calls") return null;
          return runner.program(
            runContext(each, { parts: core.parts, folder: core.folder, title: core.title(), evaluation, resident: core.resident, signal }),
            tryRows,
          );
        },
      });
      if (signal.aborted) return;
      known.set(cell.cell.name, {
        recipe: cell.recipe.hash,
        plan: planning === undefined || planning.problem !== null ? null : planning.plan,
      });
      core.tellActivity();
    }
  };

  const clear = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    stop.abort();
    stop = new AbortController();
  };

  return {
    get: (cell) => {
      const found = known.get(cell.cell.name);
      return offered.has(cell.state) && found !== undefined && found.recipe === cell.recipe?.hash ? found.plan : null;
    },
    countSoon: (evaluation) => {
      clear();
      if (![...evaluation.cells.values()].some(isMissing)) return;
      const { signal } = stop;
      timer = setTimeout(() => {
        count(evaluation, signal).catch((error: unknown) => {
          if (!signal.aborted) core.parts.log({ level: "warning", message: "counting what a run would take failed", detail: error });
        });
      }, delayMs);
    },
    forget: () => known.clear(),
    close: clear,
  };
}
