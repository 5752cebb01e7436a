import type { ColumnType, Value } from "#shared/data/table.ts";
import { parseDate, parseTimestamp } from "../moments.ts";
import type { Cell } from "./csv-records.ts";

/** What a CSV column can be, by the cells seen. `long` are integers beyond ±2^53, which no double holds. */
export type CellKind = "nothing" | "integer" | "long" | "double" | "boolean" | "date" | "timestamp" | "text";

const doublePattern = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const specialDoubles: { readonly [text: string]: number } = {
  nan: Number.NaN,
  NaN: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  "-inf": Number.NEGATIVE_INFINITY,
  Infinity: Number.POSITIVE_INFINITY,
  "-Infinity": Number.NEGATIVE_INFINITY,
};

export function kindOfCell(cell: string): CellKind {
  const first = cell.charCodeAt(0);
  const isNumeric = (first >= 48 && first <= 57) || first === 45 || first === 46 || first === 43;
  if (isNumeric) return kindOfNumber(cell);
  if (Object.hasOwn(specialDoubles, cell)) return "double";
  return booleanOf(cell) === null ? "text" : "boolean";
}

function kindOfNumber(cell: string): CellKind {
  const digits = integerDigits(cell);
  if (digits !== 0) {
    if (digits <= 15) return "integer";
    if (digits <= 19) return BigInt.asIntN(64, BigInt(cell)) === BigInt(cell) ? "long" : "text";
    return "text";
  }
  // A leading zero, as in postcodes and telephone numbers, says that the digits are no number.
  if (doublePattern.test(cell)) return /^[+-]?0\d/.test(cell) ? "text" : "double";
  if (Object.hasOwn(specialDoubles, cell)) return "double";
  if (parseDate(cell) !== null) return "date";
  return parseTimestamp(cell) === null ? "text" : "timestamp";
}

/** How many digits an integer has; 0 for what is not written as one. */
function integerDigits(cell: string): number {
  const start = cell.charCodeAt(0) === 45 ? 1 : 0;
  const digits = cell.length - start;
  if (digits === 0 || (digits > 1 && cell.charCodeAt(start) === 48)) return 0;
  for (let at = start; at < cell.length; at++) {
    const code = cell.charCodeAt(at);
    if (code < 48 || code > 57) return 0;
  }
  return digits;
}

function booleanOf(cell: string): boolean | null {
  if (cell.length > 5 || cell.length < 4) return null;
  const lower = cell.toLowerCase();
  return lower === "true" ? true : lower === "false" ? false : null;
}

export function widenCell(a: CellKind, b: CellKind): CellKind {
  if (a === b || b === "nothing") return a;
  if (a === "nothing") return b;
  const pair = new Set([a, b]);
  if (pair.has("integer") && pair.has("double")) return "double";
  if (pair.has("integer") && pair.has("long")) return "long";
  if (pair.has("date") && pair.has("timestamp")) return "timestamp";
  return "text";
}

export function typeOfCells(kind: CellKind): ColumnType {
  if (kind === "long") return { type: "integer" };
  return { type: kind === "nothing" ? "text" : kind };
}

/** A cell as a value of its column's type. */
export function cellValue(kind: CellKind, cell: Cell): Value {
  if (cell === null) return null;
  switch (kind) {
    case "integer":
      return Number(cell);
    case "long":
      return BigInt(cell);
    case "double":
      return specialDoubles[cell] ?? Number(cell);
    case "boolean":
      return booleanOf(cell);
    case "nothing":
    case "date":
    case "timestamp":
    case "text":
      return cell;
  }
}
