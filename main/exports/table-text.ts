import type { ArrowCodec } from "#main/engine/parts/data.ts";
import type { Row, TableSchema, Value } from "#shared/data/table.ts";
import { checkedText, jsonText } from "./json-text.ts";

type Batches = ArrowCodec["batches"];

/** A table as JSON Lines, as many rows at a time as `batches` gives: every column in every row, in order. */
export function* jsonlChunks(batches: Batches, ipc: Uint8Array): Generator<string> {
  let number = 0;
  for (const { schema, rows } of batches(ipc)) {
    const keys = schema.columns.map(({ name }) => ({ name, key: JSON.stringify(name) }));
    const lines = rows.map((row) => {
      number += 1;
      const fields = keys.map(({ name, key }) => `${key}:${jsonText(row[name] ?? null, { row: number, column: name })}`);
      return `{${fields.join(",")}}\n`;
    });
    yield lines.join("");
  }
}

/**
 * `exact` writes texts as they are; `neutralised` puts an apostrophe before texts a spreadsheet would take for a formula
 * (= + - @, tab, carriage return).
 */
export type CsvStyle = "exact" | "neutralised";

/** A table as CSV with a header, as many rows at a time as `batches` gives. Null is nothing, an empty text is `""`, lists and structs are JSON. */
export function* csvChunks(batches: Batches, ipc: Uint8Array, style: CsvStyle): Generator<string> {
  let number = 0;
  let hasHeader = false;
  for (const { schema, rows } of batches(ipc)) {
    if (!hasHeader) yield `${schema.columns.map(({ name }) => quoted(styled(name, style))).join(",")}\n`;
    hasHeader = true;
    yield rows
      .map((row) => {
        number += 1;
        return csvLine(schema, row, number, style);
      })
      .join("");
  }
}

function csvLine(schema: TableSchema, row: Row, number: number, style: CsvStyle): string {
  return `${schema.columns.map(({ name }) => csvValue(row[name] ?? null, { row: number, column: name }, style)).join(",")}\n`;
}

function csvValue(value: Value, place: { readonly row: number; readonly column: string }, style: CsvStyle): string {
  if (value === null) return "";
  if (typeof value === "string") return value === "" ? '""' : quoted(styled(checkedText(value, place), style));
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") return jsonText(value, place);
  return quoted(value instanceof Uint8Array ? Buffer.from(value).toString("base64") : jsonText(value, place));
}

function styled(text: string, style: CsvStyle): string {
  return style === "neutralised" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
