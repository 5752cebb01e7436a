import { dirname, extname } from "node:path";
import type { RequestFiles } from "#main/engine/parts/folder.ts";
import { AssayError } from "#shared/assay-error.ts";
import { type BatchFileLimits, batchFileLimits } from "#shared/contract/batches.ts";
import { doing, errnoOf } from "./errors.ts";
import type { FileSystem } from "./file-system.ts";
import { bufferedFile } from "./line-files.ts";

type Sheet = { readonly model: string; readonly part: string; readonly file: Awaited<ReturnType<typeof bufferedFile>>; requests: number };

/**
 * Request files being written: `out` itself where one is enough, else some beside it, named after their model and numbered.
 * None is larger than a Batch API takes, and nothing is written over.
 */
export function createRequestFiles(fs: FileSystem, out: string, limits: BatchFileLimits = batchFileLimits): RequestFiles {
  const sheets: Sheet[] = [];
  const current = new Map<string, Sheet>();

  const begin = async (model: string): Promise<Sheet> => {
    await doing("make the folder", dirname(out), () => fs.makeFolder(dirname(out)));
    const part = `${out}.${sheets.length}.part`;
    const sheet = { model, part, file: await bufferedFile(fs, part), requests: 0 };
    sheets.push(sheet);
    current.set(model, sheet);
    return sheet;
  };

  const discard = async (): Promise<void> => {
    for (const { file, part } of sheets) {
      await file.close().catch(() => undefined);
      await fs.remove(part);
    }
  };

  return {
    discard,
    write: async (model, lines) => {
      let sheet = current.get(model);
      for (const line of lines) {
        const bytes = Buffer.byteLength(line) + 1;
        const isFull = sheet !== undefined && (sheet.requests === limits.requests || sheet.file.bytes() + bytes > limits.bytes);
        if (isFull) await sheet?.file.close();
        if (sheet === undefined || (isFull && sheet.requests > 0)) sheet = await begin(model);
        sheet.requests += 1;
        await sheet.file.write(`${line}\n`);
      }
    },
    close: async () => {
      const targets = targetsOf(out, sheets);
      for (const { target } of targets) {
        if ((await fs.status(target)) === null) continue;
        await discard();
        throw taken(target);
      }
      for (const { target, sheet } of targets) {
        await sheet.file.close();
        await doing("write", target, () => fs.link(sheet.part, target)).catch((error: unknown) => {
          throw errnoOf(error) === "EEXIST" ? taken(target) : error;
        });
        await fs.remove(sheet.part);
      }
      return targets.map(({ target, sheet }) => ({ file: target, model: sheet.model, requests: sheet.requests }));
    },
  };
}

/** `NAME-MODEL-02.jsonl`: the model where there are several, the number where it has several files. */
function targetsOf(out: string, sheets: readonly Sheet[]): readonly { readonly target: string; readonly sheet: Sheet }[] {
  const ending = extname(out);
  const stem = out.slice(0, out.length - ending.length);
  const models = [...new Set(sheets.map(({ model }) => model))];
  return models.flatMap((model) => {
    const own = sheets.filter((sheet) => sheet.model === model);
    const name = models.length === 1 ? "" : `-${model.replace(/[^A-Za-z0-9._-]+/g, "-")}`;
    return own.map((sheet, at) => {
      const number = own.length === 1 ? "" : `-${String(at + 1).padStart(String(own.length).length, "0")}`;
      return { target: `${stem}${name}${number}${ending}`, sheet };
    });
  });
}

function taken(file: string): AssayError {
  return new AssayError("name-taken", `There is already a file ${file}.`, { hint: "Choose another name, or move that file away." });
}
