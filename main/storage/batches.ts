import { join } from "node:path";
import type { BatchInput, BatchStore } from "#main/engine/parts/folder.ts";
import { AssayError } from "#shared/assay-error.ts";
import { type BatchBook, type BatchEvent, batchEvent, foldBatches, isOpen } from "#shared/journal/batch-log.ts";
import { prepareAssayFolder } from "./assay-folder.ts";
import { doing } from "./errors.ts";
import type { FileSystem } from "./file-system.ts";
import type { Locks } from "./journal/locks.ts";
import { bufferedFile, piecesOf } from "./line-files.ts";

const lockName = "batches";
const lockWaitMs = 50;
const newline = 10;
const identifier = /^[A-Za-z0-9-]{1,64}$/;

type Kept = { readonly size: number; readonly modifiedAt: number; readonly book: BatchBook };

/** `.assay/batches.jsonl`, only ever appended to, and `.assay/batches/` with the requests and keys of each batch. */
export function createBatchStore(assay: string, fs: FileSystem, locks: Locks): BatchStore {
  const path = join(assay, "batches.jsonl");
  const keysKept = new Map<string, readonly string[]>();
  let kept: Kept = { size: 0, modifiedAt: 0, book: new Map() };
  let open: { readonly book: BatchBook; readonly keys: ReadonlySet<string> } = { book: kept.book, keys: new Set() };
  let lastAppend: Promise<unknown> = Promise.resolve();

  const fileOf = (id: string, ending: "jsonl" | "keys"): string => {
    if (!identifier.test(id)) throw new Error(`not a batch's id: ${JSON.stringify(id)}`);
    return join(assay, "batches", `${id}.${ending}`);
  };

  const read = (): Promise<BatchBook> =>
    doing("read the batches in", path, async () => {
      const status = await fs.status(path);
      if (status === null) return kept.book;
      if (status.size === kept.size && status.modifiedAt === kept.modifiedAt) return kept.book;
      kept = { size: status.size, modifiedAt: status.modifiedAt, book: foldBatches(events(await fs.read(path))) };
      return kept.book;
    });

  const append = async (event: BatchEvent): Promise<void> => {
    await prepareAssayFolder(fs, assay, ".");
    const before = await fs.status(path);
    // A line torn by a crash must not swallow the next one.
    const separator = before === null || before.size === 0 || (await lastByte(fs, path, before.size)) === newline ? "" : "\n";
    const file = await fs.openForAppending(path);
    try {
      await file.write(Buffer.from(`${separator}${JSON.stringify(event)}\n`));
      await file.sync();
    } finally {
      await file.close();
    }
    if (before === null) await fs.syncFolder(assay);
  };

  const keys = async (id: string): Promise<readonly string[]> => {
    const known = keysKept.get(id);
    if (known !== undefined) return known;
    const file = fileOf(id, "keys");
    const text = await doing("read the batch's keys in", file, async () =>
      (await fs.status(file)) === null ? "" : (await fs.read(file)).toString("latin1"),
    );
    const found = text.split("\n").filter((line) => line !== "");
    keysKept.set(id, found);
    return found;
  };

  return {
    read,
    append: (event) => {
      const appended = lastAppend.then(() => doing("save the batches in", path, () => append(event)));
      lastAppend = appended.catch(() => undefined);
      return appended;
    },
    exclusively: async (signal, work) => {
      await prepareAssayFolder(fs, assay, ".");
      for (;;) {
        if (signal.aborted) throw new AssayError("stopped", "Stopped before the batches were looked at.");
        const lock = await locks.take(lockName);
        if (lock !== null) {
          try {
            return await work();
          } finally {
            // What dead owners left stays: only so there are never two owners.
            await locks.giveBack(lock, false);
          }
        }
        await new Promise((resolve) => setTimeout(resolve, lockWaitMs));
      }
    },
    createInput: (id) => createInput(fs, assay, fileOf(id, "jsonl"), fileOf(id, "keys")),
    readInput: (id) => piecesOf(fs, fileOf(id, "jsonl")),
    removeInput: (id) => fs.remove(fileOf(id, "jsonl")),
    forget: async (id) => {
      keysKept.delete(id);
      await fs.remove(fileOf(id, "jsonl"));
      await fs.remove(fileOf(id, "keys"));
    },
    keys,
    openKeys: async () => {
      const book = await read();
      if (book === open.book) return open.keys;
      const found = new Set<string>();
      const ids = [...book.values()].flatMap((run) => [...run.batches.values()].filter(isOpen).map((batch) => batch.id));
      for (const id of ids) for (const key of await keys(id)) found.add(key);
      for (const id of keysKept.keys()) if (!ids.includes(id)) keysKept.delete(id);
      open = { book, keys: found };
      return found;
    },
  };
}

/** Whole, readable lines; a torn one, or one of a later version, tells nothing. */
function* events(bytes: Buffer): Generator<BatchEvent> {
  for (const line of bytes.toString("utf8").split("\n")) {
    const event = line === "" ? null : batchEvent.safeParse(parse(line));
    if (event?.success) yield event.data;
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

async function lastByte(fs: FileSystem, path: string, size: number): Promise<number | undefined> {
  const file = await fs.openForReading(path);
  try {
    const byte = new Uint8Array(1);
    return (await file.readInto(byte, size - 1)) === 1 ? byte[0] : undefined;
  } finally {
    await file.close();
  }
}

async function createInput(fs: FileSystem, assay: string, linesPath: string, keysPath: string): Promise<BatchInput> {
  await prepareAssayFolder(fs, assay, "batches");
  const [lines, keys] = await Promise.all([bufferedFile(fs, linesPath), bufferedFile(fs, keysPath)]);
  let requests = 0;
  return {
    write: async (key, line) => {
      requests += 1;
      await lines.write(`${line}\n`);
      await keys.write(`${key}\n`);
    },
    bytes: lines.bytes,
    requests: () => requests,
    close: async () => {
      await lines.close();
      await keys.close();
      await fs.syncFolder(join(assay, "batches"));
    },
  };
}
