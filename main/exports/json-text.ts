import { AssayError } from "#shared/assay-error.ts";
import type { Value } from "#shared/data/table.ts";

/** Where a value stands: its row (from 1) and column, with the path inside nested values. */
export type ValuePlace = { readonly row: number; readonly column: string };

/**
 * A value as JSON that every reader takes: integers beyond 2^53 as digits, bytes as base64. Throws data-unreadable for
 * NaN, infinities and lone surrogates, which JSON in UTF-8 cannot hold.
 */
export function jsonText(value: Value, place: ValuePlace): string {
  switch (typeof value) {
    case "boolean":
    case "bigint":
      return String(value);
    case "number":
      if (Number.isFinite(value)) return JSON.stringify(value);
      throw unwritable(place, `the number ${value}`, "Turn it into null in a sql cell before this one.");
    case "string":
      return JSON.stringify(checkedText(value, place));
    default:
      return value === null ? "null" : nestedText(value, place);
  }
}

/** The text itself. Throws data-unreadable when no UTF-8 file can hold it. */
export function checkedText(text: string, place: ValuePlace): string {
  if (/\p{Surrogate}/u.test(text))
    throw unwritable(place, "half of a surrogate pair", "Take the character out in a sql cell before this one.");
  return text;
}

function nestedText(value: Exclude<Value, null | boolean | number | bigint | string>, place: ValuePlace): string {
  if (value instanceof Uint8Array) return JSON.stringify(Buffer.from(value).toString("base64"));
  if (isList(value)) return `[${value.map((item, index) => jsonText(item, within(place, index))).join(",")}]`;
  const fields = Object.entries(value).map(([name, field]) => `${JSON.stringify(name)}:${jsonText(field, within(place, name))}`);
  return `{${fields.join(",")}}`;
}

function isList(value: readonly Value[] | { readonly [field: string]: Value }): value is readonly Value[] {
  return Array.isArray(value);
}

function within(place: ValuePlace, key: string | number): ValuePlace {
  return { row: place.row, column: `${place.column}.${key}` };
}

function unwritable({ row, column }: ValuePlace, what: string, hint: string): AssayError {
  return new AssayError("data-unreadable", `Row ${row}, column ${column}: ${what} cannot be written to a file.`, {
    hint,
    place: { row, key: column },
  });
}
