import type { NotebookDocument } from "#shared/notebook/document.ts";
import type { Merge } from "./buffer.ts";

/** A change of the notebook as it was made: enough to take it back even after others have followed. */
export type Step = {
  readonly label: string;
  readonly before: NotebookDocument;
  readonly after: NotebookDocument;
  readonly coalesce: string | null;
};

export type History = { readonly done: readonly Step[]; readonly undone: readonly Step[] };

export const emptyHistory: History = { done: [], undone: [] };

const stepsKept = 200;

/** Steps with the same `coalesce` key in a row (typing in one cell) are one step. */
export function record(history: History, step: Step): History {
  const last = history.done.at(-1);
  if (last && step.coalesce !== null && last.coalesce === step.coalesce && history.undone.length === 0) {
    return { done: [...history.done.slice(0, -1), { ...step, before: last.before }], undone: [] };
  }
  return { done: [...history.done, step].slice(-stepsKept), undone: [] };
}

/** After a pause in typing the next key begins a step of its own. */
export function seal(history: History): History {
  const last = history.done.at(-1);
  if (!last || last.coalesce === null) return history;
  return { ...history, done: [...history.done.slice(0, -1), { ...last, coalesce: null }] };
}

export type Travel =
  | { readonly type: "moved"; readonly history: History; readonly document: NotebookDocument; readonly label: string }
  | { readonly type: "blocked"; readonly label: string; readonly cells: readonly string[] }
  | { readonly type: "nothing" };

/** Takes the last step back. Undoing is merging the way back into what stands now, so later changes of other cells stay. */
export function undo(history: History, now: NotebookDocument, merge: Merge): Travel {
  const step = history.done.at(-1);
  if (!step) return { type: "nothing" };
  const merged = step.after === now ? { document: step.before, conflicts: [] } : merge(step.after, now, step.before);
  if (merged.conflicts.length > 0) return { type: "blocked", label: step.label, cells: merged.conflicts.map((each) => each.name) };
  return {
    type: "moved",
    history: { done: history.done.slice(0, -1), undone: [...history.undone, { ...step, coalesce: null }] },
    document: merged.document,
    label: step.label,
  };
}

export function redo(history: History, now: NotebookDocument, merge: Merge): Travel {
  const step = history.undone.at(-1);
  if (!step) return { type: "nothing" };
  const merged = step.before === now ? { document: step.after, conflicts: [] } : merge(step.before, now, step.after);
  if (merged.conflicts.length > 0) return { type: "blocked", label: step.label, cells: merged.conflicts.map((each) => each.name) };
  return {
    type: "moved",
    history: { done: [...history.done, step], undone: history.undone.slice(0, -1) },
    document: merged.document,
    label: step.label,
  };
}
