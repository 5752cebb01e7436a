import { createHash } from "node:crypto";
import type { DataReaders } from "#main/engine/parts/data.ts";
import { type DataFile, findDataFiles } from "./readers/data-files.ts";
import type { DataRead } from "./readers/read-data.ts";
import { createWorkerClient } from "./worker-client.ts";

export type ReaderRequest = { readonly files: readonly DataFile[] } | { readonly hash: string };

/** Readers that also tell what reading changed or decided, in sentences, and that can be closed. */
export type NotingReaders = Omit<DataReaders, "read" | "fingerprint"> & {
  readonly read: (
    ...args: Parameters<DataReaders["read"]>
  ) => Promise<{ readonly ipc: Uint8Array; readonly files: readonly string[]; readonly notes: readonly string[] }>;
  readonly fingerprint: (folder: string, path: string, options?: { readonly allowOutside: boolean }) => Promise<string>;
  readonly close: () => Promise<void>;
};

/** Data files to tables, in a worker thread that starts at the first need. */
export function createDataReaders(): NotingReaders {
  const worker = createWorkerClient<ReaderRequest>("readers");
  const hashes = new Map<string, { readonly size: number; readonly modifiedMs: number; readonly hash: string }>();
  const hashOf = async (file: DataFile): Promise<string> => {
    const known = hashes.get(file.path);
    if (known?.size === file.size && known.modifiedMs === file.modifiedMs) return known.hash;
    const hash = (await worker.ask({ hash: file.path })) as string;
    hashes.set(file.path, { size: file.size, modifiedMs: file.modifiedMs, hash });
    return hash;
  };
  return {
    read: async (folder, path, { signal, allowOutside }) => {
      const files = await findDataFiles(folder, path, allowOutside);
      const { ipc, notes } = (await worker.ask({ files }, signal)) as DataRead;
      return { ipc, files: files.map(({ name }) => name), notes };
    },
    fingerprint: async (folder, path, options) => {
      const files = await findDataFiles(folder, path, options?.allowOutside ?? false);
      const parts: string[] = [];
      for (const file of files) parts.push(`${JSON.stringify(file.name)} ${await hashOf(file)}\n`);
      return createHash("sha256").update(parts.join("")).digest("hex");
    },
    close: worker.close,
  };
}
