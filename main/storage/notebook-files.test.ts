import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { faultyFileSystem } from "./faulty-file-system.ts";
import { nodeFileSystem } from "./file-system.ts";
import { createNotebookFiles } from "./notebook-files.ts";

let root = "";
let path = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "assay-files-"));
  path = join(root, "study.assay.md");
});
afterEach(() => rm(root, { recursive: true }));

const files = (fs = nodeFileSystem) => createNotebookFiles(fs, join(root, "home", "recovery"));
const bytes = (text: string) => new Uint8Array(Buffer.from(text));
const leftovers = async () => (await readdir(root)).filter((name) => name.endsWith(".tmp"));

describe("saving a notebook", () => {
  it("replaces the file whole and keeps its mode and the link it was reached by", async () => {
    const target = join(root, "target.assay.md");
    await writeFile(target, "one");
    await chmod(target, 0o640);
    await symlink(target, path);
    const store = files();
    const before = await store.read(path);
    expect(before).toMatchObject({ path, readOnly: false });
    const hash = await store.save(path, bytes("two"), before.hash);
    expect(await readFile(target, "utf8")).toBe("two");
    expect((await stat(target)).mode & 0o777).toBe(0o640);
    expect((await lstat(path)).isSymbolicLink()).toBe(true);
    expect((await store.read(path)).hash).toBe(hash);
    expect(await leftovers()).toEqual([]);
  });

  it("never overwrites what another program wrote or what should not be there", async () => {
    const store = files();
    const hash = await store.save(path, bytes("one"), null);
    await writeFile(path, "theirs");
    await expect(store.save(path, bytes("two"), hash)).rejects.toMatchObject({ code: "notebook-changed-on-disk", place: { file: path } });
    await expect(store.save(path, bytes("two"), null)).rejects.toMatchObject({ code: "notebook-changed-on-disk" });
    expect(await readFile(path, "utf8")).toBe("theirs");
    await rm(path);
    await expect(store.save(path, bytes("two"), hash)).rejects.toMatchObject({ code: "notebook-changed-on-disk" });
    await expect(store.read(path)).rejects.toMatchObject({ code: "not-found" });
    expect(await leftovers()).toEqual([]);
  });

  it("leaves the old file or the new one, whichever file call fails", async () => {
    for (const code of ["ENOSPC", "EIO", "EROFS", "EACCES"] as const) {
      for (let nth = 1, calls = nth; nth <= calls; nth += 1) {
        await writeFile(path, "old");
        const fs = faultyFileSystem(nodeFileSystem, { nth, code, lasts: "for-good" });
        const store = files(fs);
        const { hash } = await store.read(path);
        const failure = await store.save(path, bytes("new"), hash).catch((error: unknown) => error);
        const isLast = typeof failure === "string";
        if (!isLast)
          expect(failure).toMatchObject({
            code: code === "ENOSPC" || code === "EIO" ? "disk-full" : "read-only",
            hint: expect.any(String),
          });
        expect(["old", "new"]).toContain(await readFile(path, "utf8"));
        expect(await leftovers()).toEqual([]);
        calls = isLast ? nth : nth + 1;
      }
    }
  });

  it("says so and changes nothing when the file is write-protected", async () => {
    await writeFile(path, "old");
    const store = files({ ...nodeFileSystem, isWritable: async (checked) => checked !== path });
    const { hash, readOnly } = await store.read(path);
    expect(readOnly).toBe(true);
    await expect(store.save(path, bytes("new"), hash)).rejects.toMatchObject({ code: "read-only" });
    expect(await readFile(path, "utf8")).toBe("old");
  });
});

describe("watching a notebook", () => {
  it("tells of other programs' changes, however they write, and not of its own", async () => {
    const store = files();
    let hash = await store.save(path, bytes("one"), null);
    let changes = 0;
    const stop = store.watch(path, () => {
      changes += 1;
    });
    await new Promise((resolve) => setTimeout(resolve, 300));

    hash = await store.save(path, bytes("two"), hash);
    hash = await store.save(path, bytes("three"), hash);
    await utimes(path, new Date(), new Date());
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(changes).toBe(0);

    await writeFile(path, "theirs");
    await expect.poll(() => changes, { timeout: 5_000 }).toBeGreaterThan(0);
    await store.read(path);

    let seen = changes;
    await writeFile(join(root, "other"), "replaced");
    await rename(join(root, "other"), path);
    await expect.poll(() => changes, { timeout: 5_000 }).toBeGreaterThan(seen);
    await store.read(path);

    seen = changes;
    await rm(path);
    await expect.poll(() => changes, { timeout: 5_000 }).toBeGreaterThan(seen);

    stop();
    seen = changes;
    await writeFile(path, "unwatched");
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(changes).toBe(seen);
  });
});

describe("listing notebooks", () => {
  it("finds them below the folder, without dot folders, node_modules and links", async () => {
    for (const folder of ["b/deep", ".hidden", "node_modules/x"]) await mkdir(join(root, folder), { recursive: true });
    for (const name of [
      "z.assay.md",
      "b/a.assay.md",
      "b/deep/c.assay.md",
      ".hidden/n.assay.md",
      "node_modules/x/n.assay.md",
      "b/plain.md",
    ]) {
      await writeFile(join(root, name), "");
    }
    await symlink(root, join(root, "b", "loop"));
    const found = await files().list(root);
    expect(found.map((notebook) => notebook.path)).toEqual(["b/a.assay.md", "b/deep/c.assay.md", "z.assay.md"]);
    expect(found[0]?.modifiedAt).toBeGreaterThan(0);
  });
});

describe("unsaved text", () => {
  it("is kept beside the notebook until it is taken back", async () => {
    const store = files();
    expect(await store.readRecovery(path)).toBeNull();
    await store.saveRecovery(path, null);
    expect(await readdir(root)).toEqual([]);
    await store.saveRecovery(path, "unsaved");
    expect(await files().readRecovery(path)).toBe("unsaved");
    expect(await readdir(join(root, ".assay", "recovery"))).toHaveLength(1);
    await store.saveRecovery(path, null);
    expect(await store.readRecovery(path)).toBeNull();
  });

  it("goes to the user's own folder when the notebook's can't be written to", async () => {
    const guarded = {
      ...nodeFileSystem,
      makeFolder: async (folder: string) => {
        if (folder.includes(".assay")) throw Object.assign(new Error("read-only"), { code: "EROFS" });
        await nodeFileSystem.makeFolder(folder);
      },
    };
    await files(guarded).saveRecovery(path, "unsaved");
    expect(await readdir(root)).toEqual(["home"]);
    expect(await files().readRecovery(path)).toBe("unsaved");
  });
});
