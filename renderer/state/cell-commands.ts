import type { CommandId } from "#shared/commands/command-list.ts";
import { blockBeside, findBlock, type Placed } from "./blocks.ts";
import { mayRunElsewhere } from "./elsewhere.ts";
import { attempt } from "./failure.ts";
import { isRunning, type SessionView } from "./session.ts";
import { deleteBlock, insertProse, moveSelected, pasteText, travel } from "./session-edits.ts";
import { fullMode, type LiveSession, requestRun, saveNow, stopRun, tryMode } from "./session-runs.ts";
import type { Context, WorkbenchBehaviour } from "./workbench-commands.ts";

type Parts = { readonly session: LiveSession; readonly view: SessionView; readonly selected: Placed | null };

function parts({ session }: Context): Parts | null {
  if (!session) return null;
  const view = session.store.getState();
  return { session, view, selected: findBlock(view.buffer.mine, view.selected) };
}

/** What is done to the open notebook. */
function onNotebook(run: (parts: Parts) => void, when: (parts: Parts) => boolean = () => true): WorkbenchBehaviour {
  return {
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

const runStale = onNotebook(({ session }) => requestRun(session, { type: "stale" }, fullMode));
const stop = onNotebook(
  ({ session }) => stopRun(session),
  ({ view }) => isRunning(view),
);

export const cellCommands = {
  "cell.previous": onNotebook(step(-1)),
  "cell.next": onNotebook(step(1)),
  "cell.edit": onNotebook(({ session }) => session.store.setState({ mode: "edit" }), hasSelected),
  "cell.insertAbove": onNotebook(pickBeside(0)),
  "cell.insertBelow": onNotebook(pickBeside(1)),
  "cell.insertText": onNotebook(({ session, selected, view }) =>
    insertProse(session, selected ? selected.index + 1 : view.buffer.mine.blocks.length),
  ),
  "cell.delete": onNotebook(({ session, selected }) => selected && deleteBlock(session, selected.key), hasSelected),
  "cell.cut": onNotebook((found) => {
    copySelected(found);
    if (found.selected) deleteBlock(found.session, found.selected.key);
  }, hasSelected),
  "cell.copy": onNotebook(copySelected, hasSelected),
  "cell.paste": onNotebook(pasteBeside(1)),
  "cell.pasteAbove": onNotebook(pasteBeside(0)),
  "cell.moveUp": onNotebook(({ session, selected }) => selected && moveSelected(session, selected.key, -1), hasSelected),
  "cell.moveDown": onNotebook(({ session, selected }) => selected && moveSelected(session, selected.key, 1), hasSelected),
  "cell.foldOutput": onNotebook(toggleFold("output"), isCell),
  "cell.foldSource": onNotebook(toggleFold("source"), isCell),
  "cell.table": onNotebook(({ selected }) => focusTable(selected), isCell),
  "cell.rename": onNotebook((found) => found.session.store.setState({ renaming: cellName(found) }), isCell),
  "notebook.undo": onNotebook(
    ({ session }) => travel(session, "undo"),
    ({ view }) => view.history.done.length > 0,
  ),
  "notebook.redo": onNotebook(
    ({ session }) => travel(session, "redo"),
    ({ view }) => view.history.undone.length > 0,
  ),
  "notebook.find": onNotebook(({ session, view }) => session.store.setState({ finding: { replaces: view.finding?.replaces ?? false } })),
  "notebook.replace": onNotebook(({ session }) => session.store.setState({ finding: { replaces: true } })),
  "run.cell": onNotebook((found) => runSelected(found), isCell),
  "run.cellAndNext": onNotebook((found) => {
    runSelected(found);
    const next = blockBeside(found.view.buffer.mine, found.view.selected, 1);
    if (next?.key === found.view.selected) pickBeside(1)(found);
    else step(1)(found);
  }, hasSelected),
  "run.cellAndInsert": onNotebook((found) => {
    runSelected(found);
    pickBeside(1)(found);
  }, hasSelected),
  "run.try": onNotebook((found) => runSelected(found, tryMode), isCell),
  "run.elsewhere": onNotebook(
    (found) => found.session.store.setState({ elsewhere: cellName(found) }),
    // Cells above run first, so that the rows are there.
    (found) => isCell(found) && found.view.remote.trusted && mayRunElsewhere(found.view.remote.cells[cellName(found)]),
  ),
  "run.stale": runStale,
  "run.staleLetter": runStale,
  "run.upstream": onNotebook((found) => runSelected(found), isCell),
  "run.stop": stop,
  "run.stopLetter": stop,
  "notebook.save": onNotebook(({ session }) => saveNow(session)),
  "problem.next": onNotebook(stepProblem(1)),
  "problem.previous": onNotebook(stepProblem(-1)),
} satisfies { readonly [id in CommandId]?: WorkbenchBehaviour };

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
