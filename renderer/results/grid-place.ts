/** A cell by its place on screen; row -1 is the line of headers. */
export type GridPlace = { readonly row: number; readonly column: number };

/** A block of cells: from where it was begun to where the cursor is. */
export type GridSelection = { readonly anchor: GridPlace; readonly active: GridPlace };

export type GridExtent = { readonly rows: number; readonly columns: number; readonly rowsInView: number };

/** Where a chord takes the cursor, or null when it moves nothing. */
export function placeAfterKey(chord: string, { row, column }: GridPlace, extent: GridExtent): GridPlace | null {
  const [lastRow, lastColumn] = [extent.rows - 1, extent.columns - 1];
  const page = Math.max(1, extent.rowsInView - 1);
  const to = (nextRow: number, nextColumn: number): GridPlace => ({
    row: Math.max(-1, Math.min(lastRow, nextRow)),
    column: Math.max(0, Math.min(lastColumn, nextColumn)),
  });
  switch (chord) {
    case "Up":
      return to(row - 1, column);
    case "Down":
      return to(row + 1, column);
    case "Left":
      return to(row, column - 1);
    case "Right":
      return to(row, column + 1);
    case "Home":
      return to(row, 0);
    case "End":
      return to(row, lastColumn);
    case "PageUp":
      return to(Math.max(0, row - page), column);
    case "PageDown":
      return to(row + page, column);
    case "Mod+Home":
      return to(0, 0);
    case "Mod+End":
      return to(lastRow, lastColumn);
    case "Mod+Up":
      return to(0, column);
    case "Mod+Down":
      return to(lastRow, column);
    default:
      return null;
  }
}

export type Block = { readonly firstRow: number; readonly lastRow: number; readonly firstColumn: number; readonly lastColumn: number };

/** The corners of a selection in order; the header line does not count. */
export function blockOf({ anchor, active }: GridSelection): Block {
  return {
    firstRow: Math.max(0, Math.min(anchor.row, active.row)),
    lastRow: Math.max(0, anchor.row, active.row),
    firstColumn: Math.min(anchor.column, active.column),
    lastColumn: Math.max(anchor.column, active.column),
  };
}

export function isOneCell({ anchor, active }: GridSelection): boolean {
  return anchor.row === active.row && anchor.column === active.column;
}
