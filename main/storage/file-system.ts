import { constants, promises as files, type Stats } from "node:fs";
import { makeFolder } from "../make-folder.ts";
import { errnoOf } from "./errors.ts";

export type FileStatus = { readonly size: number; readonly modifiedAt: number; readonly mode: number; readonly isFile: boolean };

export type WritableFile = {
  /** Writes all bytes at the end of the file. */
  readonly write: (bytes: Uint8Array) => Promise<void>;
  /** The data is on the disk, not in the system's memory only. */
  readonly sync: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export type ReadableFile = {
  /** Fills `buffer` from `position` on and says how many bytes there were. */
  readonly readInto: (buffer: Uint8Array, position: number) => Promise<number>;
  readonly close: () => Promise<void>;
};

/** Every disk access of storage goes through here, so that a test can fail the n-th of them. Errors are Node's, with `code`. */
export type FileSystem = {
  readonly read: (path: string) => Promise<Buffer>;
  readonly openForReading: (path: string) => Promise<ReadableFile>;
  /** Creates a file that must not exist yet (EEXIST). */
  readonly create: (path: string, mode?: number) => Promise<WritableFile>;
  /** Creates the file if it is missing. */
  readonly openForAppending: (path: string) => Promise<WritableFile>;
  /** A second name for a file; the name must not exist yet (EEXIST). A copy where the disk knows no second names. */
  readonly link: (existing: string, path: string) => Promise<void>;
  readonly rename: (from: string, to: string) => Promise<void>;
  /** Removing what is not there is fine. */
  readonly remove: (path: string) => Promise<void>;
  readonly makeFolder: (path: string) => Promise<void>;
  /** With all that is in it; removing what is not there is fine. */
  readonly removeFolder: (path: string) => Promise<void>;
  readonly syncFolder: (path: string) => Promise<void>;
  readonly setMode: (path: string, mode: number) => Promise<void>;
  /** Sets the modification time to now. */
  readonly touch: (path: string) => Promise<void>;
  /** Names in a folder; none when there is no folder. */
  readonly list: (path: string) => Promise<readonly string[]>;
  /** Files and folders in a folder, symbolic links left out; none when there is no folder. */
  readonly entries: (path: string) => Promise<readonly { readonly name: string; readonly isFolder: boolean }[]>;
  /** null when there is nothing. */
  readonly status: (path: string) => Promise<FileStatus | null>;
  readonly realPath: (path: string) => Promise<string>;
  readonly isWritable: (path: string) => Promise<boolean>;
};

export const nodeFileSystem: FileSystem = {
  read: (path) => files.readFile(path),
  openForReading,
  create: async (path, mode = 0o666) => writable(await files.open(path, "ax", mode)),
  openForAppending: async (path) => writable(await files.open(path, "a")),
  link,
  rename: (from, to) => files.rename(from, to),
  remove: (path) => files.unlink(path).catch(missingAs(undefined)),
  makeFolder,
  removeFolder: (path) => files.rm(path, { recursive: true, force: true }),
  syncFolder,
  setMode: (path, mode) => files.chmod(path, mode),
  touch: async (path) => {
    const now = new Date();
    await files.utimes(path, now, now);
  },
  list: (path) => files.readdir(path).catch(missingAs([])),
  entries: async (path) => {
    const found = await files.readdir(path, { withFileTypes: true }).catch(missingAs([]));
    return found.flatMap((entry) => (entry.isFile() || entry.isDirectory() ? [{ name: entry.name, isFolder: entry.isDirectory() }] : []));
  },
  status: async (path) => {
    const found = await files.stat(path).catch(missingAs(null));
    return found && statusOf(found);
  },
  realPath: (path) => files.realpath(path),
  isWritable: async (path) => {
    try {
      await files.access(path, constants.W_OK);
      return true;
    } catch (error) {
      if (["EACCES", "EPERM", "EROFS"].includes(errnoOf(error) ?? "")) return false;
      throw error;
    }
  },
};

function writable(file: files.FileHandle): WritableFile {
  return {
    write: async (bytes) => {
      let written = 0;
      while (written < bytes.byteLength) written += (await file.write(bytes, written)).bytesWritten;
    },
    sync: () => file.datasync(),
    close: () => file.close(),
  };
}

async function openForReading(path: string): Promise<ReadableFile> {
  const file = await files.open(path, "r");
  return {
    readInto: async (buffer, position) => {
      let filled = 0;
      while (filled < buffer.byteLength) {
        const { bytesRead } = await file.read(buffer, filled, buffer.byteLength - filled, position + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return filled;
    },
    close: () => file.close(),
  };
}

async function link(existing: string, path: string): Promise<void> {
  try {
    await files.link(existing, path);
  } catch (error) {
    // exFAT, some network folders and containers have no hard links.
    if (!["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK", "EXDEV"].includes(errnoOf(error) ?? "")) throw error;
    await files.copyFile(existing, path, constants.COPYFILE_EXCL);
  }
}

async function syncFolder(path: string): Promise<void> {
  // Windows has no handle on a folder to sync; its renames are journalled by the file system.
  if (process.platform === "win32") return;
  const folder = await files.open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function statusOf(found: Stats): FileStatus {
  return { size: found.size, modifiedAt: found.mtimeMs, mode: found.mode & 0o7777, isFile: found.isFile() };
}

function missingAs<T>(value: T): (error: unknown) => T {
  return (error) => {
    if (errnoOf(error) === "ENOENT" || errnoOf(error) === "ENOTDIR") return value;
    throw error;
  };
}
