import { dirname, extname } from "node:path";
import type { RequestFiles } from "#main/engine/parts/folder.ts";
import { AssayError } from "#shared/assay-error.ts";
import { doing, errnoOf } from "./errors.ts";
import type { FileSystem } from "./file-system.ts";
import { bufferedFile } from "./line-files.ts";

type Sheet = { readonly part: string; readonly file: Awaited<ReturnType<typeof bufferedFile>>; requests: number };

/** Request files being written: `out` itself where there is one model, else one beside it for each. Nothing is written over. */
export function createRequestFiles(fs: FileSystem, out: string): RequestFiles {
  const sheets = new Map<string, Promise<Sheet>>();
  const ending = extname(out);
  const nameFor = (model: string): string =>
    sheets.size === 1 ? out : `${out.slice(0, out.length - ending.length)}-${model.replace(/[^A-Za-z0-9._-]+/g, "-")}${ending}`;

  const begin = async (part: string): Promise<Sheet> => {
    await doing("make the folder", dirname(out), () => fs.makeFolder(dirname(out)));
    return { part, file: await bufferedFile(fs, part), requests: 0 };
  };

  const discard = async (): Promise<void> => {
    for (const each of sheets.values()) {
      const sheet = await each.catch(() => null);
      await sheet?.file.close().catch(() => undefined);
      if (sheet !== null) await fs.remove(sheet.part);
    }
  };

  return {
    discard,
    write: async (model, lines) => {
      const sheet = sheets.get(model) ?? begin(`${out}.${sheets.size}.part`);
      sheets.set(model, sheet);
      const { file } = await sheet;
      (await sheet).requests += lines.length;
      await file.write(lines.map((line) => `${line}\n`).join(""));
    },
    close: async () => {
      const written = await Promise.all([...sheets].map(async ([model, sheet]) => ({ target: nameFor(model), model, sheet: await sheet })));
      for (const { target } of written) {
        if ((await fs.status(target)) === null) continue;
        await discard();
        throw taken(target);
      }
      for (const { target, sheet } of written) {
        await sheet.file.close();
        await doing("write", target, () => fs.link(sheet.part, target)).catch((error: unknown) => {
          throw errnoOf(error) === "EEXIST" ? taken(target) : error;
        });
        await fs.remove(sheet.part);
      }
      return written.map(({ target, model, sheet }) => ({ file: target, model, requests: sheet.requests }));
    },
  };
}

function taken(file: string): AssayError {
  return new AssayError("name-taken", `There is already a file ${file}.`, { hint: "Choose another name, or move that file away." });
}
