import type { Column, ColumnType, Row, TableSchema, Value } from "../data/table.ts";

/** Rows may be made each time they are read, so that a large split is not held beside what it is made of. */
export type NamedRows = { readonly name: string; readonly rows: Iterable<Row> };

/** Columns as loaders can tell their types: those with nothing in some split stand in no file of any. */
export type LoadableColumns = {
  readonly schema: TableSchema;
  /** Empty in every row of every split. */
  readonly empty: readonly string[];
  /** Empty throughout one split, filled in another: they go beside the data. */
  readonly aside: readonly Column[];
};

export function loadableColumns({ columns }: TableSchema, splits: readonly NamedRows[]): LoadableColumns {
  const filled = splits.map(({ rows }) => filledColumns(columns, rows));
  const state = columns.map((column) => ({ column, filled: filled.map((names) => names.has(column.name)) }));
  return {
    schema: { columns: state.flatMap(({ column, filled: in_ }) => (in_.every(Boolean) ? [column] : [])) },
    empty: state.flatMap(({ column, filled: in_ }) => (in_.some(Boolean) ? [] : [column.name])),
    aside: state.flatMap(({ column, filled: in_ }) => (in_.some(Boolean) && !in_.every(Boolean) ? [column] : [])),
  };
}

/** Those that hold something in any row; rows are read until all do. */
function filledColumns(columns: readonly Column[], rows: Iterable<Row>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const row of rows) {
    if (found.size === columns.length) break;
    for (const { name } of columns) if (!found.has(name) && !isNothing(row[name] ?? null)) found.add(name);
  }
  return found;
}

/** Null, and lists of nothing: no reader of JSON can tell what they would hold. */
export function isNothing(value: Value): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}

/** Numbers that JSON has no word for become nothing. Only columns that may hold such numbers are looked into. */
export function numberCleaner({ columns }: TableSchema): NumberCleaner {
  const suspects = columns.filter(({ type }) => holdsDoubles(type)).map(({ name }) => name);
  if (suspects.length === 0) return { clean: (row) => row, countIn: () => 0 };
  const clean = (row: Row): Row => ({ ...row, ...Object.fromEntries(suspects.map((name) => [name, cleaned(row[name] ?? null)])) });
  const countIn = (rows: Iterable<Row>): number => {
    let replaced = 0;
    for (const row of rows) for (const name of suspects) replaced += strayNumbers(row[name] ?? null);
    return replaced;
  };
  return { clean, countIn };
}

export type NumberCleaner = {
  readonly clean: (row: Row) => Row;
  /** How many numbers `clean` would take out. */
  readonly countIn: (rows: Iterable<Row>) => number;
};

function cleaned(value: Value): Value {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (!isNested(value)) return value;
  if (isList(value)) return value.map(cleaned);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, cleaned(each)]));
}

function strayNumbers(value: Value): number {
  if (typeof value === "number") return Number.isFinite(value) ? 0 : 1;
  return isNested(value) ? Object.values(value).reduce((sum: number, each) => sum + strayNumbers(each), 0) : 0;
}

type Nested = readonly Value[] | { readonly [field: string]: Value };

function isNested(value: Value): value is Nested {
  return typeof value === "object" && value !== null && !(value instanceof Uint8Array);
}

function isList(value: Nested): value is readonly Value[] {
  return Array.isArray(value);
}

function holdsDoubles(type: ColumnType): boolean {
  if (type.type === "list") return holdsDoubles(type.item);
  return type.type === "struct" ? type.fields.some((field) => holdsDoubles(field.type)) : type.type === "double";
}
