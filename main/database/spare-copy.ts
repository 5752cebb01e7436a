import { randomUUID } from "node:crypto";
import { type FileHandle, open, unlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Tables up to this size are kept in memory. */
const memoryBytes = 1024 * 1024;

/** A table's bytes, kept for the day its database has to be started anew. */
export type SpareCopy = { readonly read: () => Promise<Uint8Array>; readonly discard: () => Promise<void> };

/** Large ones lie in a temporary file that has no name any more: nobody else can open it and a crash leaves nothing behind. */
export async function keepSpareCopy(bytes: Uint8Array): Promise<SpareCopy> {
  if (bytes.length <= memoryBytes) return inMemory(bytes);
  let file: FileHandle | undefined;
  try {
    const path = join(tmpdir(), `assay-table-${randomUUID()}`);
    file = await open(path, "wx+", 0o600);
    await unlink(path);
    await file.writeFile(bytes);
    return inFile(file, bytes.length);
  } catch {
    // No room for temporary files: memory it is.
    await file?.close();
    return inMemory(bytes);
  }
}

function inMemory(bytes: Uint8Array): SpareCopy {
  return { read: async () => bytes, discard: async () => undefined };
}

function inFile(file: FileHandle, length: number): SpareCopy {
  return {
    read: async () => {
      const bytes = new Uint8Array(length);
      for (let at = 0; at < length; ) {
        const { bytesRead } = await file.read(bytes, at, length - at, at);
        if (bytesRead === 0) throw new Error("A table's spare copy is shorter than it was.");
        at += bytesRead;
      }
      return bytes;
    },
    discard: () => file.close(),
  };
}
