import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { ImportStore } from "#main/engine/parts/import.ts";
import { AssayError } from "#shared/assay-error.ts";
import type { FolderFile } from "#shared/cells/dataset-folder.ts";
import { prepareAssayFolder } from "./assay-folder.ts";
import { doing, errnoOf } from "./errors.ts";
import type { FileSystem } from "./file-system.ts";
import { filesBelow } from "./walk-folder.ts";

const readmeLimit = 4 * 1024 * 1024;
/** What a window that went away left behind is cleared once it is this old. */
const forgottenMs = 24 * 60 * 60 * 1000;

/** Files on their way into a notebook's folder, over one file system. */
export function createImportStore(fs: FileSystem, now: () => number): ImportStore {
  const folderOf = (folder: string, id: string): string => {
    if (!/^[\w-]{8,64}$/.test(id)) throw new AssayError("not-found", "There is no such import.", { hint: "Begin it again." });
    return join(folder, ".assay", "imports", id);
  };

  /** Sizes of the files on their way, by import. */
  const announced = new Map<string, ReadonlyMap<string, number>>();

  async function begin(folder: string, id: string, files: readonly { readonly path: string; readonly size: number }[]): Promise<void> {
    const staging = folderOf(folder, id);
    announced.set(id, new Map(files.map(({ path, size }) => [path, size])));
    for (const { path } of files) refuseWayOut(path);
    await doing("prepare", staging, async () => {
      await prepareAssayFolder(fs, join(folder, ".assay"), "imports");
      await clearForgotten(join(folder, ".assay", "imports"));
      for (const { path } of files) {
        const full = join(staging, path);
        await fs.makeFolder(dirname(full));
        const file = await fs.create(full);
        await file.close();
      }
    });
  }

  async function clearForgotten(all: string): Promise<void> {
    for (const { name, isFolder } of await fs.entries(all)) {
      const status = await fs.status(join(all, name));
      if (isFolder && status !== null && now() - status.modifiedAt > forgottenMs) await fs.removeFolder(join(all, name));
    }
  }

  async function append(folder: string, id: string, path: string, offset: number, bytes: Uint8Array): Promise<number> {
    refuseWayOut(path);
    const full = join(folderOf(folder, id), path);
    return await doing("copy", full, async () => {
      const status = await fs.status(full);
      if (status?.size !== offset)
        throw new AssayError("not-found", `The next piece of ${path} begins at ${offset}, and ${status?.size ?? 0} bytes are here.`, {
          hint: "Begin the import again.",
        });
      try {
        await write(full, bytes);
      } catch (error) {
        // On a full disk half an import would only take up what others need, and no window may be left to discard it.
        await fs.removeFolder(folderOf(folder, id)).catch(() => undefined);
        throw error;
      }
      return offset + bytes.byteLength;
    });
  }

  async function write(path: string, bytes: Uint8Array): Promise<void> {
    const file = await fs.openForAppending(path);
    try {
      await file.write(bytes);
    } finally {
      await file.close();
    }
  }

  async function list(folder: string, path: string) {
    const root = await insideOf(folder, path);
    const status = await fs.status(root);
    if (status === null)
      throw new AssayError("not-found", `There is no ${path} in the notebook's folder.`, { hint: "Check the path and try again." });
    if (status.isFile) return { files: [{ path, bytes: status.size }], readme: null };
    const files: FolderFile[] = [];
    for (const found of await filesBelow(fs, root)) files.push({ path: found.path, bytes: found.size });
    const readme = files.find((file) => file.path === "README.md" && file.bytes <= readmeLimit);
    return { files, readme: readme ? new TextDecoder().decode(await fs.read(join(root, "README.md"))) : null };
  }

  /** A path below the folder, also where links lead. */
  async function insideOf(folder: string, path: string): Promise<string> {
    const full = resolve(folder, path);
    const real = await fs.realPath(full).catch(() => full);
    const base = await fs.realPath(folder).catch(() => folder);
    const leadsOut = [relative(folder, full), relative(base, real)].some((way) => way.split(sep)[0] === ".." || isAbsolute(way));
    if (leadsOut)
      throw new AssayError("outside-folder", `${path} lies outside the notebook's folder.`, { hint: "Copy it into the folder first." });
    return full;
  }

  async function keep(folder: string, id: string, name: string, as: "file" | "folder"): Promise<void> {
    refuseWayOut(name);
    const [staging, target] = [folderOf(folder, id), join(folder, name)];
    const files = await filesBelow(fs, staging);
    const [first] = files;
    if (first === undefined) throw new AssayError("not-found", "Nothing was handed over.", { hint: "Begin the import again." });
    if ((await fs.status(target)) !== null) throw taken(name);
    for (const { path, size } of files) {
      const wanted = announced.get(id)?.get(path);
      if (size === wanted) continue;
      throw new AssayError(
        "not-found",
        `Of ${path} ${size.toLocaleString("en")} bytes are here, and ${wanted?.toLocaleString("en") ?? "none"} were announced.`,
        {
          hint: "Begin the import again.",
        },
      );
    }
    await doing("copy", target, async () => {
      for (const { path } of files) await settle(join(staging, path));
      await fs.makeFolder(dirname(target));
      if (as === "folder") await fs.rename(staging, target);
      else await linkNew(join(staging, first.path), target, name);
      await fs.syncFolder(dirname(target));
    });
    announced.delete(id);
    await fs.removeFolder(staging);
  }

  async function settle(path: string): Promise<void> {
    const file = await fs.openForAppending(path);
    try {
      await file.sync();
    } finally {
      await file.close();
    }
  }

  async function linkNew(from: string, to: string, name: string): Promise<void> {
    try {
      await fs.link(from, to);
    } catch (error) {
      throw errnoOf(error) === "EEXIST" ? taken(name) : error;
    }
  }

  async function locate(folder: string, file: Parameters<ImportStore["locate"]>[1]): Promise<string | null> {
    const name = file.name.split("/").at(-1);
    const alike = (await filesBelow(fs, folder)).filter(({ path, size }) => size === file.size && path.split("/").at(-1) === name);
    for (const { path } of alike) if (await holds(join(folder, path), file.slices)) return path;
    return null;
  }

  async function holds(path: string, slices: Parameters<ImportStore["locate"]>[1]["slices"]): Promise<boolean> {
    const file = await fs.openForReading(path);
    try {
      for (const { offset, bytes } of slices) {
        const found = new Uint8Array(bytes.byteLength);
        const length = await file.readInto(found, offset);
        if (length !== bytes.byteLength || Buffer.compare(found, bytes) !== 0) return false;
      }
      return true;
    } finally {
      await file.close();
    }
  }

  return {
    locate,
    begin,
    append,
    folderOf,
    list,
    keep,
    discard: async (folder, id) => {
      announced.delete(id);
      await fs.removeFolder(folderOf(folder, id));
    },
  };
}

/** A dropped name is text from outside: it names a file below, and none that hides. */
function refuseWayOut(path: string): void {
  const steps = path.split("/");
  const isPlain = steps.every((step) => step !== "" && !step.startsWith(".") && step.length <= 200 && isPlainStep(step));
  if (isPlain && steps.length <= 20) return;
  throw new AssayError("cell-invalid", `"${path}" cannot name a file below the notebook's folder.`, {
    hint: "Use a name without .., without : * ? < > | \\ and not beginning with a point.",
  });
}

function isPlainStep(step: string): boolean {
  for (const character of step) if ('\\:*?"<>|'.includes(character) || character < " ") return false;
  return true;
}

function taken(name: string): AssayError {
  return new AssayError("name-taken", `${name} exists already in the notebook's folder.`, {
    hint: "Choose another name; nothing is overwritten.",
  });
}
