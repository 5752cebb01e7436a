import type { Row, TableSchema, Value } from "#shared/data/table.ts";
import { arrowCodec } from "./arrow.ts";

const encoder = new TextEncoder();
const rowsAtOnce = 1000;

/** A table as JSONL, a piece at a time. Integers keep all digits, bytes are base64, NaN and the infinities null. */
export function* encodeJsonl(ipc: Uint8Array): Iterable<Uint8Array> {
  yield* encodeRows(ipc, (schema) => {
    const names = schema.columns.map(({ name }) => name);
    const keys = names.map((name) => `${JSON.stringify(name)}:`);
    return (row) => `{${names.map((name, index) => `${keys[index]}${jsonText(row[name] ?? null)}`).join(",")}}\n`;
  });
}

export type CsvOptions = {
  /** Whether text that a spreadsheet would run as a formula gets an apostrophe before it. */
  readonly neutralise: boolean;
};

/** A table as CSV with a header, a piece at a time. Null is empty, an empty text is `""`, nested values are JSON. */
export function* encodeCsv(ipc: Uint8Array, { neutralise }: CsvOptions): Iterable<Uint8Array> {
  const textCell = (text: string) => quoted(neutralise && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
  const cell = (value: Value): string => {
    if (value === null) return "";
    if (typeof value === "string") return textCell(value);
    if (typeof value === "number" && !Number.isFinite(value)) return String(value);
    return quoted(value instanceof Uint8Array ? Buffer.from(value).toString("base64") : jsonText(value));
  };
  const { schema } = arrowCodec.schema(ipc);
  yield encoder.encode(`${schema.columns.map(({ name }) => textCell(name)).join(",")}\n`);
  yield* encodeRows(ipc, () => (row) => `${schema.columns.map(({ name }) => cell(row[name] ?? null)).join(",")}\n`);
}

function* encodeRows(ipc: Uint8Array, lineOf: (schema: TableSchema) => (row: Row) => string): Iterable<Uint8Array> {
  for (const { schema, rows } of arrowCodec.batches(ipc)) {
    const line = lineOf(schema);
    for (let start = 0; start < rows.length; start += rowsAtOnce) {
      yield encoder.encode(
        rows
          .slice(start, start + rowsAtOnce)
          .map(line)
          .join(""),
      );
    }
  }
}

function quoted(text: string): string {
  return text === "" || /[",\r\n;\t]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** JSON, with integers of any size written out and bytes as base64. */
export function jsonText(value: Value): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "null";
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Uint8Array) return JSON.stringify(Buffer.from(value).toString("base64"));
  if (Array.isArray(value)) return `[${value.map(jsonText).join(",")}]`;
  return `{${Object.entries(value)
    .map(([key, field]) => `${JSON.stringify(key)}:${jsonText(field)}`)
    .join(",")}}`;
}
