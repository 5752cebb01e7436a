import { join, relative, sep } from "node:path";
import { errnoOf } from "./errors.ts";
import type { FileSystem } from "./file-system.ts";

const ending = ".assay.md";
const notebooksListed = 1_000;
/** Someone may open their home folder; the nearest folders are looked at first. */
const foldersVisited = 5_000;

/** Notebooks below a folder, nearest folders first, then sorted by path. Dot folders, node_modules and symbolic links are left out. */
export async function listNotebooks(fs: FileSystem, folder: string) {
  const found: { readonly path: string; readonly modifiedAt: number }[] = [];
  const waiting = [folder];
  for (let visited = 0; visited < foldersVisited && found.length < notebooksListed; visited += 1) {
    const next = waiting.shift();
    if (next === undefined) break;
    for (const { name, isFolder } of await entriesIfAllowed(fs, next)) {
      const path = join(next, name);
      if (isFolder && !name.startsWith(".") && name !== "node_modules") waiting.push(path);
      if (isFolder || !name.endsWith(ending) || found.length === notebooksListed) continue;
      const status = await fs.status(path);
      if (status) found.push({ path: relative(folder, path).split(sep).join("/"), modifiedAt: status.modifiedAt });
    }
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function entriesIfAllowed(fs: FileSystem, folder: string) {
  try {
    return await fs.entries(folder);
  } catch (error) {
    if (errnoOf(error) === "EACCES" || errnoOf(error) === "EPERM") return [];
    throw error;
  }
}
