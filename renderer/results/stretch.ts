import type { ColumnLayout } from "./column-width.ts";
import { blockOf, type GridSelection, isOneCell } from "./grid-place.ts";

export type CopiedStretch = { readonly firstRow: number; readonly rows: number; readonly columns: readonly string[] };

const namesOf = (layout: readonly ColumnLayout[]): readonly string[] => layout.map((each) => each.column.name);

/** The selected cells, be it one. */
export function selectedStretch(selection: GridSelection, layout: readonly ColumnLayout[]): CopiedStretch {
  const { firstRow, lastRow, firstColumn, lastColumn } = blockOf(selection);
  return { firstRow, rows: lastRow - firstRow + 1, columns: namesOf(layout.slice(firstColumn, lastColumn + 1)) };
}

/** What a menu copies: the selected block, else the whole view up to `most` rows. */
export function copiedStretch(selection: GridSelection, layout: readonly ColumnLayout[], rows: number, most: number): CopiedStretch {
  if (!isOneCell(selection)) return selectedStretch(selection, layout);
  return { firstRow: 0, rows: Math.min(rows, most), columns: namesOf(layout) };
}
