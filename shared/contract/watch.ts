import { AssayError } from "../assay-error.ts";
import type { SessionEntry } from "../journal/entries.ts";
import type { SessionState } from "../journal/fold.ts";
import type { Connection } from "./connect.ts";

export type WatchBatch =
  | { readonly type: "entries"; readonly entries: readonly SessionEntry[] }
  | { readonly type: "snapshot"; readonly state: SessionState };

/**
 * What happens to a notebook after a sequence number, without gaps or repeats, over as many connections as it takes.
 * Ends when the signal aborts; throws what the engine throws, such as not-found after the engine was started anew.
 */
export async function* watchFrom(
  connection: Connection,
  notebook: string,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<WatchBatch, void, void> {
  let seen = after;
  while (!signal.aborted) {
    try {
      for await (const batch of await connection.client.notebook.watch({ notebook, after: seen }, { signal })) {
        const fresh = batch.type === "entries" ? { ...batch, entries: batch.entries.filter((entry) => entry.seq > seen) } : batch;
        seen = lastSequence(fresh, seen);
        if (fresh.type === "snapshot" || fresh.entries.length > 0) yield fresh;
      }
      return;
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof AssayError && error.code === "network")) throw error;
      await untilOpen(connection, signal);
    }
  }
}

function lastSequence(batch: WatchBatch, seen: number): number {
  return batch.type === "snapshot" ? batch.state.seq : (batch.entries.at(-1)?.seq ?? seen);
}

/** Resolves when the connection is open or the signal aborts. */
function untilOpen(connection: Connection, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      if (connection.state() !== "open" && !signal.aborted) return;
      unsubscribe();
      signal.removeEventListener("abort", finish);
      resolve();
    };
    const unsubscribe = connection.subscribe(finish);
    signal.addEventListener("abort", finish);
    finish();
  });
}
