import { createHash } from "node:crypto";
import type { DataReaders } from "#main/engine/parts/data.ts";
import type { Inspection } from "#shared/import/inspection.ts";
import { ownMemory } from "../own-memory.ts";
import { type DataFile, findDataFiles } from "./readers/data-files.ts";
import type { DataRead, ReadOptions } from "./readers/read-data.ts";
import type { Reshaped, ReshapeRequest } from "./readers/reshape-table.ts";
import { createWorkerClient } from "./worker-client.ts";

export type ReaderRequest =
  | { readonly type: "read"; readonly files: readonly DataFile[]; readonly options: ReadOptions }
  | { readonly type: "inspect"; readonly files: readonly DataFile[] }
  | ({ readonly type: "reshape" } & ReshapeRequest)
  | { readonly type: "hash"; readonly path: string };

/** Readers that can be closed. */
export type ClosingReaders = Omit<DataReaders, "fingerprint"> & {
  readonly fingerprint: (folder: string, path: string, options?: { readonly allowOutside: boolean }) => Promise<string>;
  readonly close: () => Promise<void>;
};

/** Data files to tables, in a worker thread that starts at the first need. */
export function createDataReaders(): ClosingReaders {
  const worker = createWorkerClient<ReaderRequest>("readers");
  const hashes = new Map<string, { readonly size: number; readonly modifiedMs: number; readonly hash: string }>();
  const hashOf = async (file: DataFile): Promise<string> => {
    const known = hashes.get(file.path);
    if (known?.size === file.size && known.modifiedMs === file.modifiedMs) return known.hash;
    const hash = (await worker.ask({ type: "hash", path: file.path })) as string;
    hashes.set(file.path, { size: file.size, modifiedMs: file.modifiedMs, hash });
    return hash;
  };
  return {
    read: async (folder, path, { signal, allowOutside, badRows = "stop", sample = null, items = null, onBytes }) => {
      const files = await findDataFiles(folder, path, allowOutside);
      const total = files.reduce((sum, { size }) => sum + size, 0);
      const tell = (done: unknown): void => onBytes?.(done as number, total);
      const read = (await worker.ask(
        { type: "read", files, options: { badRows, sample, items } },
        { signal, onProgress: tell },
      )) as DataRead;
      return { ...read, files: files.map(({ name }) => name) };
    },
    inspect: async (folder, path, { signal, allowOutside, onBytes }) => {
      const files = await findDataFiles(folder, path, allowOutside);
      const total = files.reduce((sum, { size }) => sum + size, 0);
      const tell = (done: unknown): void => onBytes(done as number, total);
      return (await worker.ask({ type: "inspect", files }, { signal, onProgress: tell })) as Inspection;
    },
    reshape: async (ipc, shape, keep, signal) =>
      (await worker.ask({ type: "reshape", ipc, shape, keep }, { signal, transfer: ownMemory([ipc]) })) as Reshaped,
    fingerprint: async (folder, path, options) => {
      const files = await findDataFiles(folder, path, options?.allowOutside ?? false);
      const parts: string[] = [];
      for (const file of files) parts.push(`${JSON.stringify(file.name)} ${await hashOf(file)}\n`);
      return createHash("sha256").update(parts.join("")).digest("hex");
    },
    close: worker.close,
  };
}
