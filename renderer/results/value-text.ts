import type { Value } from "#shared/data/table.ts";
import type { Look } from "./column-look.ts";

/** A value as a reader sees it in its column. Null is "null"; nested values are JSON. */
export function shownText(value: Value, look: Look): string {
  if (value === null) return "null";
  switch (look.type) {
    case "number":
      return numberText(value, look);
    case "time":
      return String(value)
        .replace("T", " ")
        .replace(/(\.0+)?Z$/, "");
    default:
      return plainText(value);
  }
}

/** A value as another program reads it: nothing rounded, nothing cut. Null is empty. */
export function plainText(value: Value): string {
  if (value === null) return "";
  if (value instanceof Uint8Array) return hexOf(value);
  return typeof value === "object" ? jsonText(value) : String(value);
}

/** JSON of any value; integers beyond what JSON numbers hold stay digits in quotes. */
export function jsonText(value: unknown, indent = 0): string {
  return JSON.stringify(
    value,
    (_, part: unknown) => (typeof part === "bigint" ? String(part) : part instanceof Uint8Array ? hexOf(part) : part),
    indent,
  );
}

/** What a nested value is, without opening it: `{3}` fields or `[5]` entries. */
export function nestedToken(value: Value): string | null {
  if (value === null || typeof value !== "object") return null;
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  return Array.isArray(value) ? `[${value.length}]` : `{${Object.keys(value).length}}`;
}

function numberText(value: Value, look: Extract<Look, { type: "number" }>): string {
  if (typeof value === "bigint") return look.groups ? value.toLocaleString("en-US") : String(value);
  const number = Number(value);
  if (!Number.isFinite(number)) return String(value);
  const rounded = fixed(number, look);
  return look.unit === "$" ? (rounded.startsWith("-") ? `-$${rounded.slice(1)}` : `$${rounded}`) : rounded;
}

const formats = new Map<string, Intl.NumberFormat>();

function fixed(number: number, { decimals, groups }: { readonly decimals: number; readonly groups: boolean }): string {
  // A number too small for its column's places must not read as zero.
  if (number !== 0 && Math.abs(number) < 0.5 * 10 ** -decimals) return number.toExponential(1);
  const key = `${decimals} ${groups}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals, useGrouping: groups });
    formats.set(key, format);
  }
  return format.format(number);
}

function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
