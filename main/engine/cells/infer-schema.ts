import {
  boolean,
  type Column,
  type ColumnType,
  double,
  integer,
  type Row,
  type TableSchema,
  text,
  type Value,
} from "#shared/data/table.ts";

/** A schema for rows written in place, and the rows in its types. Integers and doubles meet as doubles; other mixtures become text. */
export function inferSchema(rows: readonly { readonly [key: string]: unknown }[]): {
  readonly schema: TableSchema;
  readonly rows: readonly Row[];
} {
  const types = new Map<string, ColumnType | null>();
  for (const row of rows) for (const [key, value] of Object.entries(row)) types.set(key, widen(types.get(key) ?? null, typeOf(value)));
  const columns: Column[] = [...types].map(([name, type]) => ({ name, type: type ?? text }));
  return {
    schema: { columns },
    rows: rows.map((row) =>
      Object.fromEntries(columns.map(({ name, type }) => [name, Object.hasOwn(row, name) ? fit(row[name], type) : null])),
    ),
  };
}

function typeOf(value: unknown): ColumnType | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "boolean") return boolean;
  if (typeof value === "bigint") return integer;
  if (typeof value === "number") return Number.isInteger(value) ? integer : double;
  if (Array.isArray(value)) {
    const item = value.reduce<ColumnType | null>((type, each) => widen(type, typeOf(each)), null);
    return { type: "list", item: item ?? text };
  }
  if (typeof value === "object")
    return { type: "struct", fields: Object.entries(value).map(([name, field]) => ({ name, type: typeOf(field) ?? text })) };
  return text;
}

function widen(one: ColumnType | null, other: ColumnType | null): ColumnType | null {
  if (one === null || other === null) return one ?? other;
  if (one.type === "list" && other.type === "list") return { type: "list", item: widen(one.item, other.item) ?? text };
  if (one.type === "struct" && other.type === "struct") {
    const fields = new Map(one.fields.map((field) => [field.name, field.type]));
    for (const field of other.fields) fields.set(field.name, widen(fields.get(field.name) ?? null, field.type) ?? text);
    return { type: "struct", fields: [...fields].map(([name, type]) => ({ name, type })) };
  }
  if (one.type === other.type) return one;
  const numbers = new Set(["integer", "double"]);
  return numbers.has(one.type) && numbers.has(other.type) ? double : text;
}

function fit(value: unknown, type: ColumnType): Value {
  if (value === null || value === undefined) return null;
  switch (type.type) {
    case "list":
      return Array.isArray(value) ? value.map((item) => fit(item, type.item)) : null;
    case "struct": {
      const given = new Map(Object.entries(value));
      return Object.fromEntries(type.fields.map((field) => [field.name, fit(given.get(field.name), field.type)]));
    }
    case "text":
      return typeof value === "string" ? value : typeof value === "object" ? JSON.stringify(value) : String(value);
    case "boolean":
      return value === true;
    default:
      return typeof value === "number" || typeof value === "bigint" ? value : null;
  }
}
