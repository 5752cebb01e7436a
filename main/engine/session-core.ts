import type { Problem } from "#shared/assay-error.ts";
import type { Progress } from "#shared/journal/entries.ts";
import type { Evaluation } from "./evaluation.ts";
import type { SessionLog } from "./log.ts";
import type { NotebookBuffer } from "./notebook-buffer.ts";
import type { EngineParts } from "./parts/engine-parts.ts";
import type { CellRecordState, NotebookFolder, NotebookState } from "./parts/folder.ts";
import type { ResidentTables } from "./resident-tables.ts";

/** What a cell is doing right now, laid over what its source and results say. */
export type Activity =
  | { readonly type: "queued"; readonly before: number }
  | { readonly type: "running"; readonly sentence: string; readonly progress: Progress | null }
  /** The last run of this recipe failed; it stands until the recipe changes or it runs again. */
  | { readonly type: "failed"; readonly recipe: string | null; readonly problem: Problem };

/** What the parts of a session share. */
export type SessionCore = {
  readonly path: string;
  readonly parts: EngineParts;
  readonly folder: NotebookFolder;
  readonly buffer: NotebookBuffer;
  readonly log: SessionLog;
  readonly resident: ResidentTables;
  readonly activity: Map<string, Activity>;
  readonly title: () => string;
  readonly budgetUsd: () => number | null;
  readonly state: () => NotebookState;
  readonly updateState: (change: (state: NotebookState) => NotebookState) => Promise<void>;
  /** The newest evaluation, made again if anything changed since; tells every window what is new. */
  readonly refresh: () => Promise<Evaluation>;
  /** Tells windows of changed activity without evaluating again. */
  readonly tellActivity: () => void;
  /** Forgets what is remembered of a result that was just written. */
  readonly forgetResult: (recipe: string) => void;
};

/** The state with one cell's record changed. */
export function withCell(state: NotebookState, cell: string, change: (record: CellRecordState) => CellRecordState): NotebookState {
  const record = state.cells[cell] ?? { recipe: "", paused: null, lastPlan: null, provisional: null };
  return { ...state, cells: { ...state.cells, [cell]: change(record) } };
}
