import { existsSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Worker, type WorkerOptions } from "node:worker_threads";

/**
 * Worker threads by name. Bundled, every worker is `dist/workers/NAME.js`; from source (tests, scripts) it is the
 * TypeScript file itself, run through tsx.
 */
const sources = {
  duckdb: "./database/duckdb-worker.ts",
  parquet: "./tables/parquet-worker.ts",
  readers: "./tables/reader-worker.ts",
  compute: "./compute/compute-worker.ts",
} as const;

export type WorkerName = keyof typeof sources;

/** Where a worker's code lives and the flags its thread needs. */
export function workerEntry(name: WorkerName): { readonly url: URL; readonly execArgv: readonly string[] } {
  const source = new URL(sources[name], import.meta.url);
  if (import.meta.url.endsWith(".ts") && existsSync(fileURLToPath(source))) return { url: source, execArgv: ["--import", "tsx"] };
  return { url: pathToFileURL(fileURLToPath(new URL(`./workers/${name}.js`, import.meta.url))), execArgv: [] };
}

export function startWorker(name: WorkerName, options: WorkerOptions = {}): Worker {
  const entry = workerEntry(name);
  return new Worker(entry.url, { ...options, execArgv: [...entry.execArgv] });
}
