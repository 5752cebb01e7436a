import { join } from "node:path";
import { errnoOf } from "./errors.ts";
import type { FileSystem } from "./file-system.ts";

/** Creates `.assay/` with a `.gitignore` of its own on the first write into it, and the folder asked for below it. */
export async function prepareAssayFolder(fs: FileSystem, assay: string, below: string): Promise<string> {
  const folder = join(assay, below);
  await fs.makeFolder(folder);
  const ignore = join(assay, ".gitignore");
  if ((await fs.status(ignore)) === null) {
    try {
      const file = await fs.create(ignore);
      try {
        await file.write(Buffer.from("*\n"));
      } finally {
        await file.close();
      }
    } catch (error) {
      if (errnoOf(error) !== "EEXIST") throw error;
    }
  }
  return folder;
}
