import type { AsyncDuckDB } from "@duckdb/duckdb-wasm";
import { AssayError } from "#shared/assay-error.ts";
import type { Instance } from "./instance.ts";

/** A statement that has not given up after so many looks since it was told to is ended with its thread. */
const lookMs = 500;
const patienceLooks = 6;

/** Runs one statement on a connection of its own and yields its Arrow IPC stream piece by piece. Throws stopped, and what DuckDB throws. */
export async function* runStatement(instance: Instance, connection: number, sql: string, signal: AbortSignal): AsyncIterable<Uint8Array> {
  let looks = 0;
  const watch = setInterval(() => {
    if (signal.aborted && looks++ >= patienceLooks) void instance.terminate();
  }, lookMs);
  watch.unref();
  // DuckDB works in slices of some 100 ms and asks between them; other connections get their turn there too.
  const step = async <T>(work: (db: AsyncDuckDB) => Promise<T>): Promise<T> => {
    if (signal.aborted) throw stopped();
    return await instance.use(work);
  };
  try {
    let header = await step((db) => db.startPendingQuery(connection, sql, true));
    while (header === null) header = await step((db) => db.pollPendingQuery(connection));
    yield header;
    for (;;) {
      const chunk = await step((db) => db.fetchQueryResults(connection));
      if (chunk === null) continue;
      if (chunk.length === 0) break;
      yield chunk;
    }
  } catch (error) {
    if (signal.aborted) {
      await instance.use((db) => db.cancelPendingQuery(connection)).catch(() => undefined);
      throw stopped();
    }
    throw error;
  } finally {
    clearInterval(watch);
  }
}

export function stopped(): AssayError {
  return new AssayError("stopped", "The query was stopped.");
}
