import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { _electron, type BrowserContext, type Page } from "@playwright/test";
import { findElectron } from "../build/electron-runtime.mjs";

export type HostName = "browser" | "electron-double" | "electron";

export type Place = {
  /** The folder that is opened. */
  readonly folder: string;
  /** A notebook in it to open at once. */
  readonly notebook: string | null;
  readonly env: Record<string, string>;
};

export type RunningApp = {
  readonly page: Page;
  /** Clicks an item of the window's own menu by its labels; false where it is grey. Null where the host has no such menu. */
  readonly clickMenu: ((...labels: string[]) => Promise<boolean>) | null;
  /** Ends the engine's process at once, as a crash or a power cut would. */
  readonly kill: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const root = join(import.meta.dirname, "..");
const startupMs = 60_000;

/** How each host opens the workbench. Tests know no host: they get a page. */
export const launchers: { readonly [host in HostName]: (place: Place, context: () => Promise<BrowserContext>) => Promise<RunningApp> } = {
  browser: async ({ folder, notebook, env }, context) => {
    const path = notebook === null ? folder : join(folder, notebook);
    const server = spawn(process.execPath, [join(root, "dist", "assay.js"), "serve", path, "--no-open", "--port", "0"], {
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const url = await printedAddress(server);
    const page = await (await context()).newPage();
    await page.goto(url);
    return { page, clickMenu: null, kill: () => end(server, "SIGKILL"), close: () => end(server, "SIGTERM") };
  },

  "electron-double": async ({ folder, notebook, env }) => {
    const { launchElectronDouble } = await import("./electron-double/launch.ts");
    const running = await launchElectronDouble({ folder, notebook, env });
    return { ...running, clickMenu: async (...labels) => running.clickMenu(labels) };
  },

  electron: async ({ folder, notebook, env }) => {
    const runtime = findElectron();
    if (!runtime.found) throw new Error(runtime.reason);
    const path = notebook === null ? folder : join(folder, notebook);
    // Without a path Playwright would ask the package, which would start to download a runtime.
    const app = await _electron.launch({
      executablePath: runtime.path,
      args: [root, path],
      env: { ...process.env, ...env } as Record<string, string>,
    });
    const clickMenu = (...labels: string[]) =>
      app.evaluate(({ Menu }, path) => {
        let items = Menu.getApplicationMenu()?.items ?? [];
        for (const label of path.slice(0, -1)) items = items.find((item) => item.label === label)?.submenu?.items ?? [];
        const item = items.find((each) => each.label === path.at(-1));
        if (!item) throw new Error(`The menu has no ${path.join(" ▸ ")}.`);
        if (item.enabled) item.click();
        return item.enabled;
      }, labels);
    return { page: await app.firstWindow(), clickMenu, kill: () => end(app.process(), "SIGKILL"), close: () => app.close() };
  },
};

/** The first address the server prints; what it said instead when it ends or stays silent. */
function printedAddress(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const said: string[] = [];
    const fail = (why: string) => reject(new Error(`assay serve ${why}:\n${said.join("\n")}`));
    const timer = setTimeout(() => fail(`printed no address in ${startupMs / 1000} s`), startupMs);
    server.once("exit", (code) => fail(`ended with ${code}`));
    for (const stream of [server.stdout, server.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on("line", (line) => {
        said.push(line);
        const url = /https?:\/\/\S+/.exec(line)?.[0];
        if (url === undefined) return;
        clearTimeout(timer);
        resolve(url);
      });
    }
  });
}

/** Resolves when the process is gone; one that does not heed the signal is killed. */
async function end(child: ChildProcess, signal: "SIGKILL" | "SIGTERM"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => child.kill("SIGKILL"), 10_000);
    child.once("exit", () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill(signal);
  });
}
