import { dirname, join } from "node:path";
import { z } from "zod";
import { doing } from "./errors.ts";
import type { FileSystem } from "./file-system.ts";

/** One person's verdict on one item, with what was on the screen when it was given. */
export const label = z.looseObject({
  item: z.string(),
  who: z.string(),
  /** Unix time in ms. */
  at: z.number(),
  /** What was asked for: the side preferred, a score, a score by criterion, accepted or not. */
  verdict: z.union([z.string(), z.number(), z.boolean(), z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))]),
  /** Ids of what was shown, in the order it was shown. */
  shown: z.array(z.string()),
  note: z.string().optional(),
});
export type Label = z.infer<typeof label>;

export type LabelFile = {
  readonly labels: readonly Label[];
  /** Lines that are no label, counted from 1. They are left as they are. */
  readonly unreadable: readonly number[];
};

export type LabelStore = {
  readonly read: (cell: string) => Promise<LabelFile>;
  /** Resolves once the label is on the disk. */
  readonly append: (cell: string, label: Label) => Promise<void>;
};

const cellName = /^[A-Za-z_][A-Za-z0-9_]{0,62}$/;
const newline = 10;

/** `labels/CELL.jsonl` beside the notebook: people's answers, only ever appended to and meant to be committed. */
export function createLabelStore(folder: string, fs: FileSystem): LabelStore {
  let lastAppend: Promise<unknown> = Promise.resolve();

  function pathOf(cell: string): string {
    if (!cellName.test(cell)) throw new Error(`not a cell name: ${JSON.stringify(cell)}`);
    return join(folder, `${cell}.jsonl`);
  }

  async function append(path: string, added: Label): Promise<void> {
    await fs.makeFolder(dirname(path));
    const before = (await fs.status(path)) === null ? null : await fs.read(path);
    const file = await fs.openForAppending(path);
    try {
      // A line torn by a crash, or a hand edit without a last newline, must not swallow the next label.
      const separator = before === null || before.length === 0 || before.at(-1) === newline ? "" : "\n";
      await file.write(Buffer.from(`${separator}${JSON.stringify(added)}\n`));
      await file.sync();
    } finally {
      await file.close();
    }
    if (before === null) await fs.syncFolder(dirname(path));
  }

  return {
    read: async (cell) => {
      const path = pathOf(cell);
      return await doing("read the labels in", path, async () => {
        if ((await fs.status(path)) === null) return { labels: [], unreadable: [] };
        return parseLabels((await fs.read(path)).toString("utf8"));
      });
    },
    append: (cell, added) => {
      const path = pathOf(cell);
      const appended = lastAppend.then(() => doing("save the label in", path, () => append(path, added)));
      lastAppend = appended.catch(() => undefined);
      return appended;
    },
  };
}

function parseLabels(text: string): LabelFile {
  const labels: Label[] = [];
  const unreadable: number[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const parsed = parseLabel(line);
    if (parsed) labels.push(parsed);
    else unreadable.push(index + 1);
  }
  return { labels, unreadable };
}

function parseLabel(line: string): Label | null {
  try {
    return label.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
