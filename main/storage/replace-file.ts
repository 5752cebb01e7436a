import { randomBytes } from "node:crypto";
import { basename, dirname, join } from "node:path";
import type { FileSystem } from "./file-system.ts";

/** Replaces a file whole or not at all: temporary file beside it, sync, rename, sync of the folder. */
export async function replaceFile(fs: FileSystem, path: string, bytes: Uint8Array, mode?: number): Promise<void> {
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
    await fs.rename(temporary, path);
  } catch (error) {
    await fs.remove(temporary);
    throw error;
  }
  await fs.syncFolder(dirname(path));
}
