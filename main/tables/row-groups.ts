/** A row group is held whole while Parquet is written: no more rows than this, and no more bytes. */
export const mostGroupRows = 100_000;
const mostGroupBytes = 128 * 1024 * 1024;

/** How many rows a row group of a table has, by how long they are. */
export function rowsPerGroup(rows: number, bytes: number): number {
  return Math.max(1, Math.min(mostGroupRows, Math.floor((mostGroupBytes * rows) / Math.max(1, bytes))));
}
