// Finds Electron's runtime without starting, loading or downloading anything: asking the `electron` package itself
// would begin a download when the runtime is missing, and on a network that swallows packets that never ends.
// Plain Node, no dependencies: the launcher runs this before anything is installed.
import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** @typedef {{ readonly found: true, readonly path: string } | { readonly found: false, readonly reason: string }} ElectronRuntime */

/** @type {{ readonly [platform: string]: string }} */
const binaryNames = { darwin: "Electron.app/Contents/MacOS/Electron", win32: "electron.exe" };

/**
 * The runtime's binary, or in one sentence why there is none and what to do.
 * @param {{ from?: string, env?: NodeJS.ProcessEnv, platform?: string }} [options] `from`: a file of the project
 * @returns {ElectronRuntime}
 */
export function findElectron({ from = import.meta.url, env = process.env, platform = process.platform } = {}) {
  let packageFolder;
  try {
    packageFolder = dirname(createRequire(from).resolve("electron/package.json"));
  } catch {
    return { found: false, reason: "Electron is not installed; run `npm ci`." };
  }
  const folder = env.ELECTRON_OVERRIDE_DIST_PATH || join(packageFolder, "dist");
  const path = join(folder, binaryName(packageFolder, platform));
  try {
    accessSync(path, constants.X_OK);
  } catch {
    return { found: false, reason: `There is no Electron runtime at ${folder}; \`npx install-electron\` fetches it.` };
  }
  return { found: true, path };
}

/**
 * `path.txt` is written once the runtime is unpacked, and then right.
 * @param {string} packageFolder
 * @param {string} platform
 */
function binaryName(packageFolder, platform) {
  const note = join(packageFolder, "path.txt");
  const written = existsSync(note) ? readFileSync(note, "utf8").trim() : "";
  return written || (binaryNames[platform] ?? "electron");
}

/**
 * Whether a window could be shown here.
 * @param {{ env?: NodeJS.ProcessEnv, platform?: string }} [options]
 */
export function hasDisplay({ env = process.env, platform = process.platform } = {}) {
  return platform !== "linux" || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/**
 * Which host `npm start` opens: the window where it can, else the browser, and why.
 * @param {{ from?: string, env?: NodeJS.ProcessEnv, platform?: string }} [options]
 * @returns {{ readonly host: "electron", readonly path: string } | { readonly host: "browser", readonly reason: string }}
 */
export function chooseHost(options = {}) {
  const runtime = findElectron(options);
  if (!runtime.found) return { host: "browser", reason: runtime.reason };
  if (!hasDisplay(options)) return { host: "browser", reason: "There is no display (DISPLAY and WAYLAND_DISPLAY are not set)." };
  return { host: "electron", path: runtime.path };
}
