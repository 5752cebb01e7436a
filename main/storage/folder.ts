import { join, resolve } from "node:path";
import type { Clock } from "#main/engine/parts/engine-parts.ts";
import type { NotebookFolder } from "#main/engine/parts/folder.ts";
import { createBatchStore } from "./batches.ts";
import { createExchangeFolder } from "./exchange-folder.ts";
import type { FileSystem } from "./file-system.ts";
import { createHost } from "./journal/host.ts";
import { createJournal } from "./journal/journal.ts";
import { createLabelStore } from "./labels.ts";
import { createStateStore } from "./state.ts";
import { createTableStore, type ParquetCodec } from "./tables.ts";

export type FolderOptions = ParquetCodec & { readonly fs: FileSystem; readonly clock: Clock };

/** What `.assay/` and `labels/` beside a notebook hold. Opening creates nothing on disk; the first write does. */
export function openNotebookFolder(path: string, options: FolderOptions): NotebookFolder {
  const { fs, clock } = options;
  const folder = resolve(path);
  const assay = join(folder, ".assay");
  const host = createHost(assay, fs, clock);
  const journal = createJournal(join(assay, "journal"), fs, clock, host);
  return {
    path: folder,
    journal,
    tables: createTableStore(join(assay, "tables"), fs, options),
    labels: createLabelStore(join(folder, "labels"), fs),
    batches: createBatchStore(assay, fs, host.locks),
    exchange: createExchangeFolder(folder, fs),
    state: createStateStore(join(assay, "state.json"), fs, host.locks),
    close: () => journal.close(),
  };
}
