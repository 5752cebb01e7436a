// `npm run dev [path]`: rebuilds dist/ as sources change and serves it; the server starts again when a program changed. Reload
// the page to see a change of the window.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { ensureDependencies, root, say } from "./dependencies.mjs";

await ensureDependencies();
const { context } = await import("esbuild");
const { build } = await import("vite");
const { programBuilds } = await import("./bundle.mjs");
const { rendererConfig } = await import("./renderer.mjs");

/** @type {import("node:child_process").ChildProcess | null} */
let server = null;
/** @type {NodeJS.Timeout | undefined} */
let restart;

/** The builds end one after another; one restart does for all of them. */
function serveSoon() {
  clearTimeout(restart);
  restart = setTimeout(() => {
    server?.kill();
    const args = [join(root, "dist", "assay.js"), "serve", ...(server ? ["--no-open"] : []), ...process.argv.slice(2)];
    server = spawn(process.execPath, args, { stdio: "inherit", cwd: process.env.INIT_CWD ?? root });
  }, 300);
}

/** @type {import("esbuild").Plugin} */
const serving = {
  name: "serving",
  setup: (builder) => {
    builder.onEnd((result) => {
      if (result.errors.length === 0) serveSoon();
    });
  },
};

const renderer = rendererConfig();
await build({ ...renderer, logLevel: "info", build: { ...renderer.build, watch: {} } });
for (const options of await programBuilds()) {
  const building = await context({ ...options, plugins: [...(options.plugins ?? []), serving] });
  await building.watch();
}
say("Watching main/, shared/ and renderer/. Ctrl+C stops.");
process.once("SIGINT", () => {
  server?.kill();
  process.exit(0);
});
