import { blockBeside, findBlock, type Placed } from "./blocks.ts";
import { attempt } from "./failure.ts";
import { isRunning, type SessionView } from "./session.ts";
import { deleteBlock, insertProse, moveSelected, pasteText, travel } from "./session-edits.ts";
import { fullMode, type LiveSession, requestRun, saveNow, stopRun, tryMode } from "./session-runs.ts";
import type { Context, WorkbenchCommand } from "./workbench-commands.ts";

type Parts = { readonly session: LiveSession; readonly view: SessionView; readonly selected: Placed | null };

function parts({ session }: Context): Parts | null {
  if (!session) return null;
  const view = session.store.getState();
  return { session, view, selected: findBlock(view.buffer.mine, view.selected) };
}

/** A command on the open notebook. */
function onNotebook(
  command: Omit<WorkbenchCommand, "run" | "when">,
  run: (parts: Parts) => void,
  when: (parts: Parts) => boolean = () => true,
): WorkbenchCommand {
  return {
    ...command,
    when: (context) => {
      const found = parts(context);
      return found !== null && when(found);
    },
    run: (context) => {
      const found = parts(context);
      if (found) run(found);
    },
  };
}

const isCell = ({ selected }: Parts): boolean => selected?.block.type === "cell";
const hasSelected = ({ selected }: Parts): boolean => selected !== null;
const cellName = ({ selected }: Parts): string => (selected?.block.type === "cell" ? selected.block.name : "");

function step(steps: number) {
  return ({ session, view }: Parts): void => {
    const next = blockBeside(view.buffer.mine, view.selected, steps);
    if (next) session.store.setState({ selected: next.key, mode: "command" });
  };
}

function runSelected(found: Parts, mode = fullMode): void {
  if (isCell(found)) requestRun(found.session, { type: "cell", cell: cellName(found), upstream: "run" }, mode);
}

function pickBeside(after: 0 | 1) {
  return ({ session, selected, view }: Parts): void =>
    session.store.setState({ picking: selected ? selected.index + after : view.buffer.mine.blocks.length });
}

function toggleFold(part: "source" | "output") {
  return ({ session, selected }: Parts): void => {
    if (!selected) return;
    session.store.setState((view) => {
      const now = view.folds[selected.key] ?? { source: false, output: false };
      return { folds: { ...view.folds, [selected.key]: { ...now, [part]: !now[part] } } };
    });
  };
}

function copySelected({ selected }: Parts): void {
  if (selected) attempt(() => navigator.clipboard.writeText(selected.block.raw));
}

function pasteBeside(after: 0 | 1) {
  return ({ session, selected, view }: Parts): void =>
    attempt(async () => {
      const text = await navigator.clipboard.readText();
      pasteText(session, selected ? selected.index + after : view.buffer.mine.blocks.length, text);
    });
}

const cells = { group: "Cell", scope: "cells" } as const;
const run = { group: "Run", scope: "everywhere" } as const;

