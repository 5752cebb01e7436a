import type { RowRange } from "#shared/contract/schemas.ts";
import { blockOf, type GridSelection } from "./grid-place.ts";

/** Rows of a view that are chosen: ranges in order that neither touch nor overlap. */
export type ChosenRows = readonly RowRange[];

export const noRows: ChosenRows = [];

export function withRows(chosen: ChosenRows, added: ChosenRows): ChosenRows {
  const joined: RowRange[] = [];
  for (const range of [...chosen, ...added].sort((one, other) => one.first - other.first)) {
    const before = joined.at(-1);
    if (before === undefined || range.first > before.last + 1) joined.push(range);
    else joined[joined.length - 1] = { first: before.first, last: Math.max(before.last, range.last) };
  }
  return joined;
}

export function toggleRow(chosen: ChosenRows, row: number): ChosenRows {
  if (!hasRow(chosen, row)) return withRows(chosen, [{ first: row, last: row }]);
  return chosen.flatMap(({ first, last }) => {
    if (row < first || row > last) return [{ first, last }];
    return [
      { first, last: row - 1 },
      { first: row + 1, last },
    ].filter((range) => range.first <= range.last);
  });
}

export function hasRow(chosen: ChosenRows, row: number): boolean {
  return chosen.some(({ first, last }) => row >= first && row <= last);
}

export function countRows(chosen: ChosenRows): number {
  return chosen.reduce((sum, { first, last }) => sum + last - first + 1, 0);
}

/** The rows a block of cells chooses: those of several rows, or one that is selected from end to end. */
export function rowsOfBlock(selection: GridSelection, columns: number): ChosenRows {
  const { firstRow, lastRow, firstColumn, lastColumn } = blockOf(selection);
  const isWhole = columns > 1 && firstColumn === 0 && lastColumn === columns - 1;
  return lastRow > firstRow || isWhole ? [{ first: firstRow, last: lastRow }] : noRows;
}

/** Without rows the view no longer has. */
export function within(chosen: ChosenRows, rows: number): ChosenRows {
  return chosen.flatMap(({ first, last }) => (first < rows ? [{ first, last: Math.min(last, rows - 1) }] : []));
}
