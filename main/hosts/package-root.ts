import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of Assay's own package.json, from source and from the bundle alike. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json"))) {
    if (dirname(folder) === folder) throw new Error("Assay's own files cannot be found.");
    folder = dirname(folder);
  }
  return folder;
}

/** The built page, the same in every host. */
export const pageFolder = (): string => join(packageRoot(), "dist", "renderer");

export const examplesFolder = (): string => join(packageRoot(), "notebooks");
