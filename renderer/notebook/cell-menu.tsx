import { ArrowDown, ArrowUp, Copy, FileOutput, FoldVertical, Pencil, Scissors, Trash2, UnfoldVertical } from "lucide-react";
import type { CommandId } from "#shared/commands/command-list.ts";
import type { CellStatus } from "#shared/journal/entries.ts";
import type { MenuEntry } from "../kit/Menu.tsx";
import { runCommand } from "../state/command-table.ts";
import { mayRunElsewhere } from "../state/elsewhere.ts";
import type { LiveSession } from "../state/session-runs.ts";
import type { Workbench } from "../state/workbench.ts";

type CellMenuParts = {
  readonly workbench: Workbench;
  readonly session: LiveSession;
  readonly blockKey: string;
  readonly status: CellStatus | undefined;
};

/** What the ⋯ menu of a cell holds: the same commands as the keys. */
export function cellMenu({ workbench, session, blockKey, status }: CellMenuParts): readonly MenuEntry[] {
  const run = (id: CommandId) => () => {
    session.store.setState({ selected: blockKey, mode: "command" });
    runCommand(id, { workbench, session });
  };
  const elsewhere: MenuEntry = {
    ...{ type: "item", label: "Run elsewhere …", detail: "As files for an engine on other machines.", icon: <FileOutput /> },
    disabled: !session.store.getState().remote.trusted || !mayRunElsewhere(status),
    onSelect: run("run.elsewhere"),
  };
  return [
    { type: "item", label: "Rename", icon: <Pencil />, keys: "F2", onSelect: run("cell.rename") },
    { type: "item", label: "Move up", icon: <ArrowUp />, keys: "Alt+Up", onSelect: run("cell.moveUp") },
    { type: "item", label: "Move down", icon: <ArrowDown />, keys: "Alt+Down", onSelect: run("cell.moveDown") },
    { type: "line" },
    { type: "item", label: "Copy as Markdown", icon: <Copy />, keys: "C", onSelect: run("cell.copy") },
    { type: "item", label: "Cut", icon: <Scissors />, keys: "X", onSelect: run("cell.cut") },
    { type: "line" },
    { type: "item", label: "Fold or unfold source", icon: <FoldVertical />, keys: "Shift+O", onSelect: run("cell.foldSource") },
    { type: "item", label: "Fold or unfold output", icon: <UnfoldVertical />, keys: "O", onSelect: run("cell.foldOutput") },
    { type: "line" },
    ...(status?.costClass === "paid" ? [elsewhere, { type: "line" } as const] : []),
    { type: "item", label: "Delete", icon: <Trash2 />, keys: "D D", danger: true, onSelect: run("cell.delete") },
  ];
}
