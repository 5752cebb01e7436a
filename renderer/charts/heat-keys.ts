export type Square = { readonly row: number; readonly column: number };

const ways: { readonly [key: string]: Square } = {
  ArrowRight: { row: 0, column: 1 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowDown: { row: 1, column: 0 },
  ArrowUp: { row: -1, column: 0 },
};

/** The next square in the key's direction that can be opened; null for other keys and at the edge. */
export function nextSquare(
  key: string,
  from: Square,
  opens: (square: Square) => boolean,
  { rows, columns }: { readonly rows: number; readonly columns: number },
): Square | null {
  const way = ways[key];
  if (!way) return null;
  let square = from;
  do square = { row: square.row + way.row, column: square.column + way.column };
  while (isInside(square, rows, columns) && !opens(square));
  return isInside(square, rows, columns) ? square : null;
}

function isInside({ row, column }: Square, rows: number, columns: number): boolean {
  return row >= 0 && row < rows && column >= 0 && column < columns;
}
