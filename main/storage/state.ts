import { dirname } from "node:path";
import { z } from "zod";
import type { NotebookState, StateStore } from "#main/engine/parts/folder.ts";
import { AssayError } from "#shared/assay-error.ts";
import { prepareAssayFolder } from "./assay-folder.ts";
import { doing } from "./errors.ts";
import type { FileSystem } from "./file-system.ts";
import type { Locks } from "./journal/locks.ts";
import { replaceFile } from "./replace-file.ts";

const costRange = z.object({ low: z.number(), high: z.number() }).nullable();
const cellPlan = z.looseObject({
  cell: z.string(),
  kind: z.string(),
  costClass: z.enum(["free", "paid", "effect"]),
  reasons: z.array(z.string()),
  rows: z.number(),
  calls: z.number(),
  mostCalls: z.number().nullable().default(null),
  cachedCalls: z.number(),
  costUsd: costRange,
  durationMs: z.number().nullable(),
  otherOrigins: z.array(z.string()),
});
const paused = z.looseObject({ recipe: z.string(), done: z.number(), total: z.number(), sentence: z.string(), by: z.string() });
const notebookState = z.looseObject({
  cells: z.record(z.string(), z.looseObject({ recipe: z.string(), paused: paused.nullable(), lastPlan: cellPlan.nullable() })),
  spentUsd: z.number(),
  trusted: z.boolean().optional(),
});
const stateFile = z.object({ version: z.literal(1), notebooks: z.record(z.string(), z.unknown()) });

const emptyState: NotebookState = { cells: {}, spentUsd: 0 };
const lockName = "state";
const lockWaitMs = 20;
const lockPatienceMs = 10_000;

/**
 * `.assay/state.json`, one entry a notebook. A write reads the file, changes its own entry and replaces the file under a
 * lock, so that several processes keep each other's. What can't be read counts as lost; that costs a look-up.
 */
export function createStateStore(path: string, fs: FileSystem, locks: Locks): StateStore {
  let lastWrite: Promise<unknown> = Promise.resolve();

  async function readNotebooks(): Promise<Record<string, unknown>> {
    if ((await fs.status(path)) === null) return {};
    const text = (await fs.read(path)).toString("utf8");
    try {
      return stateFile.parse(JSON.parse(text)).notebooks;
    } catch {
      return {};
    }
  }

  async function write(notebook: string, state: NotebookState): Promise<void> {
    await doing("save the state in", path, async () => {
      await prepareAssayFolder(fs, dirname(path), ".");
      const lock = await takeLock(locks, path);
      try {
        const notebooks = { ...(await readNotebooks()), [notebook]: state };
        await replaceFile(fs, path, Buffer.from(JSON.stringify({ version: 1, notebooks })));
      } finally {
        // `settled` clears away what a dead owner left. At worst one process overwrites another's entry, which is only state.
        await locks.giveBack(lock, true);
      }
    });
  }

  return {
    read: async (notebook) => {
      const notebooks = await doing("read the state in", path, readNotebooks);
      const known = Object.hasOwn(notebooks, notebook) ? notebookState.safeParse(notebooks[notebook]) : null;
      return known?.success ? known.data : emptyState;
    },
    write: (notebook, state) => {
      const written = lastWrite.then(() => write(notebook, state));
      lastWrite = written.catch(() => undefined);
      return written;
    },
  };
}

async function takeLock(locks: Locks, path: string) {
  for (let waitedMs = 0; waitedMs < lockPatienceMs; waitedMs += lockWaitMs) {
    const lock = await locks.take(lockName);
    if (lock) return lock;
    await new Promise((resolve) => setTimeout(resolve, lockWaitMs));
  }
  throw new AssayError("busy", `Another process has kept ${path} locked for ${lockPatienceMs / 1000} seconds.`, {
    hint: "Close other windows and command lines on this folder.",
    place: { file: path },
  });
}
