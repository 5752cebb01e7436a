import { createHash } from "node:crypto";
import { basename, dirname, join, resolve } from "node:path";
import type { NotebookFile, NotebookFiles } from "#main/engine/parts/notebook-files.ts";
import { AssayError } from "#shared/assay-error.ts";
import { prepareAssayFolder } from "./assay-folder.ts";
import { doing, errnoOf } from "./errors.ts";
import type { FileSystem } from "./file-system.ts";
import { listNotebooks } from "./list-notebooks.ts";
import { createFile, replaceFile } from "./replace-file.ts";
import { watchFile } from "./watch-file.ts";

/** What we last knew the file to hold; `saving` is on its way and may already be there. null: there is no file. */
type Known = { hash: string | null; saving: string | null };

/**
 * Notebook files. `recoveryFolder` takes the unsaved text of notebooks in folders that can't be written to; for all
 * others it is kept in `.assay/recovery` beside them.
 */
export function createNotebookFiles(fs: FileSystem, recoveryFolder: string): NotebookFiles {
  const known = new Map<string, Known>();

  async function read(given: string): Promise<NotebookFile> {
    const path = resolve(given);
    return await doing("read", path, async () => {
      const bytes = await fs.read(path);
      const hash = hashOf(bytes);
      known.set(path, { hash, saving: known.get(path)?.saving ?? null });
      const target = await fs.realPath(path);
      const readOnly = !((await fs.isWritable(target)) && (await fs.isWritable(dirname(target))));
      return { path, bytes, hash, readOnly };
    });
  }

  async function save(given: string, bytes: Uint8Array, baseHash: string | null): Promise<string> {
    const path = resolve(given);
    const hash = hashOf(bytes);
    const before = known.get(path)?.hash ?? null;
    known.set(path, { hash: before, saving: hash });
    try {
      await doing("save", path, () => (baseHash === null ? create(path, bytes) : replace(path, bytes, baseHash)));
      known.set(path, { hash, saving: null });
      return hash;
    } catch (error) {
      known.set(path, { hash: before, saving: null });
      throw error;
    }
  }

  async function create(path: string, bytes: Uint8Array): Promise<void> {
    try {
      await createFile(fs, path, bytes);
    } catch (error) {
      if (errnoOf(error) === "EEXIST") throw changedOnDisk(path, "exists already");
      throw error;
    }
  }

  async function replace(path: string, bytes: Uint8Array, baseHash: string): Promise<void> {
    const status = await fs.status(path);
    if (status === null) throw changedOnDisk(path, "is gone from the disk");
    const target = await fs.realPath(path);
    // A rename would replace a file that is write-protected as long as its folder is not.
    if (!(await fs.isWritable(target))) throw Object.assign(new Error("write-protected"), { code: "EACCES" });
    if (hashOf(await fs.read(target)) !== baseHash) throw changedOnDisk(path, "was changed on disk by another program");
    await replaceFile(fs, target, bytes, status.mode);
  }

  function watch(given: string, onChange: () => void): () => void {
    const path = resolve(given);
    return watchFile(path, async () => {
      const hash = await hashOnDisk(path);
      const last = known.get(path);
      if (last && (hash === last.hash || (hash !== null && hash === last.saving))) return;
      onChange();
    });
  }

  async function hashOnDisk(path: string): Promise<string | null> {
    try {
      return hashOf(await fs.read(path));
    } catch (error) {
      if (errnoOf(error) === "ENOENT") return null;
      throw error;
    }
  }

  return {
    read,
    save,
    watch,
    list: (folder) => doing("list the notebooks in", folder, () => listNotebooks(fs, resolve(folder))),
    saveRecovery: (path, text) => doing("keep the unsaved text of", path, () => saveRecovery(resolve(path), text)),
    readRecovery: (path) => doing("read the unsaved text of", path, () => readRecovery(resolve(path))),
  };

  async function saveRecovery(path: string, text: string | null): Promise<void> {
    const [beside, elsewhere] = recoveryPaths(path, recoveryFolder);
    if (text === null) {
      for (const file of [beside, elsewhere]) if ((await fs.status(file)) !== null) await fs.remove(file);
      return;
    }
    const bytes = Buffer.from(text);
    try {
      await prepareAssayFolder(fs, dirname(dirname(beside)), "recovery");
      await replaceFile(fs, beside, bytes, 0o600);
    } catch {
      // The folder refuses; the user's own folder may not. Its failure is the one to report.
      await fs.makeFolder(recoveryFolder);
      await replaceFile(fs, elsewhere, bytes, 0o600);
    }
  }

  async function readRecovery(path: string): Promise<string | null> {
    const found: { readonly text: string; readonly modifiedAt: number }[] = [];
    for (const file of recoveryPaths(path, recoveryFolder)) {
      const status = await fs.status(file);
      if (status) found.push({ text: (await fs.read(file)).toString("utf8"), modifiedAt: status.modifiedAt });
    }
    return found.sort((a, b) => b.modifiedAt - a.modifiedAt)[0]?.text ?? null;
  }
}

function recoveryPaths(path: string, recoveryFolder: string): readonly [string, string] {
  const name = `${basename(path)}.txt`;
  return [join(dirname(path), ".assay", "recovery", name), join(recoveryFolder, `${hashOf(Buffer.from(path)).slice(0, 16)}-${name}`)];
}

function changedOnDisk(path: string, what: string): AssayError {
  return new AssayError("notebook-changed-on-disk", `${path} ${what}.`, {
    hint: "Nothing was overwritten; read it again and merge.",
    place: { file: path },
  });
}

function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
