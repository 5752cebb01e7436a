// Vitest's global set-up: bundles the worker threads once for all tests, into a folder that main/worker-entry.ts finds by
// its name in the environment. From source, every thread of every test would transform its modules anew.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { programBuilds } from "./bundle.mjs";
import { root } from "./dependencies.mjs";

/** Inside the project, so that its packages are found from there. */
const folder = join(root, "test-results", `workers-${process.pid}`);

async function bundleWorkers() {
  const [programs] = await programBuilds();
  const sources = /** @type {Record<string, string>} */ (programs?.entryPoints ?? {});
  const workers = Object.entries(sources).filter(([name]) => name.startsWith("workers/"));
  const entryPoints = Object.fromEntries(workers.map(([name, source]) => [name.slice("workers/".length), source]));
  await build({ ...programs, entryPoints, outdir: folder, sourcemap: "inline" });
}

/** @param {import("vitest/node").TestProject} project */
export async function setup(project) {
  await bundleWorkers();
  project.onTestsRerun(bundleWorkers);
  process.env.ASSAY_TEST_WORKERS = folder;
}

export function teardown() {
  rmSync(folder, { recursive: true, force: true });
}
