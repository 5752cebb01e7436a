import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import type { LabelStore } from "#main/engine/parts.ts";
import { type LabelRecord, parseLabelFile } from "#shared/labelling/label-record.ts";
import { doing } from "./errors.ts";
import type { FileSystem } from "./file-system.ts";

const cellName = /^[A-Za-z_][A-Za-z0-9_]{0,62}$/;
const newline = 10;

/** `labels/CELL.jsonl` beside the notebook: people's answers, only ever appended to and meant to be committed. */
export function createLabelStore(folder: string, fs: FileSystem): LabelStore {
  let lastAppend: Promise<unknown> = Promise.resolve();

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

  async function bytesOf(path: string): Promise<Buffer | null> {
    return doing("read the labels in", path, async () => ((await fs.status(path)) === null ? null : await fs.read(path)));
  }

  return {
    list: async () =>
      (await fs.list(folder))
        .flatMap((name) => (name.endsWith(".jsonl") ? [name.slice(0, -".jsonl".length)] : []))
        .filter((name) => cellName.test(name)),
    read: async (cell) => parseLabelFile((await bytesOf(pathOf(cell)))?.toString("utf8") ?? ""),
    fingerprint: async (cell) => {
      const bytes = await bytesOf(pathOf(cell));
      return bytes === null ? "" : createHash("sha256").update(bytes).digest("hex");
    },
    append: (cell, records) => {
      const path = pathOf(cell);
      if (records.length === 0) return Promise.resolve();
      const appended = lastAppend.then(() => doing("save the labels in", path, () => append(path, records)));
      lastAppend = appended.catch(() => undefined);
      return appended;
    },
  };
}
