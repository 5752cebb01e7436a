import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import type { LabelStore } from "#main/engine/parts/folder.ts";
import { type LabelFile, type LabelRecord, parseLabelFile } from "#shared/labelling/label-record.ts";
import { doing } from "./errors.ts";
import type { FileSystem } from "./file-system.ts";
import { watchFolder } from "./watch-file.ts";

const cellName = /^[A-Za-z_][A-Za-z0-9_]{0,62}$/;
const newline = 10;

type Kept = { readonly size: number; readonly modifiedAt: number; readonly fingerprint: string; readonly file: LabelFile };

const none: Kept = { size: 0, modifiedAt: 0, fingerprint: "", file: { records: [], unreadable: [] } };

/** `labels/CELL.jsonl` beside the notebook: people's answers, only ever appended to and meant to be committed. */
export function createLabelStore(folder: string, fs: FileSystem): LabelStore {
  let lastAppend: Promise<unknown> = Promise.resolve();
  const contents = new Map<string, Kept>();

  function pathOf(cell: string): string {
    if (!cellName.test(cell)) throw new Error(`not a cell name: ${JSON.stringify(cell)}`);
    return join(folder, `${cell}.jsonl`);
  }

  async function append(path: string, records: readonly LabelRecord[]): Promise<void> {
    await fs.makeFolder(dirname(path));
    const before = await fs.status(path);
    // A line torn by a crash, or a hand edit without a last newline, must not swallow the next label.
    const separator = before === null || before.size === 0 || (await lastByte(path, before.size)) === newline ? "" : "\n";
    const file = await fs.openForAppending(path);
    try {
      // One write for all: another process's lines come before or after these, never between.
      await file.write(Buffer.from(separator + records.map((record) => `${JSON.stringify(record)}\n`).join("")));
      await file.sync();
    } finally {
      await file.close();
    }
    if (before === null) await fs.syncFolder(dirname(path));
  }

  async function lastByte(path: string, size: number): Promise<number | undefined> {
    const file = await fs.openForReading(path);
    try {
      const byte = new Uint8Array(1);
      return (await file.readInto(byte, size - 1)) === 1 ? byte[0] : undefined;
    } finally {
      await file.close();
    }
  }

  /** The file's content, read again when its size or time has changed. */
  async function kept(path: string): Promise<Kept> {
    return doing("read the labels in", path, async () => {
      const status = await fs.status(path);
      if (status === null) return none;
      const known = contents.get(path);
      if (known !== undefined && known.size === status.size && known.modifiedAt === status.modifiedAt) return known;
      const bytes = await fs.read(path);
      const fingerprint = createHash("sha256").update(bytes).digest("hex");
      const fresh = { size: status.size, modifiedAt: status.modifiedAt, fingerprint, file: parseLabelFile(bytes.toString("utf8")) };
      contents.set(path, fresh);
      return fresh;
    });
  }

  return {
    list: async () =>
      (await fs.list(folder))
        .flatMap((name) => (name.endsWith(".jsonl") ? [name.slice(0, -".jsonl".length)] : []))
        .filter((name) => cellName.test(name)),
    read: async (cell) => (await kept(pathOf(cell))).file,
    fingerprint: async (cell) => (await kept(pathOf(cell))).fingerprint,
    append: (cell, records) => {
      const path = pathOf(cell);
      if (records.length === 0) return Promise.resolve();
      const appended = lastAppend.then(() => doing("save the labels in", path, () => append(path, records)));
      lastAppend = appended.catch(() => undefined);
      return appended;
    },
    watch: (onChange) => watchFolder(folder, async () => onChange()),
  };
}
