import type { CommandId } from "#shared/commands/command-list.ts";
import type { NotebookFormat } from "#shared/contract/exports.ts";
import { themes } from "../kit/theme.ts";
import type { Behaviour, Command } from "./commands.ts";
import { downloadNotebook, downloadPdf } from "./download.ts";
import { attempt } from "./failure.ts";
import { printReport } from "./print-report.ts";
import { focusRegion } from "./regions.ts";
import { goToBlock } from "./session.ts";
import type { LiveSession } from "./session-runs.ts";
import { closeTab, type LeftPanel, stepTab, toggleInspector, type Workbench } from "./workbench.ts";

export type Context = { readonly workbench: Workbench; readonly session: LiveSession | null };
/** The window as it stands, with the notebook it shows. */
export function contextOf(workbench: Workbench): Context {
  const { tabs, active } = workbench.store.getState();
  return { workbench, session: tabs.find((tab) => tab.notebook === active) ?? null };
}

export type WorkbenchBehaviour = Behaviour<Context>;
export type WorkbenchCommand = Command<Context> & { readonly id: CommandId };

const hasNotebook = ({ session }: Context): boolean => session !== null;
const hasSeveral = ({ workbench }: Context): boolean => workbench.store.getState().tabs.length > 1;

const show = (overlay: "palette" | "go-to" | "shortcuts" | "settings" | "new-notebook" | "save-as"): WorkbenchBehaviour => ({
  run: ({ workbench }) => workbench.store.setState({ overlay }),
});

const showPanel = (left: LeftPanel): WorkbenchBehaviour => ({
  when: hasNotebook,
  run: ({ workbench }) => workbench.store.setState({ left }),
});

const exportAs = (format: NotebookFormat): WorkbenchBehaviour => ({
  when: hasNotebook,
  run: ({ session }) => session && attempt(() => downloadNotebook(session, format)),
});

/** Whatever had the focus may be gone with the rest of the window: the notebook takes it. */
function toggleZen({ workbench, session }: Context): void {
  workbench.store.setState((view) => ({ zen: !view.zen }));
  const selected = session?.store.getState().selected;
  if (session && selected) goToBlock(session, selected);
}

/** Commands about the window itself. */
export const windowCommands = {
  "window.palette": show("palette"),
  "window.goTo": show("go-to"),
  "window.shortcuts": show("shortcuts"),
  "window.settings": show("settings"),
  "notebook.new": show("new-notebook"),
  "notebook.saveAs": { ...show("save-as"), when: hasNotebook },
  "notebook.import": { when: hasNotebook, run: ({ workbench }) => workbench.store.setState({ overlay: "import", importing: null }) },
  "notebook.files": { run: ({ workbench }) => workbench.store.setState({ left: "files" }) },
  "notebook.welcome": { run: ({ workbench }) => workbench.store.setState({ active: null }) },
  "notebook.close": {
    when: hasNotebook,
    run: ({ workbench, session }) => session && attempt(() => closeTab(workbench, session.notebook)),
  },
  "notebook.next": { when: hasSeveral, run: ({ workbench }) => stepTab(workbench, 1) },
  "notebook.previous": { when: hasSeveral, run: ({ workbench }) => stepTab(workbench, -1) },
  "notebook.report": exportAs("html"),
  "notebook.export.pdf": {
    when: hasNotebook,
    run: ({ workbench, session }) => {
      const canPrint = workbench.store.getState().host?.abilities.printPdf ?? false;
      if (session) attempt(() => (canPrint ? downloadPdf(session) : printReport(session)));
    },
  },
  "notebook.export.md": exportAs("md"),
  "notebook.export.ipynb": exportAs("ipynb"),
  "notebook.export.zip": exportAs("zip"),
  "window.nextRegion": { run: () => focusRegion(1) },
  "window.previousRegion": { run: () => focusRegion(-1) },
  "window.left": {
    run: ({ workbench }) => workbench.store.setState((view) => ({ left: view.left === null ? "outline" : null })),
  },
  "window.inspector": { run: ({ workbench }) => toggleInspector(workbench) },
  "window.zen": { when: hasNotebook, run: toggleZen },
  "panel.outline": showPanel("outline"),
  "panel.data": showPanel("data"),
  "panel.runs": showPanel("runs"),
  "panel.problems": showPanel("problems"),
  "window.theme": {
    run: ({ workbench }) =>
      workbench.store.setState((view) => ({ theme: themes[(themes.indexOf(view.theme) + 1) % themes.length] ?? "system" })),
  },
  "window.density": {
    run: ({ workbench }) => workbench.store.setState((view) => ({ density: view.density === "compact" ? "comfortable" : "compact" })),
  },
} satisfies { readonly [id in CommandId]?: WorkbenchBehaviour };
