import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { packageRoot } from "../package-root.ts";

const load = createRequire(import.meta.url);
const { validateConfiguration } = load("app-builder-lib/out/util/config/config.js");
const { DebugLogger } = load("builder-util");

const readConfiguration = async () => parse(await readFile(join(packageRoot(), "electron-builder.yml"), "utf8"));

describe("electron-builder.yml", () => {
  it("is a configuration electron-builder accepts", async () => {
    await expect(validateConfiguration(await readConfiguration(), new DebugLogger(false))).resolves.toBeUndefined();
  });

  it("would be refused with a key that does not exist", async () => {
    const wrong = { ...(await readConfiguration()), electronFuse: {} };
    await expect(validateConfiguration(wrong, new DebugLogger(false))).rejects.toThrow(/electronFuse/);
  });

  it("blows every fuse that would let the program be turned into something else", async () => {
    expect((await readConfiguration()).electronFuses).toEqual({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableCookieEncryption: true,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  it("names DuckDB files and icons that exist", async () => {
    const { files, linux, mac, win } = await readConfiguration();
    const named = files.filter((file: string) => file.startsWith("node_modules/") && !file.includes("*"));
    expect(named).not.toEqual([]);
    for (const path of [...named, linux.icon, mac.icon, win.icon])
      expect([path, existsSync(join(packageRoot(), path))]).toEqual([path, true]);
  });
});
