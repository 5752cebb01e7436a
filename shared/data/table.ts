/** What a column holds. Lists and structs nest; integers are 64-bit. */
export type ColumnType =
  | { readonly type: "boolean" }
  | { readonly type: "integer" }
  | { readonly type: "double" }
  | { readonly type: "text" }
  | { readonly type: "date" }
  | { readonly type: "timestamp" }
  | { readonly type: "decimal"; readonly precision: number; readonly scale: number }
  | { readonly type: "bytes" }
  | { readonly type: "list"; readonly item: ColumnType }
  | { readonly type: "struct"; readonly fields: readonly Column[] };

export type Column = { readonly name: string; readonly type: ColumnType };

export type TableSchema = { readonly columns: readonly Column[] };

/**
 * A cell value as plain data. `integer` is a number when it is safe and a bigint beyond ±2^53;
 * `decimal` and `timestamp` (ISO 8601, UTC, microseconds kept) are strings.
 */
export type Value = null | boolean | number | bigint | string | Uint8Array | readonly Value[] | { readonly [field: string]: Value };

export type Row = { readonly [column: string]: Value };

/** A named table as it crosses to a worker thread: an Arrow IPC stream. */
export type TableBytes = { readonly table: string; readonly ipc: Uint8Array };

export const text: ColumnType = { type: "text" };
export const integer: ColumnType = { type: "integer" };
export const double: ColumnType = { type: "double" };
export const boolean: ColumnType = { type: "boolean" };
/** Chat messages as trainers expect them: list of struct(role, content). */
export const messages: ColumnType = {
  type: "list",
  item: {
    type: "struct",
    fields: [
      { name: "role", type: text },
      { name: "content", type: text },
    ],
  },
};

/** A schema from `[name, type]` pairs, in order. */
export function schemaOf(columns: readonly (readonly [string, ColumnType])[]): TableSchema {
  return { columns: columns.map(([name, type]) => ({ name, type })) };
}
