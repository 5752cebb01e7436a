// What `npm start` and `npm test` need before anything else can load: plain Node, no packages.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** Prints set-up news where it can't mix with a command's own output. @param {string} line */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Runs a program in the repository's folder. Its output goes to stderr unless `stdio` says otherwise; resolves to its exit code.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import("node:child_process").SpawnOptions} [options]
 * @returns {Promise<number>}
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ["ignore", 2, 2], ...options });
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(signal ? 1 : (code ?? 1)));
  });
}

/** npm as it was called, else the one beside Node. @param {readonly string[]} args */
export function npm(args) {
  const entry = process.env.npm_execpath;
  if (entry?.endsWith(".js")) return run(process.execPath, [entry, ...args]);
  return run(process.platform === "win32" ? "npm.cmd" : "npm", args, {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
}

/** @param {string} path @returns {Record<string, { version?: string, optional?: boolean }>} */
function packagesIn(path) {
  try {
    return JSON.parse(readFileSync(`${root}/${path}`, "utf8")).packages;
  } catch {
    return {};
  }
}

/** npm writes its own record of node_modules when an installation is complete; it must name what the lock file names. */
function installed() {
  const present = packagesIn("node_modules/.package-lock.json");
  return Object.entries(packagesIn("package-lock.json")).every(
    ([path, wanted]) => path === "" || wanted.optional || present[path]?.version === wanted.version,
  );
}

/** Makes node_modules what package-lock.json says; does nothing when it already is. */
export async function ensureDependencies() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    say(`Assay needs Node 20.19 or newer; this is ${process.versions.node}. Install it from https://nodejs.org and try again.`);
    process.exit(1);
  }
  if (installed()) return;
  say("Installing packages (once, about half a minute) …");
  // Newer Node than ours is all that npm's engine warnings are about; a real failure still prints.
  const code = await npm(["ci", "--no-audit", "--no-fund", "--loglevel=error", "--no-progress"]);
  if (code !== 0) {
    say("The packages could not be installed: see npm's message above. Try `npm ci` by hand, then this command again.");
    process.exit(1);
  }
}
