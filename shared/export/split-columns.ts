import type { Column, Row, TableSchema, Value } from "../data/table.ts";

export type NamedRows = { readonly name: string; readonly rows: readonly Row[] };

/** Columns as loaders can tell their types: those with nothing in some split stand in no file of any. */
export type LoadableColumns = {
  readonly schema: TableSchema;
  /** Empty in every row of every split. */
  readonly empty: readonly string[];
  /** Empty throughout one split, filled in another: they go beside the data. */
  readonly aside: readonly Column[];
};

export function loadableColumns({ columns }: TableSchema, splits: readonly NamedRows[]): LoadableColumns {
  const filled = (column: Column) => splits.map(({ rows }) => rows.some((row) => !isNothing(row[column.name] ?? null)));
  const state = columns.map((column) => ({ column, filled: filled(column) }));
  return {
    schema: { columns: state.flatMap(({ column, filled: in_ }) => (in_.every(Boolean) ? [column] : [])) },
    empty: state.flatMap(({ column, filled: in_ }) => (in_.some(Boolean) ? [] : [column.name])),
    aside: state.flatMap(({ column, filled: in_ }) => (in_.some(Boolean) && !in_.every(Boolean) ? [column] : [])),
  };
}

/** Null, and lists of nothing: no reader of JSON can tell what they would hold. */
function isNothing(value: Value): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}

/** Numbers that JSON has no word for become nothing; how many there were. */
export function withoutNaN(rows: readonly Row[]): { readonly rows: readonly Row[]; readonly replaced: number } {
  let replaced = 0;
  const mended = (value: Value): Value => {
    if (typeof value === "number" && !Number.isFinite(value)) {
      replaced += 1;
      return null;
    }
    if (value === null || typeof value !== "object" || value instanceof Uint8Array) return value;
    if (Array.isArray(value)) return (value as readonly Value[]).map(mended);
    return mendedRow(value as Row);
  };
  const mendedRow = (row: Row): Row => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, mended(value)]));
  return { rows: rows.map(mendedRow), replaced };
}
