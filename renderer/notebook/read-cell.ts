import type { CellReading } from "#shared/cells/cell-kind.ts";
import { kinds } from "#shared/cells/kinds.ts";
import type { Block, CellBlock, NotebookDocument } from "#shared/notebook/document.ts";
import { type FrontMatter, readFrontMatter } from "#shared/notebook/front-matter.ts";

const models = new WeakMap<Block, FrontMatter["models"]>();
const none: FrontMatter["models"] = {};

/** Models the notebook names for cells that name none; the same front matter gives the same object. */
export function notebookModels({ blocks: [first] }: NotebookDocument): FrontMatter["models"] {
  if (first?.type !== "front-matter") return none;
  const known = models.get(first) ?? readFrontMatter({ blocks: [first] }).models;
  models.set(first, known);
  return known;
}

/** What the cell's text says by itself; null for a kind this version does not know. */
export function readCell(cell: CellBlock, named: FrontMatter["models"]): CellReading<unknown> | null {
  const kind = kinds.get(cell.kind);
  if (!kind) return null;
  const stand = named[kind.kind] ?? named.all;
  return kind.read(cell.body, kind.modelsKey === undefined || stand === undefined ? {} : { [kind.modelsKey]: stand });
}
