// `npm start`: everything a fresh clone lacks, then the workbench; with arguments, the command line. Plain Node until the
// packages are there. Its own news goes to stderr, so that stdout is the command's alone.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ensureDependencies, root, say } from "./dependencies.mjs";

/** @param {readonly string[]} args */
async function commandLine(args) {
  const entry = join(root, "dist", "assay.js");
  process.argv.splice(1, process.argv.length, entry, ...args);
  await import(pathToFileURL(entry).href);
}

/** `--host electron|browser` comes first; what follows is what to open. @param {readonly string[]} args */
function hostIn(args) {
  const match = /^--host(?:=(.*))?$/.exec(args[0] ?? "");
  if (!match) return { host: null, rest: args };
  const host = match[1] ?? args[1];
  if (host === "electron" || host === "browser") return { host, rest: args.slice(match[1] === undefined ? 2 : 1) };
  say("--host is `electron` (a window) or `browser`: `npm start -- --host browser`.");
  process.exit(2);
}

/** @param {readonly string[]} args */
async function workbench(args) {
  const { host, rest } = hostIn(args);
  if (host !== "browser") {
    const { chooseHost } = await import("./electron-runtime.mjs");
    const { openWindow } = await import("./window.mjs");
    const choice = chooseHost();
    const problem = choice.host === "electron" ? await openWindow(choice.path, rest) : choice.reason;
    if (problem === null) return;
    say(`${problem} Opening the workbench in the browser instead.`);
  }
  await commandLine(["serve", ...rest]);
}

const args = process.argv.slice(2);
await ensureDependencies();
const { bundle } = await import("./bundle.mjs");
await bundle().catch((error) => {
  say(`Assay could not be built: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
});
// npm runs scripts in the repository's folder; paths on the command line mean the folder the user stands in.
if (process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
if (args.length === 0 || args[0]?.startsWith("--host")) await workbench(args);
else await commandLine(args);
