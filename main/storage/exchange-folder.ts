import { join, posix } from "node:path";
import type { ExchangeFolder } from "#main/engine/parts/folder.ts";
import { AssayError } from "#shared/assay-error.ts";
import type { FileSystem } from "./file-system.ts";
import { linesOf } from "./line-files.ts";
import { createRequestFiles } from "./request-files.ts";

const folderName = "batch";
const firstBytes = 4_096;

/** `batch/` in a notebook's folder. It is there once something is written to it. */
export function createExchangeFolder(notebookFolder: string, fs: FileSystem): ExchangeFolder {
  const folder = join(notebookFolder, folderName);
  return {
    begin: async (wanted) => {
      const names = await fs.list(folder);
      const isFree = (name: string): boolean => !names.some((each) => each.startsWith(`${name}.`) || each.startsWith(`${name}-`));
      let name = wanted;
      for (let number = 2; !isFree(name); number += 1) name = `${wanted}-${number}`;
      const files = createRequestFiles(fs, join(folder, `${name}.jsonl`));
      return {
        ...files,
        close: async () => (await files.close()).map((each) => ({ ...each, file: belowNotebook(notebookFolder, each.file) })),
      };
    },
    list: async () => {
      const names = (await fs.entries(folder)).flatMap(({ name, isFolder }) => (!isFolder && name.endsWith(".jsonl") ? [name] : []));
      const found = await Promise.all(
        names.map(async (name) => {
          const path = join(folder, name);
          const status = await fs.status(path);
          const file = await fs.openForReading(path);
          try {
            const start = Buffer.alloc(firstBytes);
            const first = start.toString("utf8", 0, await file.readInto(start, 0)).split("\n")[0] ?? "";
            return { path: posix.join(folderName, name), bytes: status?.size ?? 0, modifiedAt: status?.modifiedAt ?? 0, first };
          } finally {
            await file.close();
          }
        }),
      );
      return found.sort((one, other) => other.modifiedAt - one.modifiedAt).map(({ path, bytes, first }) => ({ path, bytes, first }));
    },
    lines: async function* (path) {
      const name = posix.basename(path);
      // Only files right in the folder, by their names: no way leads out of it.
      if (path !== posix.join(folderName, name) || !(await fs.entries(folder)).some((entry) => entry.name === name && !entry.isFolder))
        throw new AssayError("not-found", `There is no file ${path} in the notebook's folder.`, {
          hint: `Put the results into its folder ${folderName}/, or choose them from where they are.`,
        });
      yield* linesOf(fs, join(folder, name));
    },
  };
}

function belowNotebook(notebookFolder: string, file: string): string {
  return file.slice(notebookFolder.length + 1).replaceAll("\\", "/");
}
