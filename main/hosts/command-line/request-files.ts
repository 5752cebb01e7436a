import { once } from "node:events";
import { createReadStream, createWriteStream, type WriteStream } from "node:fs";
import { rename, rm, stat } from "node:fs/promises";
import { extname } from "node:path";
import { createInterface } from "node:readline";
import { finished } from "node:stream/promises";
import { AssayError } from "#shared/assay-error.ts";

export type RequestFiles = {
  readonly write: (model: string, lines: readonly string[]) => Promise<void>;
  /** The files under their final names. */
  readonly close: () => Promise<readonly { readonly file: string; readonly model: string; readonly requests: number }[]>;
  readonly discard: () => Promise<void>;
};

type Sheet = { readonly part: string; readonly stream: WriteStream; requests: number };

/** Request files being written: `out` itself where there is one model, else one beside it for each. Nothing is written over. */
export function createRequestFiles(out: string): RequestFiles {
  const sheets = new Map<string, Sheet>();
  const ending = extname(out);
  const nameFor = (model: string): string =>
    sheets.size === 1 ? out : `${out.slice(0, out.length - ending.length)}-${model.replace(/[^A-Za-z0-9._-]+/g, "-")}${ending}`;

  const sheetFor = async (model: string): Promise<Sheet> => {
    const known = sheets.get(model);
    if (known !== undefined) return known;
    const part = `${out}.${sheets.size}.part`;
    const sheet = { part, stream: createWriteStream(part, { flags: "wx" }), requests: 0 };
    sheets.set(model, sheet);
    await once(sheet.stream, "open").catch((cause: unknown) => {
      throw new AssayError("read-only", `Cannot write ${part}.`, {
        hint: "Choose another place with --out, or remove what a crash left there.",
        cause,
      });
    });
    return sheet;
  };

  const discard = async (): Promise<void> => {
    for (const { stream, part } of sheets.values()) {
      stream.destroy();
      await rm(part, { force: true });
    }
  };

  return {
    discard,
    write: async (model, lines) => {
      const sheet = await sheetFor(model);
      sheet.requests += lines.length;
      const text = lines.map((line) => `${line}\n`).join("");
      if (!sheet.stream.write(text)) await once(sheet.stream, "drain");
    },
    close: async () => {
      const written = [...sheets].map(([model, sheet]) => ({ file: nameFor(model), model, requests: sheet.requests, sheet }));
      for (const { file } of written) {
        if ((await stat(file).catch(() => null)) === null) continue;
        await discard();
        throw new AssayError("name-taken", `There is already a file ${file}.`, {
          hint: "Choose another name with --out, or move that file away.",
        });
      }
      for (const { file, sheet } of written) {
        sheet.stream.end();
        await finished(sheet.stream);
        await rename(sheet.part, file);
      }
      return written;
    },
  };
}

const linesAtOnce = 500;

/** The lines of a file, some at a time and in order. Throws not-found. */
export async function* linesOf(file: string): AsyncGenerator<readonly string[]> {
  const stream = createReadStream(file, "utf8");
  let lines: string[] = [];
  try {
    for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
      lines.push(line);
      if (lines.length < linesAtOnce) continue;
      yield lines;
      lines = [];
    }
  } catch (cause) {
    throw new AssayError("not-found", `Cannot read ${file}.`, { hint: "Check the path and try again.", cause });
  }
  if (lines.length > 0) yield lines;
}
