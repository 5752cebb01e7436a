import { createStore, type StoreApi } from "zustand/vanilla";
import type { Connection, ConnectionState } from "#shared/contract/connect.ts";
import type { HostDescription, NotebookListing } from "#shared/contract/contract.ts";
import type { GivenFiles } from "../import/given-files.ts";
import { type Density, showTheme, type Theme } from "../kit/theme.ts";
import { rebase } from "./buffer.ts";
import { attempt } from "./failure.ts";
import { mergeDocuments } from "./merge.ts";
import { createSession } from "./session.ts";
import type { LiveSession } from "./session-runs.ts";
import { startSync } from "./session-sync.ts";

export type LeftPanel = "outline" | "data" | "files" | "runs" | "problems";
export type Overlay = "palette" | "go-to" | "shortcuts" | "settings" | "new-notebook" | "save-as" | "import" | null;

/** What the window shows and how, beside the notebooks themselves. */
export type WorkbenchView = {
  readonly host: HostDescription | null;
  readonly connection: ConnectionState;
  readonly listing: readonly NotebookListing[] | null;
  readonly tabs: readonly LiveSession[];
  readonly active: string | null;
  readonly left: LeftPanel | null;
  /** Beside the notebook, where there is room. */
  readonly inspector: boolean;
  /** Over the notebook, where there is none. */
  readonly sheet: boolean;
  /** Only the notebook is shown. */
  readonly zen: boolean;
  readonly overlay: Overlay;
  /** What was dropped or pasted, and before which block it comes; null where the dialog asks for it. */
  readonly importing: { readonly files: GivenFiles; readonly at: number | null } | null;
  readonly theme: Theme;
  readonly density: Density;
  readonly recent: readonly string[];
};

export type Workbench = { readonly connection: Connection; readonly store: StoreApi<WorkbenchView> };

const settingsKey = "assay.window";
type Kept = Pick<WorkbenchView, "left" | "inspector" | "theme" | "density" | "recent">;
const fallback: Kept = { left: "outline", inspector: true, theme: "system", density: "comfortable", recent: [] };

export function createWorkbench(connection: Connection): Workbench {
  const kept = readKept();
  const store = createStore<WorkbenchView>(() => ({
    host: null,
    connection: connection.state(),
    listing: null,
    tabs: [],
    active: null,
    overlay: null,
    importing: null,
    sheet: false,
    zen: false,
    ...kept,
  }));
  showTheme(kept.theme, kept.density);
  store.subscribe((view, before) => {
    if (view.theme !== before.theme || view.density !== before.density) showTheme(view.theme, view.density);
    const { left, inspector, theme, density, recent } = view;
    localStorage.setItem(settingsKey, JSON.stringify({ left, inspector, theme, density, recent } satisfies Kept));
  });
  connection.subscribe(() => {
    store.setState({ connection: connection.state() });
    if (connection.state() === "open") attempt(() => describe(store, connection));
  });
  if (connection.state() !== "lost") attempt(() => describe(store, connection));
  return { connection, store };
}

async function describe(store: StoreApi<WorkbenchView>, connection: Connection): Promise<void> {
  const [host, listing] = await Promise.all([connection.client.host.describe(), connection.client.workspace.list()]);
  store.setState({ host, listing });
}

export function refreshListing({ store, connection }: Workbench): void {
  attempt(async () => store.setState({ listing: await connection.client.workspace.list() }));
}

/** Below this width the inspector lies over the page instead of beside it. */
export const roomForInspector = "(min-width: 1100px)";

export function toggleInspector({ store }: Workbench): void {
  const wide = matchMedia(roomForInspector).matches;
  store.setState((view) => (wide ? { inspector: !view.inspector } : { sheet: !view.sheet }));
}

/** Opens a notebook, or shows the tab it is already open in. */
export async function openNotebook(workbench: Workbench, path: string): Promise<void> {
  const { store, connection } = workbench;
  const known = store.getState().tabs.find((tab) => tab.path === path);
  if (known) return void store.setState({ active: known.notebook });
  const opened = await connection.client.notebook.open({ path });
  const already = store.getState().tabs.find((tab) => tab.notebook === opened.notebook);
  if (already) return void store.setState({ active: already.notebook });
  const { folder } = store.getState().host ?? (await connection.client.host.describe());
  const shown = belowFolder(opened.path, folder);
  const session = createSession({ ...opened, path: shown }, connection, crypto.randomUUID());
  const live: LiveSession = { ...session, sync: startSync(session) };
  store.setState((view) => ({
    tabs: [...view.tabs, live],
    active: opened.notebook,
    recent: [shown, ...view.recent.filter((each) => each !== shown)].slice(0, 8),
  }));
}

