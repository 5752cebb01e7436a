import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";

const bounds = z.object({ x: z.number(), y: z.number(), width: z.number().min(200), height: z.number().min(100) });
const remembered = z.object({ folder: z.string().nullable().default(null), bounds: bounds.nullable().default(null) });

/** What the window host remembers between starts. Losing it costs a click. */
export type Remembered = z.infer<typeof remembered>;

export async function readRemembered(path: string): Promise<Remembered> {
  try {
    return remembered.parse(JSON.parse(await readFile(path, "utf8")));
  } catch {
    return { folder: null, bounds: null }; // A first start, or a file from another version.
  }
}

export async function writeRemembered(path: string, value: Remembered): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${JSON.stringify(value)}\n`);
}
