import { randomBytes } from "node:crypto";
import { basename, dirname, join } from "node:path";
import type { FileSystem } from "./file-system.ts";

/** Replaces a file whole or not at all: temporary file beside it, sync, rename, sync of the folder. */
export async function replaceFile(fs: FileSystem, path: string, bytes: Uint8Array, mode?: number): Promise<void> {
  await throughTemporary(fs, path, bytes, mode, (temporary) => fs.rename(temporary, path));
}

/** The same for a file that must not exist yet; fails with EEXIST when it does. */
export async function createFile(fs: FileSystem, path: string, bytes: Uint8Array): Promise<void> {
  await throughTemporary(fs, path, bytes, undefined, async (temporary) => {
    await fs.link(temporary, path);
    await fs.remove(temporary);
  });
}

async function throughTemporary(
  fs: FileSystem,
  path: string,
  bytes: Uint8Array,
  mode: number | undefined,
  move: (temporary: string) => Promise<void>,
): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}.tmp`);
  try {
    const file = await fs.create(temporary, mode);
    try {
      await file.write(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    // `create` is subject to the umask; the mode asked for is meant exactly.
    if (mode !== undefined) await fs.setMode(temporary, mode);
    await move(temporary);
  } catch (error) {
    await fs.remove(temporary).catch(() => undefined);
    throw error;
  }
  await fs.syncFolder(dirname(path));
}
