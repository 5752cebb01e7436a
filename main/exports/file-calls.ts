import { createReadStream } from "node:fs";
import { type FileHandle, lstat, open, readdir, readFile, realpath, rename, rm } from "node:fs/promises";
import { makeFolder } from "../make-folder.ts";

/** The file calls of an export, in one place so that a test can fail any of them. */
export type FileCalls = {
  readonly kind: (path: string) => Promise<"folder" | "file" | "link" | "none">;
  readonly list: (folder: string) => Promise<readonly { readonly name: string; readonly isFolder: boolean }[]>;
  readonly read: (path: string) => Promise<Uint8Array>;
  /** The same some bytes at a time, others having the thread in between. */
  readonly pieces: (path: string) => AsyncIterable<Uint8Array>;
  readonly realPath: (path: string) => Promise<string>;
  readonly makeFolder: (path: string) => Promise<void>;
  readonly create: (path: string) => Promise<{ readonly write: (bytes: Uint8Array) => Promise<void>; readonly close: () => Promise<void> }>;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly remove: (path: string) => Promise<void>;
  readonly syncFolder: (path: string) => Promise<void>;
};

const pieceBytes = 1024 * 1024;

export const nodeFileCalls: FileCalls = {
  kind: async (path) => {
    try {
      const found = await lstat(path);
      return found.isSymbolicLink() ? "link" : found.isDirectory() ? "folder" : "file";
    } catch (error) {
      if (isMissing(error)) return "none";
      throw error;
    }
  },
  list: async (folder) =>
    (await readdir(folder, { withFileTypes: true })).map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() })),
  read: async (path) => new Uint8Array(await readFile(path)),
  pieces: (path) => createReadStream(path, { highWaterMark: pieceBytes }),
  realPath: (path) => realpath(path),
  makeFolder,
  create: async (path) => {
    const file = await open(path, "wx");
    return { write: (bytes) => writeAll(file, bytes), close: () => syncAndClose(file) };
  },
  rename: (from, to) => rename(from, to),
  remove: (path) => rm(path, { recursive: true, force: true }),
  syncFolder: async (path) => {
    // Windows has no way to sync a folder.
    if (process.platform === "win32") return;
    const folder = await open(path, "r");
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  },
};

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  let at = 0;
  while (at < bytes.length) at += (await file.write(bytes, at)).bytesWritten;
}

async function syncAndClose(file: FileHandle): Promise<void> {
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}
