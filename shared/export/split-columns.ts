import type { Column, ColumnType, Row, TableSchema, Value } from "../data/table.ts";

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
export function isNothing(value: Value): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}

/** Numbers that JSON has no word for become nothing; how many there were. Only columns that may hold such numbers are looked into. */
export function withoutNaN({ columns }: TableSchema, rows: readonly Row[]): { readonly rows: readonly Row[]; readonly replaced: number } {
  const suspects = columns.filter(({ type }) => holdsDoubles(type)).map(({ name }) => name);
  if (suspects.length === 0) return { rows, replaced: 0 };
  let replaced = 0;
  const mended = (value: Value): Value => {
    if (typeof value === "number" && !Number.isFinite(value)) {
      replaced += 1;
      return null;
    }
    if (value === null || typeof value !== "object" || value instanceof Uint8Array) return value;
    if (Array.isArray(value)) return (value as readonly Value[]).map(mended);
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, mended(each)]));
  };
  const clean = rows.map((row) => ({ ...row, ...Object.fromEntries(suspects.map((name) => [name, mended(row[name] ?? null)])) }));
  return { rows: clean, replaced };
}

function holdsDoubles(type: ColumnType): boolean {
  if (type.type === "list") return holdsDoubles(type.item);
  return type.type === "struct" ? type.fields.some((field) => holdsDoubles(field.type)) : type.type === "double";
}
