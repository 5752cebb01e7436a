import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Worker, type WorkerOptions } from "node:worker_threads";

/**
 * Worker threads by name. Bundled, every worker is `dist/workers/NAME.js`; from source it is the TypeScript file itself,
 * run through tsx (scripts), or what build/test-workers.mjs bundled of it (tests).
 */
const sources = {
  duckdb: "./database/duckdb-worker.ts",
  parquet: "./tables/parquet-worker.ts",
  readers: "./tables/reader-worker.ts",
  compute: "./hosts/compute-worker.ts",
} as const;

export type WorkerName = keyof typeof sources;

/** Where a worker's code lives and the flags its thread needs. */
export function workerEntry(name: WorkerName): { readonly url: URL; readonly execArgv: readonly string[] } {
  const source = new URL(sources[name], import.meta.url);
  if (import.meta.url.endsWith(".ts") && existsSync(fileURLToPath(source))) {
    const bundled = process.env.ASSAY_TEST_WORKERS;
    if (bundled !== undefined) return { url: pathToFileURL(join(bundled, `${name}.js`)), execArgv: [] };
    return { url: source, execArgv: ["--import", tsxInThread()] };
  }
  return { url: pathToFileURL(fileURLToPath(new URL(`./workers/${name}.js`, import.meta.url))), execArgv: [] };
}

/** `--import tsx` registers in the main thread only; a worker thread has to register by itself. */
function tsxInThread(): string {
  const api = pathToFileURL(
    createRequire(import.meta.url)
      .resolve("tsx/esm/api")
      .replace(/\.cjs$/, ".mjs"),
  );
  return `data:text/javascript,import { register } from ${JSON.stringify(api.href)}; register();`;
}

export function startWorker(name: WorkerName, options: WorkerOptions = {}): Worker {
  const entry = workerEntry(name);
  return new Worker(entry.url, { ...options, execArgv: [...entry.execArgv] });
}
