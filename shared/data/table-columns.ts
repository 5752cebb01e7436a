import { AssayError } from "../assay-error.ts";
import { didYouMean } from "../nearest-names.ts";
import type { TableSchema } from "./table.ts";

/** A column that must be there. Throws column-missing at `key`, with the nearest name. */
export function requireColumn(schema: TableSchema, table: string, column: string, key: string): void {
  const names = schema.columns.map((each) => each.name);
  if (names.includes(column)) return;
  throw new AssayError("column-missing", `\`${table}\` has no column \`${column}\`.`, {
    hint: didYouMean(column, names) || `It has ${names.map((name) => `\`${name}\``).join(", ")}.`,
    place: { key },
  });
}

/** Whether the schema has a column of exactly this name. */
export function hasColumn(schema: TableSchema, column: string): boolean {
  return schema.columns.some((each) => each.name === column);
}
