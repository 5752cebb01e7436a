import type { MenuItemConstructorOptions } from "electron";
import { type CommandId, commandWords } from "#shared/commands/command-list.ts";
import { acceleratorOf } from "./accelerator.ts";

type Item = MenuItemConstructorOptions;

export type MenuActions = {
  readonly openNotebook: () => void;
  readonly openFolder: () => void;
  readonly openRecent: (path: string) => void;
  readonly clearRecent: () => void;
  readonly showAbout: () => void;
  /** Asks the page of the focused window to run a command. */
  readonly choose: (command: CommandId) => void;
};

export type MenuState = {
  readonly platform: string;
  readonly isPackaged: boolean;
  /** Paths, the latest first. */
  readonly recent: readonly string[];
  /** What the focused page can do now. */
  readonly enabled: ReadonlySet<CommandId>;
};

const line: Item = { type: "separator" };

/** The window's menus: what the page can do, by the names and keys of the list of commands, and what only a window can. */
export function menuTemplate(state: MenuState, actions: MenuActions): Item[] {
  const items = commandItems(state, actions.choose);
  const isMac = state.platform === "darwin";
  const about: Item = { label: "About Assay", click: actions.showAbout };
  return [
    ...(isMac ? [appMenu(about, items.command("window.settings"))] : []),
    fileMenu(items, state, actions),
    editMenu(items),
    cellMenu(items),
    runMenu(items),
    viewMenu(items, state),
    windowMenu(items, isMac),
    {
      label: "Help",
      role: "help",
      submenu: [...items.commands("window.shortcuts", "notebook.welcome"), ...(isMac ? [] : [line, about])],
    },
  ];
}

function appMenu(about: Item, settings: Item): Item {
  return {
    label: "Assay",
    submenu: [
      about,
      line,
      settings,
      line,
      { role: "services" },
      line,
      { role: "hide" },
      { role: "hideOthers" },
      { role: "unhide" },
      line,
      { role: "quit" },
    ],
  };
}

function fileMenu({ command, commands, nativeKeys }: CommandItems, { platform, recent }: MenuState, actions: MenuActions): Item {
  return {
    label: "File",
    submenu: [
      nativeKeys("notebook.new", "CmdOrCtrl+N"),
      command("notebook.files"),
      { label: "Open another notebook …", accelerator: "CmdOrCtrl+Shift+O", click: actions.openNotebook },
      { label: "Open folder …", click: actions.openFolder },
      { label: "Open recent", submenu: recentItems(recent, actions) },
      line,
      ...commands("notebook.save", "notebook.saveAs", "notebook.import"),
      {
        label: "Export",
        submenu: commands("notebook.report", "notebook.export.pdf", "notebook.export.md", "notebook.export.ipynb", "notebook.export.zip"),
      },
      line,
      // Mod+W closes a notebook, never the window with runs in it.
      nativeKeys("notebook.close", "CmdOrCtrl+W"),
      { label: "Close window", accelerator: "CmdOrCtrl+Shift+W", role: "close" },
      ...(platform === "darwin" ? [] : [line, command("window.settings"), { role: "quit" } as const]),
    ],
  };
}

/** Undoing text in a field and undoing a change of the notebook are two things to take back, and two items. */
function editMenu({ commands }: CommandItems): Item {
  return {
    label: "Edit",
    submenu: [
      { role: "undo" },
      { role: "redo" },
      line,
      ...commands("notebook.undo", "notebook.redo"),
      line,
      ...commands("notebook.find", "notebook.replace"),
      line,
      { role: "cut" },
      { role: "copy" },
      { role: "paste" },
      { role: "selectAll" },
    ],
  };
}

function cellMenu({ commands }: CommandItems): Item {
  return {
    label: "Cell",
    submenu: [
      ...commands("cell.edit", "cell.rename"),
      line,
      ...commands("cell.insertAbove", "cell.insertBelow", "cell.insertText"),
      line,
      ...commands("cell.cut", "cell.copy", "cell.paste", "cell.pasteAbove", "cell.delete"),
      line,
      ...commands("cell.moveUp", "cell.moveDown"),
      line,
      ...commands("cell.foldSource", "cell.foldOutput", "cell.table"),
    ],
  };
}

function runMenu({ commands }: CommandItems): Item {
  return {
    label: "Run",
    submenu: [
      ...commands("run.cell", "run.cellAndNext", "run.cellAndInsert", "run.try", "run.upstream", "run.elsewhere"),
      line,
      ...commands("run.stale", "run.stop"),
    ],
  };
}

function viewMenu({ commands }: CommandItems, { isPackaged }: MenuState): Item {
  return {
    label: "View",
    submenu: [
      ...commands("panel.outline", "panel.data", "panel.runs", "panel.problems"),
      line,
      ...commands("window.left", "window.inspector", "window.zen", "window.theme", "window.density"),
      line,
      { role: "resetZoom" },
      { role: "zoomIn" },
      { role: "zoomOut" },
      line,
      { role: "togglefullscreen" },
      ...(isPackaged ? [] : [line, { role: "reload" } as const, { role: "toggleDevTools" } as const]),
    ],
  };
}

function windowMenu({ commands, nativeKeys }: CommandItems, isMac: boolean): Item {
  return {
    label: "Window",
    ...(isMac ? { role: "window" as const } : {}),
    submenu: [
      ...commands("window.palette", "window.goTo"),
      line,
      nativeKeys("notebook.next", "Ctrl+Tab"),
      nativeKeys("notebook.previous", "Ctrl+Shift+Tab"),
      ...commands("window.nextRegion", "window.previousRegion", "problem.next", "problem.previous"),
      line,
      { role: "minimize" },
      { role: "zoom" },
      ...(isMac ? [line, { role: "front" } as const] : []),
    ],
  };
}

function recentItems(recent: readonly string[], actions: MenuActions): Item[] {
  // A lone "&" would underline the letter after it.
  const items = recent.map((path): Item => ({ label: path.replaceAll("&", "&&"), click: () => actions.openRecent(path) }));
  return [...items, ...(items.length > 0 ? [line] : []), { label: "Clear", enabled: items.length > 0, click: actions.clearRecent }];
}

type CommandItems = ReturnType<typeof commandItems>;

function commandItems({ platform, enabled }: MenuState, choose: MenuActions["choose"]) {
  const base = (id: CommandId): Item => ({ id, label: commandWords[id].short ?? commandWords[id].title, enabled: enabled.has(id) });
  /** The page hears its keys itself: they are shown, and a menu that took them nevertheless (macOS) does nothing. */
  const command = (id: CommandId): Item => {
    const [keys] = commandWords[id].keys;
    const accelerator = keys === undefined ? null : acceleratorOf(keys, platform);
    return {
      ...base(id),
      ...(accelerator === null ? {} : { accelerator, registerAccelerator: false }),
      click: (_item, _window, event) => {
        // Absent where a program clicks.
        if (event?.triggeredByAccelerator !== true) choose(id);
      },
    };
  };
  return {
    command,
    commands: (...ids: readonly CommandId[]): Item[] => ids.map(command),
    /** Keys that browsers keep for themselves, so that the page has none for this. */
    nativeKeys: (id: CommandId, accelerator: string): Item => ({ ...base(id), accelerator, click: () => choose(id) }),
  };
}
