import type { LabelQueue } from "#shared/labelling/label-queue.ts";
import type { LabelStore } from "../parts/folder.ts";

/**
 * Label files that belong to no cell of the notebook and hold labels of this queue's very items: what renaming a cell
 * leaves behind. In sentences; a file of another notebook's cell is left alone by whoever reads them.
 */
export async function strayLabels(
  store: LabelStore,
  cell: string,
  queue: LabelQueue,
  cells: ReadonlySet<string>,
): Promise<readonly string[]> {
  const known = new Set([...cells].map((name) => name.toLowerCase()));
  const found: string[] = [];
  for (const stray of (await store.list()).filter((name) => !known.has(name.toLowerCase()))) {
    const { records } = await store.read(stray);
    const count = records.filter((record) => record.type === "label" && queue.population.has(record.key)).length;
    if (count === 0) continue;
    found.push(
      `labels/${stray}.jsonl holds ${count} ${count === 1 ? "label" : "labels"} of these items and belongs to no cell here. If this cell was called ${stray}, rename the file to ${cell}.jsonl.`,
    );
  }
  return found;
}
