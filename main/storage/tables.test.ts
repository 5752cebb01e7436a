import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { StoredResult } from "#main/engine/parts/table-store.ts";
import { faultyFileSystem } from "./faulty-file-system.ts";
import { nodeFileSystem } from "./file-system.ts";
import { createTableStore, type ParquetCodec } from "./tables.ts";

/** Any exact codec will do here; Parquet itself is tested where it is written. */
const codec: ParquetCodec = {
  encodeParquet: async (ipc) => gzipSync(ipc),
  decodeParquet: async (bytes) => new Uint8Array(gunzipSync(bytes)),
};

const recipe = "5f".repeat(32);
const tables = [
  { name: "verdicts", ipc: new Uint8Array([1, 2, 3]) },
  { name: "verdicts_calls", ipc: new Uint8Array([4, 5]) },
];
const stored: StoredResult = {
  result: {
    recipe,
    at: 1,
    durationMs: 2,
    costUsd: null,
    estimateUsd: { low: 0, high: 1 },
    tables: [{ name: "verdicts", rows: 3, columns: [{ name: "p", type: { type: "double" } }] }],
    ledger: null,
    summary: "3 rows",
    simulated: true,
    triedRows: null,
  },
  contentHashes: { verdicts: "aa", verdicts_calls: "bb" },
  drawing: null,
  ledger: null,
  rowErrors: [{ cause: "timeout", sentence: "No answer in time.", count: 1, rows: ["7"] }],
  files: [],
  recipeText: "{}",
};

let root = "";
let folder = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "assay-tables-"));
  folder = join(root, ".assay", "tables");
});
afterEach(() => rm(root, { recursive: true }));

describe("the table store", () => {
  it("gives back what was written, and ignores itself in git", async () => {
    const store = createTableStore(folder, nodeFileSystem, codec);
    expect(await store.has(recipe)).toBe(false);
    expect(await readdir(root)).toEqual([]);
    await store.write(recipe, stored, tables);
    expect(await store.has(recipe)).toBe(true);
    expect(await store.readResult(recipe)).toEqual(stored);
    for (const { name, ipc } of tables) expect(await store.readTable(recipe, name)).toEqual(ipc);
    expect(await readFile(join(root, ".assay", ".gitignore"), "utf8")).toBe("*\n");
    expect((await readdir(folder)).sort()).toEqual([`${recipe}.json`, `${recipe}.verdicts.parquet`, `${recipe}.verdicts_calls.parquet`]);
  });

  it("has the whole result or none, whichever file call fails", async () => {
    for (let nth = 1, calls = nth; nth <= calls; nth += 1) {
      const store = (fs = nodeFileSystem) => createTableStore(join(root, String(nth), "tables"), fs, codec);
      const failing = faultyFileSystem(nodeFileSystem, { nth, code: "ENOSPC", lasts: "for-good" });
      const outcome = await store(failing)
        .write(recipe, stored, tables)
        .then(
          () => "written",
          (error: { code: string }) => error.code,
        );
      calls = Math.max(calls, failing.calls() + (outcome === "written" ? 0 : 1));
      if (outcome !== "written") expect(outcome).toBe("disk-full");
      if (await store().has(recipe)) {
        for (const { name, ipc } of tables) expect(await store().readTable(recipe, name)).toEqual(ipc);
      } else expect(await store().readResult(recipe)).toBeNull();
      expect((await readdir(join(root, String(nth), "tables")).catch(() => [])).filter((name) => name.endsWith(".tmp"))).toEqual([]);
      await store().write(recipe, stored, tables);
      expect(await store().has(recipe)).toBe(true);
    }
  });

  it("counts a broken description or a missing table as no result, and says so of a damaged table", async () => {
    const store = createTableStore(folder, nodeFileSystem, codec);
    await store.write(recipe, stored, tables);
    await writeFile(join(folder, `${recipe}.verdicts.parquet`), "no parquet");
    await expect(store.readTable(recipe, "verdicts")).rejects.toMatchObject({
      code: "not-found",
      hint: expect.stringContaining("journal"),
    });
    await expect(store.readTable(recipe, "other")).rejects.toMatchObject({ code: "not-found" });
    await rm(join(folder, `${recipe}.verdicts.parquet`));
    expect(await store.has(recipe)).toBe(false);
    await store.write(recipe, stored, tables);
    await writeFile(join(folder, `${recipe}.json`), '{"version":1,"stored":{}}');
    expect(await store.readResult(recipe)).toBeNull();
    expect(await store.has(recipe)).toBe(false);
  });

  it("takes no name that leads out of its folder", async () => {
    const store = createTableStore(folder, nodeFileSystem, codec);
    await expect(store.readTable(recipe, "../../escape")).rejects.toThrow("not a name");
    await expect(store.write("../x", stored, [])).rejects.toThrow("not a name");
  });
});
