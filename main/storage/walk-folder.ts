import { join } from "node:path";
import { errnoOf } from "./errors.ts";
import type { FileSystem } from "./file-system.ts";

const mostFiles = 20_000;
const mostFolders = 5_000;

/** Files below a folder with their sizes, paths with slashes, nearest folders first. Hidden folders, node_modules and links are left out. */
export async function filesBelow(fs: FileSystem, folder: string): Promise<readonly { readonly path: string; readonly size: number }[]> {
  const found: { readonly path: string; readonly size: number }[] = [];
  const waiting = [""];
  for (let visited = 0; visited < mostFolders && found.length < mostFiles; visited += 1) {
    const next = waiting.shift();
    if (next === undefined) break;
    for (const { name, isFolder } of await entriesIfAllowed(fs, join(folder, next))) {
      if (name.startsWith(".") || name === "node_modules") continue;
      const path = next === "" ? name : `${next}/${name}`;
      if (isFolder) waiting.push(path);
      else found.push({ path, size: (await fs.status(join(folder, path)))?.size ?? 0 });
    }
  }
  return found;
}

async function entriesIfAllowed(fs: FileSystem, folder: string) {
  try {
    return await fs.entries(folder);
  } catch (error) {
    if (errnoOf(error) === "EACCES" || errnoOf(error) === "EPERM") return [];
    throw error;
  }
}
