import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { providerSettings } from "#shared/contract/models.ts";
import { nodeFileSystem } from "./file-system.ts";
import { createProviderStore, type ProviderStoreOptions } from "./provider-store.ts";
import { settingsFolder } from "./settings.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "assay-settings-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** Stands in for the system's keychain: reversible, and visibly not the plain text. */
const encryption = {
  encrypt: (text: string) => Buffer.from(text).map((byte) => byte ^ 0x5a),
  decrypt: (bytes: Uint8Array) => Buffer.from(bytes.map((byte) => byte ^ 0x5a)).toString(),
};

const store = (options: Partial<ProviderStoreOptions> = {}) =>
  createProviderStore({ fs: nodeFileSystem, folder, environment: {}, dotEnvFolder: null, encryption, ...options });

const hosted = providerSettings.parse({ id: "hosted", baseUrl: "https://api.example.com/v1", keyEnvironment: "HOSTED_KEY" });
const elsewhere = { ...hosted, baseUrl: "https://evil.example/v1" };
const key = "sk-test-123";

describe("the user's settings", () => {
  it("start empty, come back as written and keep keys of other versions", async () => {
    expect(await store().readProviders()).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
    await writeFile(join(folder, "settings.json"), '{"version":1,"theme":"dark"}');
    await store().writeProviders([hosted]);
    expect(await store().readProviders()).toEqual([hosted]);
    expect(JSON.parse(await readFile(join(folder, "settings.json"), "utf8"))).toMatchObject({ theme: "dark" });
  });

  it.each([
    ['{\n  "version": 1,\n  "providers": [}\n}', 3],
    ['{\n  "providers": [\n    { "id": "hosted",\n      "baseUrl": 7 }\n  ]\n}', 4],
    ['{\n  "version": 9\n}', 2],
  ])("name the line when they can't be read, and leave the file alone", async (text, line) => {
    const path = join(folder, "settings.json");
    await writeFile(path, text);
    await expect(store().readProviders()).rejects.toMatchObject({
      code: "data-unreadable",
      message: expect.stringContaining(`line ${line}`),
      place: { file: path, line },
    });
    await expect(store().writeProviders([])).rejects.toMatchObject({ code: "data-unreadable" });
    expect(await readFile(path, "utf8")).toBe(text);
  });

  it("stand where ASSAY_HOME says", () => {
    expect(settingsFolder({ ASSAY_HOME: folder })).toBe(folder);
    expect(settingsFolder({})).toMatch(/assay/i);
  });
});

describe("keys", () => {
  it("come from the environment before the keychain, and from a keys file before .env", async () => {
    await writeFile(join(folder, ".env"), "HOSTED_KEY=from-dot-env\n");
    const keysFile = join(folder, "keys.env");
    await writeFile(keysFile, 'HOSTED_KEY="from-keys-file"\n', { mode: 0o600 });
    await store().writeKey(hosted, key);
    const read = (environment: Record<string, string>, dotEnvFolder: string | null) => store({ environment, dotEnvFolder }).readKey(hosted);
    expect(await read({ HOSTED_KEY: "own", ASSAY_KEYS_FILE: keysFile }, folder)).toEqual({ key: "own", source: "environment" });
    expect(await read({ ASSAY_KEYS_FILE: keysFile }, folder)).toEqual({ key: "from-keys-file", source: "environment" });
    expect(await read({}, folder)).toEqual({ key: "from-dot-env", source: "environment" });
    expect(await read({}, null)).toEqual({ key, source: "keychain" });
    expect(await store({ environment: { HOSTED_KEY: "own" } }).readKey({ ...hosted, keyEnvironment: null })).toEqual({
      key,
      source: "keychain",
    });
  });

  it("are not read from a keys file that others can read", async () => {
    const keysFile = join(folder, "keys.env");
    await writeFile(keysFile, "HOSTED_KEY=x\n");
    await chmod(keysFile, 0o644);
    const reading = store({ environment: { ASSAY_KEYS_FILE: keysFile } }).readKey(hosted);
    await expect(reading).rejects.toMatchObject({ code: "forbidden", hint: `Run: chmod 600 ${keysFile}` });
    await rm(keysFile);
    await expect(store({ environment: { ASSAY_KEYS_FILE: keysFile } }).readKey(hosted)).rejects.toMatchObject({ code: "not-found" });
  });

  it("are kept encrypted, for their owner only, and bound to the origin they were given for", async () => {
    await store().writeKey(hosted, ` ${key}\n`);
    expect(await store().readKey(hosted)).toEqual({ key, source: "keychain" });
    expect(await store().readKey({ ...hosted, baseUrl: "https://api.example.com/v2" })).toEqual({ key, source: "keychain" });
    expect(await store().readKey(elsewhere)).toBeNull();
    expect(await store().readKey({ ...hosted, baseUrl: "http://api.example.com/v1" })).toBeNull();
    for (const name of await readdir(folder)) {
      const path = join(folder, name);
      expect(await readFile(path, "utf8")).not.toContain(key);
      expect(await readFile(path, "utf8")).not.toContain(Buffer.from(key).toString("base64").slice(0, 12));
      expect((await stat(path)).mode & 0o077).toBe(0);
    }
    await store().removeKey("hosted");
    expect(await store().readKey(hosted)).toBeNull();
  });

  it("last as long as the process where there is no keychain", async () => {
    const session = store({ encryption: null });
    await session.writeKey(hosted, key);
    expect(await session.readKey(hosted)).toEqual({ key, source: "session" });
    expect(await session.readKey(elsewhere)).toBeNull();
    expect(await readdir(folder)).toEqual([]);
    expect(await store({ encryption: null }).readKey(hosted)).toBeNull();
    await session.removeKey("hosted");
    expect(await session.readKey(hosted)).toBeNull();
  });

  it("are refused when they could not travel in a header", async () => {
    for (const bad of ["", "  ", "a b", "a\nb", "schlüssel"])
      await expect(store().writeKey(hosted, bad)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("appear in no error when the keychain refuses", async () => {
    await store().writeKey(hosted, key);
    const locked = store({ encryption: { ...encryption, decrypt: () => key } });
    const failure = await locked.readKey(hosted).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "forbidden" });
    expect(JSON.stringify(failure, Object.getOwnPropertyNames(failure))).not.toContain(key);
  });
});
