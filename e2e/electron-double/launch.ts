import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "@playwright/test";
import { build } from "esbuild";
import type { DoubleSettings, electronDouble } from "./electron.ts";

export type ElectronDoublePlace = {
  readonly folder: string;
  readonly notebook: string | null;
  readonly env: Record<string, string>;
};

export type RunningDouble = {
  readonly page: Page;
  readonly clickMenu: (labels: readonly string[]) => boolean;
  readonly kill: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const root = join(import.meta.dirname, "..", "..");

/** Runs the window host's real main process, preload, engine process and page, with a stand-in for the module `electron`. */
export async function launchElectronDouble({ folder, notebook, env }: ElectronDoublePlace): Promise<RunningDouble> {
  const userData = mkdtempSync(join(tmpdir(), "assay-double-"));
  const settings: DoubleSettings = { root, userData, env, executablePath: process.env.ASSAY_CHROMIUM ?? null };
  const entry = await bundleMain(settings, notebook === null ? folder : join(folder, notebook));
  const { electronDouble: double } = (await import(pathToFileURL(entry).href)) as { electronDouble: typeof electronDouble };
  const page = await double.firstPage;
  await page.waitForLoadState();
  let isOver = false;
  const endBy = (end: () => Promise<void>) => async (): Promise<void> => {
    if (isOver) return;
    isOver = true;
    await end();
    rmSync(userData, { recursive: true, force: true });
    rmSync(entry, { force: true });
  };
  return { page, clickMenu: double.clickMenu, kill: endBy(double.kill), close: endBy(double.quit) };
}

let launches = 0;

/** A bundle of its own for every launch: modules are loaded once a process, and a main process starts fresh. */
async function bundleMain(settings: DoubleSettings, path: string): Promise<string> {
  launches += 1;
  // Inside the project, so that its packages and dist/ are found from there.
  const outfile = join(root, "test-results", "electron-double", `main-${process.pid}-${launches}.mjs`);
  await build({
    stdin: {
      contents: `export { electronDouble } from "electron"; import "./main/hosts/electron/main.ts";`,
      resolveDir: root,
      loader: "ts",
    },
    alias: { electron: join(root, "e2e", "electron-double", "electron.ts") },
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    outfile,
    external: ["@playwright/test", "zod"],
    define: {
      ELECTRON_DOUBLE_SETTINGS: JSON.stringify(settings),
      "process.argv": JSON.stringify(["electron", root, path]),
      "process.defaultApp": "true",
    },
    logLevel: "error",
  });
  return outfile;
}
