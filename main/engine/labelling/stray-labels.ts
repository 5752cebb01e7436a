import { AssayError } from "#shared/assay-error.ts";
import type { StrayLabels } from "#shared/contract/labels.ts";
import type { LabelQueue } from "#shared/labelling/label-queue.ts";
import type { LabelRecord } from "#shared/labelling/label-record.ts";
import type { LabelStore } from "../parts/folder.ts";

/**
 * Label files that belong to no cell of the notebook and hold labels of this queue's very items: what renaming a cell
 * leaves behind. They may be another notebook's, so nobody takes them unasked.
 */
export async function strayLabels(
  store: LabelStore,
  cell: string,
  queue: LabelQueue,
  cells: ReadonlySet<string>,
): Promise<readonly StrayLabels[]> {
  const known = new Set([...cells].map((name) => name.toLowerCase()));
  const found: StrayLabels[] = [];
  for (const stray of (await store.list()).filter((name) => !known.has(name.toLowerCase()))) {
    const { records } = await store.read(stray);
    const labels = records.filter((record) => record.type === "label" && queue.population.has(record.key)).length;
    if (labels === 0) continue;
    const count = `${labels} ${labels === 1 ? "label" : "labels"}`;
    const sentence = `labels/${stray}.jsonl holds ${count} of these items and belongs to no cell here. If this cell was called ${stray}, use them here, or rename the file to ${cell}.jsonl.`;
    found.push({ cell: stray, labels, sentence });
  }
  return found;
}

/** The records of a stray file that the cell's own file is to take over, undos and notes with them. Throws not-found. */
export async function recordsToAdopt(
  store: LabelStore,
  cell: string,
  from: string,
  strays: readonly StrayLabels[],
): Promise<readonly LabelRecord[]> {
  if (!strays.some((stray) => stray.cell === from)) {
    throw new AssayError("not-found", `labels/${from}.jsonl holds no labels that \`${cell}\` could take over.`, {
      hint: "Only a file of no cell, with labels of this cell's items, is taken, and only while the cell has none of its own.",
    });
  }
  const own = new Set((await store.read(cell)).records.map(({ id }) => id));
  return (await store.read(from)).records.filter(({ id }) => !own.has(id));
}