export async function openExample(workbench: Workbench, path: string): Promise<void> {
  const copy = await workbench.connection.client.workspace.copyExample({ path });
  refreshListing(workbench);
  await openNotebook(workbench, copy.path);
}

export async function createNotebook(workbench: Workbench, path: string, title: string): Promise<void> {
  const created = await workbench.connection.client.workspace.create({ path, title });
  refreshListing(workbench);
  await openNotebook(workbench, created.path);
}

/** Saves a notebook under another name beside it; its tab goes on with the new file, and what was done can be undone there. */
export async function saveAs(workbench: Workbench, tab: LiveSession, name: string): Promise<void> {
  const { store, connection } = workbench;
  await tab.sync.flush();
  const { path } = await connection.client.notebook.saveAs({ notebook: tab.notebook, name });
  refreshListing(workbench);
  await openNotebook(workbench, path);
  const opened = store.getState().tabs.find((each) => each.notebook === store.getState().active);
  const { selected, folds, history } = tab.store.getState();
  opened?.store.setState({ selected, folds, history });
  await closeTab(workbench, tab.notebook);
}

/** Closes a tab; the engine keeps what runs there running. */
export async function closeTab(workbench: Workbench, notebook: string): Promise<void> {
  const { store, connection } = workbench;
  const { tabs, active } = store.getState();
  const at = tabs.findIndex((tab) => tab.notebook === notebook);
  const tab = tabs[at];
  if (!tab) return;
  await tab.sync.flush();
  tab.sync.stop();
  const left = tabs.toSpliced(at, 1);
  store.setState({ tabs: left, active: active === notebook ? ((left[at] ?? left.at(-1))?.notebook ?? null) : active });
  await connection.client.notebook.close({ notebook });
}

/** Shows the tab after or before the one shown; round at the ends. */
export function stepTab({ store }: Workbench, steps: 1 | -1): void {
  const { tabs, active } = store.getState();
  const at = tabs.findIndex((tab) => tab.notebook === active);
  const next = tabs.at(at < 0 ? 0 : (at + steps) % tabs.length);
  if (next) store.setState({ active: next.notebook });
}

/** A path as the folder's listing has it. */
function belowFolder(path: string, folder: string): string {
  return folder !== "" && path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
}

function readKept(): Kept {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(settingsKey) ?? "{}");
    return { ...fallback, ...keptParts(stored) };
  } catch {
    // Written by another version, or not at all: the window starts as new.
    return fallback;
  }
}

function keptParts(stored: unknown): Partial<Kept> {
  if (typeof stored !== "object" || stored === null) return {};
  const read = new Map(Object.entries(stored));
  const oneOf = <Value>(key: string, values: readonly Value[]): Value | undefined => values.find((value) => value === read.get(key));
  const recent = read.get("recent");
  const parts: { -readonly [Key in keyof Kept]?: Kept[Key] | undefined } = {
    left: oneOf("left", ["outline", "data", "files", "runs", "problems", null] as const),
    inspector: oneOf("inspector", [true, false]),
    theme: oneOf("theme", ["system", "light", "dark"] as const),
    density: oneOf("density", ["comfortable", "compact"] as const),
    recent: Array.isArray(recent) ? recent.filter((path) => typeof path === "string") : undefined,
  };
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
}

/** Opens a notebook anew after the engine was started again; what was typed here and not yet sent is brought along. */
export async function reopen({ store, connection }: Workbench, lost: LiveSession): Promise<void> {
  const opened = await connection.client.notebook.open({ path: lost.path });
  lost.sync.stop();
  const session = createSession(opened, connection, crypto.randomUUID());
  const { buffer, selected, folds, history } = lost.store.getState();
  session.store.setState({ buffer: rebase(buffer, Number.POSITIVE_INFINITY, opened.state.text, mergeDocuments), selected, folds, history });
  session.store.setState((view) => ({ buffer: { ...view.buffer, revision: opened.state.revision } }));
  const live: LiveSession = { ...session, sync: startSync(session) };
  store.setState((view) => ({
    tabs: view.tabs.map((tab) => (tab.notebook === lost.notebook ? live : tab)),
    active: opened.notebook,
  }));
}
