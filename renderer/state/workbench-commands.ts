import { type NotebookFormat, notebookFormats } from "#shared/contract/exports.ts";
import { themes } from "../kit/theme.ts";
import type { Command } from "./commands.ts";
import { downloadNotebook } from "./download.ts";
import { attempt } from "./failure.ts";
import { focusRegion } from "./regions.ts";
import type { LiveSession } from "./session-runs.ts";
import { closeTab, toggleInspector, type Workbench } from "./workbench.ts";

export type Context = { readonly workbench: Workbench; readonly session: LiveSession | null };
export type WorkbenchCommand = Command<Context>;

const show = (overlay: "palette" | "go-to" | "shortcuts" | "settings" | "new-notebook") => (context: Context) =>
  context.workbench.store.setState({ overlay });

const formatNames: { readonly [format in NotebookFormat]: string } = {
  html: "HTML",
  md: "Markdown with outputs",
  ipynb: "Jupyter notebook",
  zip: "bundle that replays offline",
};

/** Commands about the window itself. */
export const windowCommands: readonly WorkbenchCommand[] = [
  { id: "window.palette", title: "Search commands", group: "Window", keys: ["Mod+K", "F1"], scope: "everywhere", run: show("palette") },
  { id: "window.goTo", title: "Go to cell, table or file", group: "Window", keys: ["Mod+P"], scope: "everywhere", run: show("go-to") },
  { id: "window.shortcuts", title: "Keyboard shortcuts", group: "Help", keys: ["Mod+/"], scope: "everywhere", run: show("shortcuts") },
  { id: "window.settings", title: "Models and keys", group: "Window", keys: ["Mod+,"], scope: "everywhere", run: show("settings") },
  { id: "notebook.new", title: "New notebook", group: "File", keys: [], scope: "everywhere", run: show("new-notebook") },
  {
    id: "notebook.import",
    title: "Import data …",
    group: "File",
    keys: [],
    scope: "everywhere",
    when: ({ session }) => session !== null,
    run: ({ workbench }) => workbench.store.setState({ overlay: "import", importing: null }),
  },
  {
    id: "notebook.files",
    title: "Open notebook",
    group: "File",
    keys: ["Mod+O"],
    scope: "everywhere",
    run: ({ workbench }) => workbench.store.setState({ left: "files" }),
  },
  {
    id: "notebook.welcome",
    title: "Show the welcome page",
    group: "File",
    keys: [],
    scope: "everywhere",
    run: ({ workbench }) => workbench.store.setState({ active: null }),
  },
  {
    id: "notebook.close",
    title: "Close notebook",
    group: "File",
    keys: [],
    scope: "everywhere",
    when: ({ session }) => session !== null,
    run: ({ workbench, session }) => session && attempt(() => closeTab(workbench, session.notebook)),
  },
  {
    id: "window.nextRegion",
    title: "Next region",
    group: "Window",
    keys: ["F6", "Mod+F6"],
    scope: "everywhere",
    run: () => focusRegion(1),
  },
  {
    id: "window.previousRegion",
    title: "Previous region",
    group: "Window",
    keys: ["Shift+F6", "Mod+Shift+F6"],
    scope: "everywhere",
    run: () => focusRegion(-1),
  },
  ...notebookFormats.map(
    (format): WorkbenchCommand => ({
      id: format === "html" ? "notebook.report" : `notebook.export.${format}`,
      title: `Export the notebook as ${formatNames[format]}`,
      group: "File",
      keys: [],
      scope: "everywhere",
      when: ({ session }) => session !== null,
      run: ({ session }) => session && attempt(() => downloadNotebook(session, format)),
    }),
  ),
  {
    id: "window.left",
    title: "Show or hide the left panel",
    group: "View",
    keys: ["Mod+B"],
    scope: "everywhere",
    run: ({ workbench }) => workbench.store.setState((view) => ({ left: view.left === null ? "outline" : null })),
  },
  {
    id: "window.inspector",
    title: "Show or hide the inspector",
    group: "View",
    keys: ["Mod+Shift+E"],
    scope: "everywhere",
    run: ({ workbench }) => toggleInspector(workbench),
  },
  {
    id: "window.theme",
    title: "Next theme: system, light, dark",
    group: "View",
    keys: [],
    scope: "everywhere",
    run: ({ workbench }) =>
      workbench.store.setState((view) => ({ theme: themes[(themes.indexOf(view.theme) + 1) % themes.length] ?? "system" })),
  },
  {
    id: "window.density",
    title: "Comfortable or compact",
    group: "View",
    keys: [],
    scope: "everywhere",
    run: ({ workbench }) => workbench.store.setState((view) => ({ density: view.density === "compact" ? "comfortable" : "compact" })),
  },
];
