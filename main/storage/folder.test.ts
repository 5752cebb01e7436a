import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { nodeFileSystem } from "./file-system.ts";
import { openNotebookFolder } from "./folder.ts";
import { keyOf, repliedRecord, systemClock } from "./journal/test-records.ts";

it("opens without a trace, and keeps journal and state in .assay from the first write on", async () => {
  const root = await mkdtemp(join(tmpdir(), "assay-folder-"));
  const same = async (bytes: Uint8Array) => bytes;
  const open = () => openNotebookFolder(root, { fs: nodeFileSystem, clock: systemClock, encodeParquet: same, decodeParquet: same });
  const looked = open();
  await looked.journal.open();
  await looked.state.read("a.assay.md");
  expect(await looked.tables.has("ab")).toBe(false);
  await looked.close();
  expect(await readdir(root)).toEqual([]);

  const used = open();
  expect(await used.journal.claim(keyOf(1), new AbortController().signal)).toBe("mine");
  await used.journal.append(repliedRecord(1, "{}"));
  await used.state.write("a.assay.md", { cells: {}, spentUsd: 3 });
  await used.close();
  expect((await readdir(join(root, ".assay"))).sort()).toEqual([".gitignore", "hosts", "journal", "locks", "state.json"]);
  const again = open();
  expect((await again.journal.open()).records).toBe(1);
  expect((await again.state.read("a.assay.md")).spentUsd).toBe(3);
  await again.close();
  await rm(root, { recursive: true });
});
