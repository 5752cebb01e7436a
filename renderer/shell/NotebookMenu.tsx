import { Download, Ellipsis, Import, Keyboard, Maximize2, Printer, Replace, Save, SaveAll, Search, TextSearch, X } from "lucide-react";
import type { ReactNode } from "react";
import { type CommandId, commandWords } from "#shared/commands/command-list.ts";
import { IconButton } from "../kit/IconButton.tsx";
import { Menu, type MenuEntry } from "../kit/Menu.tsx";
import { keysOf, runCommand } from "../state/command-table.ts";
import { useSession, useWorkbench } from "../state/hooks.ts";

/** What can be done with the whole notebook, for those who look for it with the mouse. */
export function NotebookMenu() {
  const context = { workbench: useWorkbench(), session: useSession() };
  const item = (id: CommandId, icon: ReactNode): MenuEntry => {
    const { title, short } = commandWords[id];
    const keys = keysOf(id);
    return { type: "item", label: short ?? title, icon, ...(keys ? { keys } : {}), onSelect: () => runCommand(id, context) };
  };
  return (
    <Menu
      trigger={<IconButton name="Notebook menu" icon={<Ellipsis />} />}
      entries={[
        { type: "heading", label: "Export the notebook as" },
        item("notebook.report", <Download />),
        item("notebook.export.pdf", <Printer />),
        item("notebook.export.md", <Download />),
        item("notebook.export.ipynb", <Download />),
        item("notebook.export.zip", <Download />),
        { type: "line" },
        item("notebook.find", <TextSearch />),
        item("notebook.replace", <Replace />),
        { type: "line" },
        item("notebook.import", <Import />),
        item("notebook.save", <Save />),
        item("notebook.saveAs", <SaveAll />),
        { type: "line" },
        item("window.zen", <Maximize2 />),
        item("window.palette", <Search />),
        item("window.shortcuts", <Keyboard />),
        { type: "line" },
        item("notebook.close", <X />),
      ]}
    />
  );
}
