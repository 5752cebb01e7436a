import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { NotebookFolder } from "#main/engine/parts/folder.ts";
import type { NotebookExports } from "#main/engine/parts/notebook-exports.ts";
import { zipFolder } from "#main/exports/zip-folder.ts";
import { findDataFiles } from "#main/tables/readers/data-files.ts";

/** Lays a notebook out in a folder of its own, with the very code that reads such folders, and packs it. */
export function createBundle(openFolder: (folder: string) => NotebookFolder): NotebookExports["bundle"] {
  return async ({ folder, fileName, text, dataPaths, fill }, signal) => {
    const place = await mkdtemp(join(tmpdir(), "assay-bundle-"));
    try {
      await writeFile(join(place, fileName), text);
      for (const { path, name } of (await Promise.all(dataPaths.map((each) => findDataFiles(folder, each, false)))).flat()) {
        await mkdir(dirname(join(place, name)), { recursive: true });
        await cp(path, join(place, name));
      }
      const target = openFolder(place);
      try {
        await fill(target);
      } finally {
        await target.close();
      }
      return await zipFolder(place, belongs, signal);
    } finally {
      await rm(place, { recursive: true, force: true });
    }
  };
}

/** Locks and signs of life are of this process, not of the notebook. */
function belongs(name: string): boolean {
  return !name.startsWith(".assay/") || /^\.assay\/(journal\/[^/]+\.jsonl|tables\/[^/]+|state\.json|\.gitignore)$/.test(name);
}
