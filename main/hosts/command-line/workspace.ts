import { stat } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { AssayError } from "#shared/assay-error.ts";
import { type Client, type Connection, connectContract } from "#shared/contract/connect.ts";
import type { Handlers } from "#shared/contract/handlers.ts";
import { type ServeOptions, serveContract } from "#shared/contract/serve.ts";
import { wirePair } from "#shared/contract/wire.ts";
import type { SessionState } from "#shared/journal/fold.ts";

/** A folder, and the notebook in it that was named, if one was. */
export type Target = { readonly folder: string; readonly notebook: string | null };

/** What a path on the command line means. Throws not-found. */
export async function targetOf(path: string): Promise<Target> {
  const full = resolve(path);
  const found = await stat(full).catch(() => null);
  if (!found) throw new AssayError("not-found", `There is no file or folder ${path}.`, { hint: "Check the path and try again." });
  return found.isDirectory() ? { folder: full, notebook: null } : { folder: dirname(full), notebook: basename(full) };
}

/** The engine's contract inside this process, over the same machinery a window uses. */
export function connectInProcess(handlers: Handlers, parts: ServeOptions): Connection {
  return connectContract(async () => {
    const [serving, calling] = wirePair();
    serveContract(handlers, serving, parts);
    return calling;
  });
}

/** Opens a notebook and waits until its cells are known: a window is shown the text before that. */
export async function openNotebook(path: string, client: Client): Promise<{ readonly notebook: string; readonly state: SessionState }> {
  const { notebook } = await client.notebook.open({ path });
  // The catalogue answers from an evaluation of the whole notebook.
  await client.table.catalogue({ notebook });
  return client.notebook.open({ path });
}
