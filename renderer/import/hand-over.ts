import type { Client } from "#shared/contract/connect.ts";
import type { ImportSource } from "#shared/contract/imports.ts";
import type { GivenFiles } from "./given-files.ts";

const pieceBytes = 4 * 1024 * 1024;
const sliceBytes = 64 * 1024;

type HandOver = {
  readonly client: Client;
  readonly notebook: string;
  readonly signal: AbortSignal;
  readonly onBytes: (done: number, total: number) => void;
};

/** Where the engine finds the files: in the notebook's folder if they are there already, else handed over piece by piece. */
export async function handOver(given: GivenFiles, options: HandOver): Promise<ImportSource> {
  const here = await locate(given, options);
  return here === null ? { type: "staged", staging: await send(given, options) } : { type: "folder", path: here };
}

/** A page is not told a file's path: the engine knows it by name, size and some of its bytes. */
async function locate({ isFolder, name, files }: GivenFiles, { client, notebook }: HandOver): Promise<string | null> {
  const [only] = files;
  if (isFolder || only === undefined) return null;
  const { size } = only.file;
  const offsets = [...new Set([0, Math.floor(size / 2), Math.max(0, size - sliceBytes)])];
  const slices = offsets.map((offset) => ({ offset, bytes: only.file.slice(offset, offset + sliceBytes) }));
  return (await client.imports.locate({ notebook, name, size, slices })).path;
}

async function send({ files }: GivenFiles, { client, notebook, signal, onBytes }: HandOver): Promise<string> {
  const total = files.reduce((sum, { file }) => sum + file.size, 0);
  const sizes = files.map(({ path, file }) => ({ path, size: file.size }));
  const { staging } = await client.imports.begin({ notebook, files: sizes }, { signal });
  let done = 0;
  try {
    for (const { path, file } of files) {
      for (let offset = 0; offset < file.size; offset += pieceBytes) {
        const bytes = file.slice(offset, offset + pieceBytes);
        await client.imports.append({ notebook, staging, path, offset, bytes }, { signal });
        done += bytes.size;
        onBytes(done, total);
      }
    }
  } catch (error) {
    await client.imports.discard({ notebook, staging });
    throw error;
  }
  return staging;
}
