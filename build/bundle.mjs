// Builds dist/: the programs of main/ with esbuild, the window with Vite. Each is skipped while its inputs stay the same.
//
//   dist/assay.js                the command line; everything heavy is split off and loaded when needed
//   dist/workers/NAME.js         the worker threads of main/worker-entry.ts
//   dist/electron-main.js …      the window host: main process, engine process, preload
//   dist/renderer/               the window itself, the same for every host
//
// Chunks stand directly in dist/ beside the entries: so code that finds a neighbour through import.meta.url (a worker, the
// renderer's folder) sees dist/ wherever the splitting put it.
import { readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { root, say } from "./dependencies.mjs";
import { hashInputs, unlessUnchanged } from "./stamp.mjs";

const dist = join(root, "dist");
const own = ["build/bundle.mjs", "build/stamp.mjs", "build/css-modules.mjs", "package.json", "package-lock.json"];

/** @type {Record<string, string>} */
const entries = {
  assay: "main/hosts/command-line/main.ts",
  "workers/duckdb": "main/database/duckdb-worker.ts",
  "workers/parquet": "main/tables/parquet-worker.ts",
  "workers/readers": "main/tables/reader-worker.ts",
  "workers/compute": "main/hosts/compute-worker.ts",
  "electron-main": "main/hosts/electron/main.ts",
  "electron-engine": "main/hosts/electron/engine.ts",
};

/** What is installed beside the program is loaded from there; the packages only the build needs go into the bundle. */
function runtimePackages() {
  const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return [...Object.keys(dependencies).flatMap((name) => [name, `${name}/*`]), "electron"];
}

/** The two builds of main/: everything that Node runs, and the preload. @returns {Promise<import("esbuild").BuildOptions[]>} */
export async function programBuilds() {
  const { cssModules } = await import("./css-modules.mjs");
  /** @type {import("esbuild").BuildOptions} */
  const common = {
    absWorkingDir: root,
    outdir: "dist",
    bundle: true,
    platform: "node",
    target: "node20",
    sourcemap: "linked",
    metafile: true,
    logLevel: "warning",
    define: { "process.env.NODE_ENV": '"production"' },
    jsx: "automatic",
    plugins: [cssModules],
  };
  return [
    {
      ...common,
      entryPoints: entries,
      format: "esm",
      splitting: true,
      chunkNames: "chunk-[name]-[hash]",
      external: runtimePackages(),
      // CommonJS packages inside the bundle still ask for Node's own modules by `require`.
      banner: { js: 'import { createRequire as requireFrom } from "node:module";\nconst require = requireFrom(import.meta.url);' },
    },
    // A sandboxed preload is one CommonJS file that may ask for electron alone.
    {
      ...common,
      entryPoints: { preload: "main/hosts/electron/preload.ts" },
      format: "cjs",
      outExtension: { ".js": ".cjs" },
      external: ["electron"],
    },
  ];
}

async function bundlePrograms() {
  const { build, stop } = await import("esbuild");
  try {
    const results = await Promise.all((await programBuilds()).map((options) => build(options)));
    removeAllBut(results.flatMap((result) => Object.keys(result.metafile?.outputs ?? {})));
  } finally {
    await stop();
  }
}

/** Chunks of earlier builds, whose names carry a hash of what was in them. @param {readonly string[]} outputs */
function removeAllBut(outputs) {
  const wanted = new Set(outputs.map((path) => basename(path)));
  for (const name of readdirSync(dist)) if (name.startsWith("chunk-") && !wanted.has(name)) rmSync(join(dist, name));
}

/** Built beside its place and moved there whole: a page being served is never half there. */
async function bundleRenderer() {
  const { build } = await import("vite");
  const { rendererConfig } = await import("./renderer.mjs");
  const place = join(dist, "renderer");
  const fresh = join(dist, `renderer-${process.pid}`);
  try {
    await build(rendererConfig(fresh));
    rmSync(place, { recursive: true, force: true });
    renameSync(fresh, place);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** Brings dist/ up to date. Returns what had to be built. */
export async function bundle() {
  const programs = hashInputs(["main", "shared", "renderer/charts"], own);
  const renderer = hashInputs(["renderer", "shared"], [...own, "build/renderer.mjs"]);
  const built = await Promise.all([
    unlessUnchanged("programs", programs, () => announced("Building the programs …", bundlePrograms)),
    unlessUnchanged("renderer", renderer, () => announced("Building the window (about ten seconds) …", bundleRenderer)),
  ]);
  return { programs: built[0], renderer: built[1] };
}

/** @param {string} line @param {() => Promise<void>} build */
function announced(line, build) {
  say(line);
  return build();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const built = await bundle();
  say(built.programs || built.renderer ? "dist/ is built." : "dist/ is up to date.");
}
