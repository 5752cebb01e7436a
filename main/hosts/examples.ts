import { constants, copyFile, readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { EngineParts } from "#main/engine/parts/engine-parts.ts";
import { AssayError } from "#shared/assay-error.ts";
import { readFrontMatter } from "#shared/notebook/front-matter.ts";
import { readNotebook } from "#shared/notebook/read.ts";

const ending = ".assay.md";

/** The notebooks that come with Assay. An example's data files start with its name: `first-look.tasks.jsonl`. */
export function createExamples(source: string): Pick<EngineParts, "examples" | "copyExample"> {
  return {
    examples: async () => {
      const fileNames = (await readdir(source)).filter((name) => name.endsWith(ending)).sort();
      return Promise.all(
        fileNames.map(async (fileName) => {
          const { title } = readFrontMatter(readNotebook(await readFile(join(source, fileName))));
          return { fileName, title: title ?? fileName.slice(0, -ending.length) };
        }),
      );
    },
    copyExample: async (fileName, folder) => {
      const known = (await readdir(source)).filter((name) => name.endsWith(ending));
      if (!known.includes(fileName))
        throw new AssayError("not-found", `There is no example ${fileName}.`, { hint: `There are: ${known.join(", ")}.` });
      const name = fileName.slice(0, -ending.length);
      for (const file of await readdir(source)) {
        if (!file.startsWith(`${name}.`) || file.endsWith(ending)) continue;
        await copyFile(join(source, file), join(folder, file), constants.COPYFILE_EXCL).catch(unlessThere);
      }
      const path = await freeName(folder, name);
      await copyFile(join(source, fileName), join(folder, path), constants.COPYFILE_EXCL);
      return { path };
    },
  };
}

async function freeName(folder: string, name: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const path = `${name}${number === 1 ? "" : `-${number}`}${ending}`;
    if ((await stat(join(folder, path)).catch(() => null)) === null) return path;
  }
}

/** A data file that is there already is the user's: it stays. */
function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== "EEXIST") throw error;
}
