import { createStore, type StoreApi } from "zustand/vanilla";
import type { Connection } from "#shared/contract/connect.ts";
import type { Plan } from "#shared/contract/contract.ts";
import type { RunTarget } from "#shared/contract/schemas.ts";
import type { RunMode } from "#shared/journal/entries.ts";
import type { SessionState } from "#shared/journal/fold.ts";
import { placedBlocks } from "./blocks.ts";
import { type Buffer, openBuffer } from "./buffer.ts";
import { emptyHistory, type History } from "./history.ts";

export type Folds = { readonly source: boolean; readonly output: boolean };

/** A plan on the table, waiting for yes or no: inside `cell`, or as a dialog when it concerns several. */
export type Asking = { readonly cell: string | null; readonly plan: Plan; readonly target: RunTarget; readonly mode: RunMode };

/** All that a window knows of one open notebook. `remote` is the fold of the engine's entries and nothing else. */
export type SessionView = {
  readonly remote: SessionState;
  readonly buffer: Buffer;
  readonly history: History;
  readonly selected: string | null;
  readonly mode: "command" | "edit";
  readonly folds: { readonly [key: string]: Folds };
  readonly asking: Asking | null;
  /** What a plan is being made for: a cell, or all that is stale. */
  readonly planning: RunTarget | null;
  readonly renaming: string | null;
  /** The cell whose requests go to files for other machines, while its dialog is open. */
  readonly elsewhere: string | null;
  /** What is found is looked at, and may be replaced: another object asks for the bar anew. */
  readonly finding: { readonly replaces: boolean } | null;
  /** Where the kind picker is open: before this block index. */
  readonly picking: number | null;
  /** Set when the engine no longer knows this notebook. */
  readonly lost: string | null;
};

export type Session = {
  readonly notebook: string;
  readonly path: string;
  readonly connection: Connection;
  readonly store: StoreApi<SessionView>;
  /** Names this window in the engine's entries. */
  readonly clientId: string;
};

export function createSession(
  opened: { readonly notebook: string; readonly path: string; readonly state: SessionState },
  connection: Connection,
  clientId: string,
): Session {
  const buffer = openBuffer(opened.state.revision, opened.state.text);
  const first = placedBlocks(buffer.mine).find(({ block }) => block.type === "cell");
  const store = createStore<SessionView>(() => ({
    remote: opened.state,
    buffer,
    history: emptyHistory,
    selected: first?.key ?? null,
    mode: "command",
    folds: {},
    asking: null,
    planning: null,
    renaming: null,
    elsewhere: null,
    finding: null,
    picking: null,
    lost: null,
  }));
  return { notebook: opened.notebook, path: opened.path, connection, store, clientId };
}

export function isRunning(view: SessionView): boolean {
  return view.remote.runs[0]?.state === "running";
}

/** Goes to a block from elsewhere: it gets the focus even if it was chosen already. */
export function goToBlock({ store }: Session, key: string): void {
  store.setState({ selected: null });
  store.setState({ selected: key, mode: "command" });
}