export const cellCommands: readonly WorkbenchCommand[] = [
  onNotebook({ ...cells, id: "cell.previous", title: "Previous cell", keys: ["Up", "K"] }, step(-1)),
  onNotebook({ ...cells, id: "cell.next", title: "Next cell", keys: ["Down", "J"] }, step(1)),
  onNotebook(
    { ...cells, id: "cell.edit", title: "Edit source", keys: ["Enter"] },
    ({ session }) => session.store.setState({ mode: "edit" }),
    hasSelected,
  ),
  onNotebook({ ...cells, id: "cell.insertAbove", title: "Insert cell above", keys: ["A"] }, pickBeside(0)),
  onNotebook({ ...cells, id: "cell.insertBelow", title: "Insert cell below", keys: ["B"] }, pickBeside(1)),
  onNotebook({ ...cells, id: "cell.insertText", title: "Insert text below", keys: ["M"] }, ({ session, selected, view }) =>
    insertProse(session, selected ? selected.index + 1 : view.buffer.mine.blocks.length),
  ),
  onNotebook(
    { ...cells, id: "cell.delete", title: "Delete cell", keys: ["D D"] },
    ({ session, selected }) => selected && deleteBlock(session, selected.key),
    hasSelected,
  ),
  onNotebook(
    { ...cells, id: "cell.cut", title: "Cut cell", keys: ["X"] },
    (found) => {
      copySelected(found);
      if (found.selected) deleteBlock(found.session, found.selected.key);
    },
    hasSelected,
  ),
  onNotebook({ ...cells, id: "cell.copy", title: "Copy cell as Markdown", keys: ["C"] }, copySelected, hasSelected),
  onNotebook({ ...cells, id: "cell.paste", title: "Paste below", keys: ["V"] }, pasteBeside(1)),
  onNotebook({ ...cells, id: "cell.pasteAbove", title: "Paste above", keys: ["Shift+V"] }, pasteBeside(0)),
  onNotebook(
    { ...cells, id: "cell.moveUp", title: "Move up", keys: ["Alt+Up"] },
    ({ session, selected }) => selected && moveSelected(session, selected.key, -1),
    hasSelected,
  ),
  onNotebook(
    { ...cells, id: "cell.moveDown", title: "Move down", keys: ["Alt+Down"] },
    ({ session, selected }) => selected && moveSelected(session, selected.key, 1),
    hasSelected,
  ),
  onNotebook({ ...cells, id: "cell.foldOutput", title: "Fold output", keys: ["O"] }, toggleFold("output"), isCell),
  onNotebook({ ...cells, id: "cell.foldSource", title: "Fold source", keys: ["Shift+O"] }, toggleFold("source"), isCell),
  onNotebook(
    { ...cells, id: "cell.table", title: "Go into the output table", keys: ["T"] },
    ({ selected }) => focusTable(selected),
    isCell,
  ),
  onNotebook(
    { ...cells, scope: "everywhere", id: "cell.rename", title: "Rename cell", keys: ["F2"] },
    (found) => found.session.store.setState({ renaming: cellName(found) }),
    isCell,
  ),
  onNotebook(
    { ...cells, id: "notebook.undo", title: "Undo", keys: ["Z", "Mod+Z"] },
    ({ session }) => travel(session, "undo"),
    ({ view }) => view.history.done.length > 0,
  ),
  onNotebook(
    { ...cells, id: "notebook.redo", title: "Redo", keys: ["Shift+Z", "Mod+Shift+Z", "Mod+Y"] },
    ({ session }) => travel(session, "redo"),
    ({ view }) => view.history.undone.length > 0,
  ),
  onNotebook({ ...run, id: "run.cell", title: "Run cell", keys: ["Mod+Enter"] }, (found) => runSelected(found), isCell),
  onNotebook(
    { ...run, id: "run.cellAndNext", title: "Run cell and go to the next", keys: ["Shift+Enter"] },
    (found) => {
      runSelected(found);
      const next = blockBeside(found.view.buffer.mine, found.view.selected, 1);
      if (next?.key === found.view.selected) pickBeside(1)(found);
      else step(1)(found);
    },
    hasSelected,
  ),
  onNotebook(
    { ...run, id: "run.cellAndInsert", title: "Run cell and insert below", keys: ["Alt+Enter"] },
    (found) => {
      runSelected(found);
      pickBeside(1)(found);
    },
    hasSelected,
  ),
  onNotebook({ ...run, id: "run.try", title: "Try on 8 rows", keys: ["Mod+Shift+Enter"] }, (found) => runSelected(found, tryMode), isCell),
  onNotebook({ ...run, id: "run.stale", title: "Run what is stale", keys: ["F9"] }, ({ session }) =>
    requestRun(session, { type: "stale" }, fullMode),
  ),
  onNotebook({ ...run, scope: "cells", id: "run.staleLetter", title: "Run what is stale (letter)", keys: ["Shift+R"] }, ({ session }) =>
    requestRun(session, { type: "stale" }, fullMode),
  ),
  onNotebook(
    { ...run, id: "run.upstream", title: "Run cell with everything it needs", keys: ["Shift+F9"] },
    (found) => runSelected(found),
    isCell,
  ),
  onNotebook(
    { ...run, id: "run.stop", title: "Stop", keys: ["Mod+."] },
    ({ session }) => stopRun(session),
    ({ view }) => isRunning(view),
  ),
  onNotebook(
    { ...run, scope: "cells", id: "run.stopLetter", title: "Stop (letter)", keys: ["I I"] },
    ({ session }) => stopRun(session),
    ({ view }) => isRunning(view),
  ),
  onNotebook({ group: "File", scope: "everywhere", id: "notebook.save", title: "Save now", keys: ["Mod+S"] }, ({ session }) =>
    saveNow(session),
  ),
  onNotebook({ group: "Window", scope: "everywhere", id: "problem.next", title: "Next problem", keys: ["F8"] }, stepProblem(1)),
  onNotebook(
    { group: "Window", scope: "everywhere", id: "problem.previous", title: "Previous problem", keys: ["Shift+F8"] },
    stepProblem(-1),
  ),
];

function focusTable(selected: Placed | null): void {
  if (selected)
    document
      .querySelector<HTMLElement>(
        `[data-block="${CSS.escape(selected.key)}"] [role="grid"], [data-block="${CSS.escape(selected.key)}"] table`,
      )
      ?.focus();
}

function stepProblem(direction: 1 | -1) {
  return ({ session, view }: Parts): void => {
    const ill = view.remote.order.filter((name) => (view.remote.cells[name]?.problems.length ?? 0) > 0);
    const at = ill.findIndex((name) => `cell:${name}` === view.selected);
    const next = ill.at(at < 0 ? (direction > 0 ? 0 : -1) : (at + direction + ill.length) % ill.length);
    if (next) session.store.setState({ selected: `cell:${next}`, mode: "command" });
  };
}
