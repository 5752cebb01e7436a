// A Chromium for the browser tests: one that is there, else Playwright's, else Debian's. Plain Node, no packages to look;
// Playwright itself is only asked once the packages are installed.
import { accessSync, constants, existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { root, run, say } from "./dependencies.mjs";

const commands = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "brave-browser"];

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function onPath() {
  const suffix = process.platform === "win32" ? ".exe" : "";
  return (process.env.PATH ?? "").split(delimiter).flatMap((folder) => commands.map((name) => join(folder, name + suffix)));
}

function installedPrograms() {
  if (process.platform === "darwin") {
    const names = ["Google Chrome", "Chromium", "Microsoft Edge", "Brave Browser"];
    return ["/Applications", join(homedir(), "Applications")].flatMap((folder) =>
      names.map((name) => join(folder, `${name}.app`, "Contents", "MacOS", name)),
    );
  }
  if (process.platform === "win32") {
    const folders = [process.env.PROGRAMFILES, process.env["PROGRAMFILES(X86)"], process.env.LOCALAPPDATA].filter(
      (folder) => folder !== undefined,
    );
    const programs = [
      "Google\\Chrome\\Application\\chrome.exe",
      "Chromium\\Application\\chrome.exe",
      "Microsoft\\Edge\\Application\\msedge.exe",
    ];
    return folders.flatMap((folder) => programs.map((program) => join(folder, program)));
  }
  return [];
}

/** Playwright's own downloads: `chromium-1234/…`, newest first. */
function playwrightCache() {
  const folders = {
    darwin: join(homedir(), "Library", "Caches", "ms-playwright"),
    win32: join(process.env.LOCALAPPDATA ?? homedir(), "ms-playwright"),
  };
  const cache =
    process.env.PLAYWRIGHT_BROWSERS_PATH ?? Reflect.get(folders, process.platform) ?? join(homedir(), ".cache", "ms-playwright");
  if (!existsSync(cache)) return [];
  const builds = readdirSync(cache).filter((name) => /^chromium-\d+$/.test(name));
  const newestFirst = builds.sort((a, b) => Number(b.slice(9)) - Number(a.slice(9)));
  const programs = [
    ["chrome-linux", "chrome"],
    ["chrome-linux64", "chrome"],
    ["chrome-win", "chrome.exe"],
    ["chrome-win64", "chrome.exe"],
    ["chrome-mac", "Chromium.app", "Contents", "MacOS", "Chromium"],
    ["chrome-mac-arm64", "Google Chrome for Testing.app", "Contents", "MacOS", "Google Chrome for Testing"],
    ["chrome-mac-x64", "Google Chrome for Testing.app", "Contents", "MacOS", "Google Chrome for Testing"],
  ];
  return newestFirst.flatMap((name) => programs.map((path) => join(cache, name, ...path)));
}

/** The path of a Chromium or Chrome, or null. `ASSAY_CHROMIUM` names one and wins. */
export function findChromium() {
  const named = process.env.ASSAY_CHROMIUM;
  if (named) {
    if (isExecutable(named)) return named;
    say(`ASSAY_CHROMIUM names ${named}, which is no program; looking elsewhere.`);
  }
  return [...onPath(), ...installedPrograms(), ...playwrightCache()].find(isExecutable) ?? null;
}

function isDebianRoot() {
  return process.platform === "linux" && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
}

const installers = [
  {
    name: "Playwright's Chromium",
    applies: () => true,
    install: () => run(process.execPath, [join(root, "node_modules/playwright/cli.js"), "install", "chromium"], { timeout: 180_000 }),
  },
  {
    name: "Debian's Chromium",
    applies: isDebianRoot,
    install: async () => {
      const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
      const updated = await run("apt-get", ["update", "-qq"], { env, timeout: 180_000 });
      return updated === 0
        ? run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], { env, timeout: 600_000 })
        : updated;
    },
  },
];

/** A Chromium, installed if there is none. Throws with the command to run when none can be had. */
export async function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  for (const { name, applies, install } of installers) {
    if (!applies()) continue;
    say(`No Chromium found: installing ${name} …`);
    const code = await install();
    const path = findChromium();
    if (path) return path;
    say(`${name} could not be installed (exit code ${code}).`);
  }
  throw new Error(
    "The browser tests need Chromium or Chrome. Run `npx playwright install chromium` (or, on Debian, `sudo apt-get install chromium`), or name one in ASSAY_CHROMIUM.",
  );
}
