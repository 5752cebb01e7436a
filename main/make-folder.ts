import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * A folder and those above it. Node's recursive mkdir answers ENOENT where a read-only disk is the cause; asked a level at
 * a time, the system says what it is.
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    if (!isCode(error, "ENOENT")) throw error;
    await makeLevel(path);
  }
}

async function makeLevel(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    if (isCode(error, "EEXIST")) return;
    if (!isCode(error, "ENOENT") || dirname(path) === path) throw error;
    await makeLevel(dirname(path));
    await mkdir(path);
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
