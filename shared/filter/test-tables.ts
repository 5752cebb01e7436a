import type { ColumnType, Row, Value } from "../data/table.ts";
import { boolean, double, integer, text } from "../data/table.ts";
import type { Embeddings, FilterTable } from "./step.ts";

function typeOf(value: Value): ColumnType {
  if (typeof value === "number") return Number.isInteger(value) ? integer : double;
  return typeof value === "boolean" ? boolean : text;
}

/** A table of plain rows, its columns those of the first; an empty one has an item and a response. */
export function tableOf(name: string, rows: readonly Row[]): FilterTable {
  const columns = Object.entries(rows[0] ?? { item: "", response: "", model: "", rank: 1, origin: "" }).map(([column, value]) => ({
    name: column,
    type: typeOf(value),
  }));
  return { name, schema: { columns }, size: rows.length, column: (column) => rows.map((row) => row[column] ?? null) };
}

export const noEmbeddings: Embeddings = { of: () => null, failureOf: () => null, isWaiting: () => false };
