import type { CellStatus } from "#shared/journal/entries.ts";

type Cells = { readonly [name: string]: CellStatus };

/** A table of the notebook by name: the cell it comes from, and which result it is; null while there is none. */
export function findTable(cells: Cells, table: string) {
  for (const { name, result } of Object.values(cells)) {
    const found = result?.tables.find((each) => each.name.toLowerCase() === table.toLowerCase());
    if (result && found) return { ...found, cell: name, version: `${result.recipe} ${result.at} ${found.rows}` };
  }
  return null;
}
