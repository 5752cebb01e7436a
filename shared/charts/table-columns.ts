import { AssayError } from "../assay-error.ts";
import type { Column, Row, TableSchema, Value } from "../data/table.ts";
import { didYouMean } from "../nearest-names.ts";

/** The column a chart's body names under `key`. Throws column-missing with the nearest names. */
export function requireColumn(schema: TableSchema, name: string, key: string): Column {
  const column = schema.columns.find((each) => each.name === name);
  if (column) return column;
  const names = schema.columns.map((each) => each.name);
  const near = didYouMean(name, names);
  throw new AssayError("column-missing", `The table has no column \`${name}\`.`, {
    hint: near || `It has ${names.map((each) => `\`${each}\``).join(", ") || "no columns at all"}.`,
    place: { key },
  });
}

const numericTypes = ["integer", "double", "decimal", "boolean", "date", "timestamp"];

/** The same for a column that must hold numbers; true and false count as 1 and 0, moments as milliseconds. */
export function requireNumbers(schema: TableSchema, name: string, key: string, instead: string): Column {
  const column = requireColumn(schema, name, key);
  if (numericTypes.includes(column.type.type)) return column;
  throw new AssayError("column-missing", `\`${name}\` holds ${typeWord(column)}, and \`${key}\` needs numbers.`, {
    hint: instead,
    place: { key },
  });
}

export function isMoment({ type }: Column): boolean {
  return type.type === "date" || type.type === "timestamp";
}

function typeWord({ type }: Column): string {
  const words: { readonly [type: string]: string } = { text: "text", bytes: "bytes", list: "lists", struct: "structures" };
  return words[type.type] ?? type.type;
}

/** How a column's values become numbers; null for what is missing or no number. */
export function numberReader(column: Column): (row: Row) => number | null {
  const { name } = column;
  const read = isMoment(column) ? (value: Value) => Date.parse(String(value)) : Number;
  return (row) => {
    const value = row[name];
    if (value === null || value === undefined || value === "") return null;
    const number = read(value);
    return Number.isFinite(number) ? number : null;
  };
}

/** A value as the name of a category. */
export function categoryOf(value: Value | undefined): string {
  if (value === null || value === undefined) return "missing";
  if (typeof value === "string") return value === "" ? "empty" : value;
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") return String(value);
  return value instanceof Uint8Array
    ? `${value.length} bytes`
    : JSON.stringify(value, (_, part) => (typeof part === "bigint" ? String(part) : part));
}

/** "cost_usd" → "cost usd": a column's name in running words. */
export function columnWords(name: string): string {
  return name.replaceAll("_", " ").trim() || name;
}
