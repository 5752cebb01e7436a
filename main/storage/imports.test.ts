import { mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { faultyFileSystem } from "./faulty-file-system.ts";
import { nodeFileSystem } from "./file-system.ts";
import { createImportStore } from "./imports.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const store = createImportStore(nodeFileSystem, Date.now);
const id = "import-0001";
let root = "";
let folder = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "assay-imports-"));
  folder = join(root, "work");
  await mkdir(folder);
});
afterEach(() => rm(root, { recursive: true }));

test.each([
  "../x.jsonl",
  "/etc/x.jsonl",
  "a/../../x.jsonl",
  ".hidden",
  "a//b",
  "C:\\x",
  "a\u0000b",
  "",
])("a name that leads out is refused (%j)", async (path) => {
  await expect(store.begin(folder, id, [{ path, size: 1 }])).rejects.toMatchObject({ code: "cell-invalid" });
  expect(await readdir(folder)).toEqual([]);
});

test.each(["../../../outside", "x", "a/b/c/d/e"])("so is an import that is none of ours (%s)", (other) => {
  expect(() => store.folderOf(folder, other)).toThrow(/no such import/);
});

test("a full disk ends an import and leaves nothing of it", async () => {
  const full = createImportStore(
    faultyFileSystem(nodeFileSystem, { nth: 3, code: "ENOSPC", lasts: "for-good", only: ["write"] }),
    Date.now,
  );
  await full.begin(folder, id, [{ path: "a.jsonl", size: 6 }]);
  expect(await full.append(folder, id, "a.jsonl", 0, bytes("abc"))).toBe(3);
  await expect(full.append(folder, id, "a.jsonl", 3, bytes("def"))).rejects.toMatchObject({ code: "disk-full" });
  expect(await readdir(join(folder, ".assay", "imports"))).toEqual([]);
});

test("pieces come in order, and what is kept never takes another file's place", async () => {
  await store.begin(folder, id, [{ path: "a.jsonl", size: 6 }]);
  expect(await store.append(folder, id, "a.jsonl", 0, bytes("abc"))).toBe(3);
  await expect(store.append(folder, id, "a.jsonl", 0, bytes("abc"))).rejects.toMatchObject({ code: "not-found" });
  expect(await store.append(folder, id, "a.jsonl", 3, bytes("def"))).toBe(6);
  await writeFile(join(folder, "a.jsonl"), "mine");
  await expect(store.keep(folder, id, "a.jsonl", "file")).rejects.toMatchObject({ code: "name-taken" });
  await expect(store.keep(folder, id, "../a.jsonl", "file")).rejects.toMatchObject({ code: "cell-invalid" });
  await store.keep(folder, id, "data/a.jsonl", "file");
  expect(await readFile(join(folder, "a.jsonl"), "utf8")).toBe("mine");
  expect(await readFile(join(folder, "data", "a.jsonl"), "utf8")).toBe("abcdef");
  expect(await readdir(join(folder, ".assay", "imports"))).toEqual([]);
});

test("a file of the folder is known by name, size and bytes", async () => {
  await mkdir(join(folder, "data"));
  await writeFile(join(folder, "data", "a.jsonl"), "0123456789");
  const slices = [
    { offset: 0, bytes: bytes("01") },
    { offset: 8, bytes: bytes("89") },
  ];
  expect(await store.locate(folder, { name: "a.jsonl", size: 10, slices })).toBe("data/a.jsonl");
  expect(await store.locate(folder, { name: "b.jsonl", size: 10, slices })).toBeNull();
  expect(await store.locate(folder, { name: "a.jsonl", size: 11, slices })).toBeNull();
  expect(await store.locate(folder, { name: "a.jsonl", size: 10, slices: [{ offset: 0, bytes: bytes("x1") }] })).toBeNull();
});

test("nothing outside the folder is listed, through links neither", async () => {
  await mkdir(join(root, "secret"));
  await writeFile(join(root, "secret", "a.jsonl"), "{}");
  await symlink(join(root, "secret"), join(folder, "link"));
  for (const path of ["../secret", "link", "link/a.jsonl"])
    await expect(store.list(folder, path)).rejects.toMatchObject({ code: "outside-folder" });
});

test("what a window left behind a day ago is cleared when the next import begins", async () => {
  await store.begin(folder, id, [{ path: "a.jsonl", size: 1 }]);
  const old = new Date(Date.now() - 25 * 3600 * 1000);
  await utimes(store.folderOf(folder, id), old, old);
  await store.begin(folder, "import-0002", [{ path: "b.jsonl", size: 1 }]);
  expect(await readdir(join(folder, ".assay", "imports"))).toEqual(["import-0002"]);
});
