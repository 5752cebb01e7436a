import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { chooseHost, findElectron } from "./electron-runtime.mjs";

let project: string;
let electron: string;

beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), "assay-runtime-"));
  electron = join(project, "node_modules", "electron");
  await mkdir(join(electron, "dist"), { recursive: true });
  await writeFile(join(electron, "package.json"), '{"name":"electron","version":"0.0.0"}');
});

afterEach(() => rm(project, { recursive: true }));

const look = (env: NodeJS.ProcessEnv = {}, platform = "linux") => ({ from: join(project, "main.mjs"), env, platform });

async function binary(path: string): Promise<string> {
  await writeFile(path, "");
  await chmod(path, 0o755);
  return path;
}

it("says what to run when the package is there and the runtime is not", () => {
  expect(findElectron(look())).toMatchObject({ found: false, reason: expect.stringContaining("npx install-electron") });
});

it("says what to run when the package is missing", async () => {
  await rm(electron, { recursive: true });
  expect(findElectron(look())).toMatchObject({ found: false, reason: expect.stringContaining("npm ci") });
});

it("finds the unpacked runtime under the name the package noted", async () => {
  await writeFile(join(electron, "path.txt"), "electron-special\n");
  const path = await binary(join(electron, "dist", "electron-special"));
  expect(findElectron(look())).toEqual({ found: true, path });
});

it("looks where ELECTRON_OVERRIDE_DIST_PATH points", async () => {
  const path = await binary(join(project, "electron"));
  expect(findElectron(look({ ELECTRON_OVERRIDE_DIST_PATH: project }))).toEqual({ found: true, path });
});

it("does not take a file that cannot be run for a runtime", async () => {
  await writeFile(join(electron, "dist", "electron"), "");
  expect(findElectron(look()).found).toBe(false);
});

it("opens the window only where there is a display to show it on", async () => {
  const path = await binary(join(electron, "dist", "electron"));
  expect(chooseHost(look())).toMatchObject({ host: "browser", reason: expect.stringContaining("no display") });
  expect(chooseHost(look({ WAYLAND_DISPLAY: "wayland-0" }))).toEqual({ host: "electron", path });
});

it("opens the browser where there is no runtime", () => {
  expect(chooseHost(look({ DISPLAY: ":0" }))).toMatchObject({ host: "browser" });
});
