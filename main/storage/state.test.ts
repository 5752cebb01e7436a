import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { NotebookState } from "#main/engine/parts/folder.ts";
import { faultyFileSystem } from "./faulty-file-system.ts";
import { type FileSystem, nodeFileSystem } from "./file-system.ts";
import { createHost } from "./journal/host.ts";
import { systemClock } from "./journal/test-records.ts";
import { createStateStore } from "./state.ts";

let root = "";
let path = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "assay-state-"));
  path = join(root, ".assay", "state.json");
});
afterEach(() => rm(root, { recursive: true }));

const openStore = (fs: FileSystem = nodeFileSystem) => createStateStore(path, fs, createHost(join(root, ".assay"), fs, systemClock).locks);

const stateOf = (spentUsd: number): NotebookState => ({
  cells: {
    answers: { recipe: "ab", paused: { recipe: "ab", done: 3, total: 9, sentence: "stopped by you", by: "you" }, lastPlan: null },
    verdicts: { recipe: "cd", paused: null, lastPlan: null },
  },
  spentUsd,
  trusted: true,
});

describe("the state store", () => {
  it("gives back what was written and creates nothing before", async () => {
    const store = openStore();
    expect(await store.read("a.assay.md")).toEqual({ cells: {}, spentUsd: 0 });
    expect(await readdir(root)).toEqual([]);
    await store.write("a.assay.md", stateOf(1.5));
    expect(await openStore().read("a.assay.md")).toEqual(stateOf(1.5));
    expect(await store.read("constructor")).toEqual({ cells: {}, spentUsd: 0 });
  });

  it("keeps the other notebooks when several writers work at once", async () => {
    const stores = [openStore(), openStore(), openStore()];
    await Promise.all(
      stores.flatMap((store, who) => Array.from({ length: 10 }, (_, n) => store.write(`${who}-${n}.assay.md`, stateOf(who * 100 + n)))),
    );
    for (let who = 0; who < 3; who += 1) {
      for (let n = 0; n < 10; n += 1) expect((await openStore().read(`${who}-${n}.assay.md`)).spentUsd).toBe(who * 100 + n);
    }
  });

  it("counts what it can't read as lost, a whole file or one notebook's part", async () => {
    const store = openStore();
    await store.write("a.assay.md", stateOf(1));
    const file = JSON.parse(await readFile(path, "utf8"));
    file.notebooks["b.assay.md"] = { cells: 7 };
    await writeFile(path, JSON.stringify(file));
    expect(await store.read("b.assay.md")).toEqual({ cells: {}, spentUsd: 0 });
    expect(await store.read("a.assay.md")).toEqual(stateOf(1));
    await writeFile(path, '{"version":1,"noteb');
    expect(await store.read("a.assay.md")).toEqual({ cells: {}, spentUsd: 0 });
    await store.write("a.assay.md", stateOf(2));
    expect(await store.read("a.assay.md")).toEqual(stateOf(2));
  });

  it("keeps the former state when a write fails anywhere, and writes the next one", async () => {
    await openStore().write("a.assay.md", stateOf(1));
    for (let nth = 1, calls = nth; nth <= calls; nth += 1) {
      const failing = faultyFileSystem(nodeFileSystem, { nth, code: "EIO", lasts: "once" });
      const store = openStore(failing);
      const failed = await store.write("a.assay.md", stateOf(2)).then(
        () => false,
        (error: { code: string }) => error.code === "disk-full",
      );
      calls = failing.calls();
      expect([1, 2]).toContain((await openStore().read("a.assay.md")).spentUsd);
      if (!failed) expect((await openStore().read("a.assay.md")).spentUsd).toBe(2);
      await store.write("a.assay.md", stateOf(1));
      expect((await openStore().read("a.assay.md")).spentUsd).toBe(1);
    }
  });
});
