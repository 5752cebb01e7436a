import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";

const recentKept = 10;

const bounds = z.object({ x: z.number(), y: z.number(), width: z.number().min(200), height: z.number().min(100) });
const remembered = z.object({
  folder: z.string().nullable().default(null),
  bounds: bounds.nullable().default(null),
  /** Paths of what was opened, the latest first. */
  recent: z.array(z.string()).max(recentKept).default([]),
});

/** What the window host remembers between starts. Losing it costs a click. */
export type Remembered = z.infer<typeof remembered>;

export type Memory = { readonly now: () => Remembered; readonly change: (parts: Partial<Remembered>) => Promise<void> };

/** Reads what was remembered, and writes each change after the one before it. */
export async function openMemory(path: string): Promise<Memory> {
  let now = await readRemembered(path);
  let written = Promise.resolve();
  return {
    now: () => now,
    change: (parts) => {
      now = { ...now, ...parts };
      const text = `${JSON.stringify(now)}\n`;
      written = written
        .then(() => mkdir(dirname(path), { recursive: true }))
        .then(() => writeFile(path, text))
        // A full disk or a folder made read-only: this start remembers, the next one does not.
        .catch(() => undefined);
      return written;
    },
  };
}

async function readRemembered(path: string): Promise<Remembered> {
  try {
    return remembered.parse(JSON.parse(await readFile(path, "utf8")));
  } catch {
    return { folder: null, bounds: null, recent: [] }; // A first start, or a file from another version.
  }
}

export function withRecent(recent: readonly string[], path: string): string[] {
  return [path, ...withoutRecent(recent, path)].slice(0, recentKept);
}

export function withoutRecent(recent: readonly string[], path: string): string[] {
  return recent.filter((each) => each !== path);
}
