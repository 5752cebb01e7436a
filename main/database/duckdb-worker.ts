import { createRequire } from "node:module";
import { parentPort } from "node:worker_threads";

/**
 * DuckDB's own worker script is written for a web worker. It finds here the three globals it needs, so that it runs in a
 * plain worker thread. Bundled, the package stays outside and is found from where this file lies.
 */
type WebWorkerScope = {
  self: unknown;
  postMessage: (message: unknown, transfer: readonly ArrayBuffer[]) => void;
  onmessage?: (event: { readonly data: unknown }) => Promise<void>;
};

const port = parentPort;
if (port === null) throw new Error("duckdb-worker runs in a worker thread only.");
const scope = globalThis as unknown as WebWorkerScope;
scope.self = globalThis;
scope.postMessage = (message, transfer) => port.postMessage(message, transfer);
// What DuckDB prints is repeated in its errors. Piped to the main thread instead, it would keep the process from ending.
Object.assign(console, { log: () => undefined, warn: () => undefined, error: () => undefined });
createRequire(import.meta.url)("@duckdb/duckdb-wasm/dist/duckdb-node-eh.worker.cjs");
port.on("message", (data: unknown) => void scope.onmessage?.({ data }));
