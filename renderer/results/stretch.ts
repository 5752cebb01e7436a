import type { ColumnLayout } from "./column-width.ts";
import { blockOf, type GridSelection, isOneCell } from "./grid-place.ts";
import type { ChosenRows } from "./row-choice.ts";
import type { RowChoosing } from "./use-row-choice.ts";

export type CopiedStretch = { readonly ranges: ChosenRows; readonly columns: readonly string[] };

const namesOf = (layout: readonly ColumnLayout[]): readonly string[] => layout.map((each) => each.column.name);

/** The selected cells, be it one; with rows marked one by one, every chosen row whole. */
export function selectedStretch({ selection, marked, chosen }: RowChoosing, layout: readonly ColumnLayout[]): CopiedStretch {
  return marked.length > 0 ? { ranges: chosen, columns: namesOf(layout) } : blockStretch(selection, layout);
}

function blockStretch(selection: GridSelection, layout: readonly ColumnLayout[]): CopiedStretch {
  const { firstRow, lastRow, firstColumn, lastColumn } = blockOf(selection);
  return { ranges: [{ first: firstRow, last: lastRow }], columns: namesOf(layout.slice(firstColumn, lastColumn + 1)) };
}

/** What a menu copies: what is selected, else the whole view up to `most` rows. */
export function copiedStretch(choosing: RowChoosing, layout: readonly ColumnLayout[], rows: number, most: number): CopiedStretch {
  if (choosing.marked.length > 0 || !isOneCell(choosing.selection)) return selectedStretch(choosing, layout);
  return { ranges: rows === 0 ? [] : [{ first: 0, last: Math.min(rows, most) - 1 }], columns: namesOf(layout) };
}
