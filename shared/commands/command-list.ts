/** Where a command's keys work: `cells` while the notebook is in command mode, `everywhere` also inside fields and the editor. */
type KeyScope = "cells" | "everywhere";

/** What a command is called and which keys it has; what it does is the window's. */
export type CommandWords = {
  readonly title: string;
  /** Under a heading that says the rest. */
  readonly short?: string;
  readonly group: "Cell" | "Edit" | "File" | "Help" | "Run" | "View" | "Window";
  /** `Mod+Shift+E`, or `D D` for one after the other. Mod is Cmd on macOS and Ctrl elsewhere. */
  readonly keys: readonly string[];
  readonly scope: KeyScope;
};

const cell = { group: "Cell", scope: "cells" } as const;
const edit = { group: "Edit", scope: "everywhere" } as const;
const file = { group: "File", scope: "everywhere" } as const;
const run = { group: "Run", scope: "everywhere" } as const;
const view = { group: "View", scope: "everywhere" } as const;
const around = { group: "Window", scope: "everywhere" } as const;

const list = {
  "cell.previous": { ...cell, title: "Previous cell", keys: ["Up", "K"] },
  "cell.next": { ...cell, title: "Next cell", keys: ["Down", "J"] },
  "cell.edit": { ...cell, title: "Edit source", keys: ["Enter"] },
  "cell.insertAbove": { ...cell, title: "Insert cell above", keys: ["A"] },
  "cell.insertBelow": { ...cell, title: "Insert cell below", keys: ["B"] },
  "cell.insertText": { ...cell, title: "Insert text below", keys: ["M"] },
  "cell.delete": { ...cell, title: "Delete cell", keys: ["D D"] },
  "cell.cut": { ...cell, title: "Cut cell", keys: ["X"] },
  "cell.copy": { ...cell, title: "Copy cell as Markdown", keys: ["C"] },
  "cell.paste": { ...cell, title: "Paste below", keys: ["V"] },
  "cell.pasteAbove": { ...cell, title: "Paste above", keys: ["Shift+V"] },
  "cell.moveUp": { ...cell, title: "Move up", keys: ["Alt+Up"] },
  "cell.moveDown": { ...cell, title: "Move down", keys: ["Alt+Down"] },
  "cell.foldOutput": { ...cell, title: "Fold output", keys: ["O"] },
  "cell.foldSource": { ...cell, title: "Fold source", keys: ["Shift+O"] },
  "cell.table": { ...cell, title: "Go into the output table", keys: ["T"] },
  "cell.rename": { ...cell, scope: "everywhere", title: "Rename cell", keys: ["F2"] },
  "notebook.undo": { ...cell, title: "Undo", short: "Undo in the notebook", keys: ["Z", "Mod+Z"] },
  "notebook.redo": { ...cell, title: "Redo", short: "Redo in the notebook", keys: ["Shift+Z", "Mod+Shift+Z", "Mod+Y"] },

  "notebook.find": { ...edit, title: "Find in the notebook", short: "Find", keys: ["Mod+F"] },
  "notebook.replace": { ...edit, title: "Replace in the notebook", short: "Replace", keys: ["Mod+Shift+H", "Mod+H"] },

  "run.cell": { ...run, title: "Run cell", keys: ["Mod+Enter"] },
  "run.cellAndNext": { ...run, title: "Run cell and go to the next", keys: ["Shift+Enter"] },
  "run.cellAndInsert": { ...run, title: "Run cell and insert below", keys: ["Alt+Enter"] },
  "run.try": { ...run, title: "Try on 8 rows", keys: ["Mod+Shift+Enter"] },
  "run.elsewhere": { ...run, title: "Run cell elsewhere …", short: "Run elsewhere …", keys: [] },
  "run.stale": { ...run, title: "Run what is stale", keys: ["F9"] },
  "run.staleLetter": { ...run, scope: "cells", title: "Run what is stale (letter)", keys: ["Shift+R"] },
  "run.upstream": { ...run, title: "Run cell with everything it needs", keys: ["Shift+F9"] },
  "run.stop": { ...run, title: "Stop", keys: ["Mod+."] },
  "run.stopLetter": { ...run, scope: "cells", title: "Stop (letter)", keys: ["I I"] },

  "notebook.save": { ...file, title: "Save now", keys: ["Mod+S"] },
  "notebook.saveAs": { ...file, title: "Save the notebook as …", short: "Save as …", keys: ["Mod+Shift+S"] },
  "notebook.new": { ...file, title: "New notebook", keys: [] },
  "notebook.import": { ...file, title: "Import data …", keys: [] },
  "notebook.files": { ...file, title: "Open notebook", short: "Open from this folder", keys: ["Mod+O"] },
  "notebook.welcome": { ...file, title: "Show the welcome page", short: "Welcome and examples", keys: [] },
  "notebook.close": { ...file, title: "Close notebook", keys: [] },
  "notebook.report": { ...file, title: "Export the notebook as HTML", short: "HTML", keys: [] },
  "notebook.export.pdf": { ...file, title: "Export the notebook as PDF", short: "PDF", keys: [] },
  "notebook.export.md": { ...file, title: "Export the notebook as Markdown with outputs", short: "Markdown with outputs", keys: [] },
  "notebook.export.ipynb": { ...file, title: "Export the notebook as Jupyter notebook", short: "Jupyter notebook", keys: [] },
  "notebook.export.zip": {
    ...file,
    title: "Export the notebook as bundle that replays offline",
    short: "Bundle that replays offline",
    keys: [],
  },

  "window.left": { ...view, title: "Show or hide the left panel", keys: ["Mod+B"] },
  "window.inspector": { ...view, title: "Show or hide the inspector", keys: ["Mod+Shift+E"] },
  "window.zen": { ...view, title: "Show the notebook alone, or everything again", short: "Notebook alone", keys: [] },
  "panel.outline": { ...view, title: "Show the outline", short: "Outline", keys: [] },
  "panel.data": { ...view, title: "Show tables and columns", short: "Data", keys: [] },
  "panel.runs": { ...view, title: "Show runs", short: "Runs", keys: [] },
  "panel.problems": { ...view, title: "Show problems", short: "Problems", keys: [] },
  "window.theme": { ...view, title: "Next theme: system, light, dark", keys: [] },
  "window.density": { ...view, title: "Comfortable or compact", keys: [] },

  "window.palette": { ...around, title: "Search commands", keys: ["Mod+K", "F1"] },
  "window.goTo": { ...around, title: "Go to cell, table or file", keys: ["Mod+P"] },
  "window.settings": { ...around, title: "Models and keys", keys: ["Mod+,"] },
  "window.nextRegion": { ...around, title: "Next region", keys: ["F6", "Mod+F6"] },
  "window.previousRegion": { ...around, title: "Previous region", keys: ["Shift+F6", "Mod+Shift+F6"] },
  "notebook.next": { ...around, title: "Next notebook", keys: [] },
  "notebook.previous": { ...around, title: "Previous notebook", keys: [] },
  "problem.next": { ...around, title: "Next problem", keys: ["F8"] },
  "problem.previous": { ...around, title: "Previous problem", keys: ["Shift+F8"] },
  "window.shortcuts": { group: "Help", scope: "everywhere", title: "Keyboard shortcuts", keys: ["Mod+/"] },
} as const satisfies { readonly [id: string]: CommandWords };

export type CommandId = keyof typeof list;

/** Every command there is. Palette, shortcut sheet, menus and keys read this; a new one is a line here and what it does in the window. */
export const commandWords: { readonly [id in CommandId]: CommandWords } = list;

export const commandIds = Object.keys(list) as CommandId[];
