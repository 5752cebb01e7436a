import type { Column, ColumnType, Row, TableSchema, Value } from "../data/table.ts";

/** Rows may be made each time they are read, so that a large split is not held beside what it is made of. */
export type NamedRows = { readonly name: string; readonly rows: Iterable<Row> };

/** Columns as loaders can tell their types: those with nothing in some split stand in no file of any, nor do such fields inside a column. */
export type LoadableColumns = {
  readonly schema: TableSchema;
  /** Empty in every row of every split; a field is named behind its column, as in `rubric.levels`. */
  readonly empty: readonly string[];
  /** Empty throughout one split, filled in another. */
  readonly torn: readonly string[];
  /** What those stand in, whole: columns that go beside the data. */
  readonly aside: readonly Column[];
};

export function loadableColumns({ columns }: TableSchema, splits: readonly NamedRows[]): LoadableColumns {
  const filled = splits.map(({ rows }) => filledPlaces(columns, rows));
  const isEmpty = (place: string) => filled.every((places) => !places.has(place));
  const whole = new Set<string>();
  // A struct none of whose fields is left could not be written.
  const mark = (place: string, fields: readonly Column[]): boolean => {
    const hasFields = fields.map((field) => mark(`${place}.${field.name}`, fieldsOf(field.type))).some(Boolean) || fields.length === 0;
    const isWhole = hasFields && filled.every((places) => places.has(place));
    if (isWhole) whole.add(place);
    return isWhole;
  };
  for (const { name, type } of columns) mark(name, fieldsOf(type));
  const isWhole = (place: string) => whole.has(place);
  const known = columns.map((column) => ({ column, places: placesOf(column) }));
  // Inside of what is empty or torn itself, nothing more is to be told.
  const told = known.flatMap(({ places }) =>
    places.filter((place) => !isWhole(place) && (!place.includes(".") || isWhole(outerOf(place)))),
  );
  const torn = told.filter((place) => !isEmpty(place));
  return {
    schema: { columns: columns.flatMap((column) => (isWhole(column.name) ? [pruned(column, column.name, isWhole)] : [])) },
    empty: told.filter(isEmpty),
    torn,
    aside: known.flatMap(({ column, places }) => (places.some((place) => torn.includes(place)) ? [column] : [])),
  };
}

/** A column and the fields of structs in it, each behind what it stands in. */
function placesOf({ name, type }: Column): readonly string[] {
  return [name, ...fieldsOf(type).flatMap((field) => placesOf({ name: `${name}.${field.name}`, type: field.type }))];
}

function outerOf(place: string): string {
  return place.slice(0, place.lastIndexOf("."));
}

function fieldsOf(type: ColumnType): readonly Column[] {
  if (type.type === "list") return fieldsOf(type.item);
  return type.type === "struct" ? type.fields : [];
}

function pruned({ name, type }: Column, place: string, isWhole: (place: string) => boolean): Column {
  const typeOf = (given: ColumnType): ColumnType => {
    if (given.type === "list") return { type: "list", item: typeOf(given.item) };
    if (given.type !== "struct") return given;
    const fields = given.fields.flatMap((field) => {
      const own = `${place}.${field.name}`;
      return isWhole(own) ? [pruned(field, own, isWhole)] : [];
    });
    return { type: "struct", fields };
  };
  return { name, type: typeOf(type) };
}

/** Places that hold something in any row; rows are read until all do. */
function filledPlaces(columns: readonly Column[], rows: Iterable<Row>): ReadonlySet<string> {
  const found = new Set<string>();
  const all = columns.reduce((sum, column) => sum + placesOf(column).length, 0);
  const look = (value: Value, type: ColumnType, place: string): void => {
    if (isNothing(value)) return;
    found.add(place);
    const fields = fieldsOf(type);
    if (fields.length > 0)
      for (const record of recordsIn(value))
        for (const field of fields) look(record[field.name] ?? null, field.type, `${place}.${field.name}`);
  };
  for (const row of rows) {
    if (found.size === all) break;
    for (const { name, type } of columns) look(row[name] ?? null, type, name);
  }
  return found;
}

function recordsIn(value: Value): readonly { readonly [field: string]: Value }[] {
  if (!isNested(value)) return [];
  return isList(value) ? value.flatMap(recordsIn) : [value];
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
