import type { StoredResult } from "./parts/table-store.ts";
import { type SourceCell, tablesOf } from "./source.ts";

/** A kept result as the notebook shows it: its tables under the names the cell gives them today. */
export type ShownResult = {
  readonly recipe: string;
  readonly stored: StoredResult;
  /** Today's table name → the name it was kept under. A renamed cell keeps its result. */
  readonly keptNames: ReadonlyMap<string, string>;
};

export function shownAs(cell: SourceCell, recipe: string, stored: StoredResult): ShownResult {
  const today = tablesOf(cell);
  const keptNames = new Map<string, string>();
  const tables = stored.result.tables.map((table, index) => {
    const name = today[index] ?? table.name;
    keptNames.set(name, table.name);
    return { ...table, name };
  });
  const contentHashes: Record<string, string> = {};
  for (const [name, kept] of keptNames) contentHashes[name] = stored.contentHashes[kept] ?? "";
  return { recipe, keptNames, stored: { ...stored, contentHashes, result: { ...stored.result, tables } } };
}
