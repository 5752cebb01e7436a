import type { Row } from "#shared/data/table.ts";
import { jsonText, plainText } from "./value-text.ts";

export type CopyFormat = "tsv" | "csv" | "markdown" | "json";

export const copyFormats: readonly { readonly format: CopyFormat; readonly label: string }[] = [
  { format: "tsv", label: "Tab-separated" },
  { format: "csv", label: "CSV" },
  { format: "markdown", label: "Markdown table" },
  { format: "json", label: "JSON" },
];

/** Rows as text for the clipboard, with a line of names. Values are whole, whatever the screen shows of them. */
export function clipboardText(format: CopyFormat, columns: readonly string[], rows: readonly Row[]): string {
  const cells = rows.map((row) => columns.map((column) => plainText(row[column] ?? null)));
  switch (format) {
    case "tsv":
      return [columns, ...cells].map((line) => line.map(tabField).join("\t")).join("\n");
    case "csv":
      return [columns, ...cells].map((line) => line.map(csvField).join(",")).join("\n");
    case "markdown":
      return markdownTable(columns, cells);
    case "json":
      return jsonText(
        rows.map((row) => Object.fromEntries(columns.map((column) => [column, row[column] ?? null]))),
        2,
      );
  }
}

/** The block under the cursor for a spreadsheet: no names, and a single value as it is. */
export function blockText(columns: readonly string[], rows: readonly Row[]): string {
  const [only] = rows;
  const [column] = columns;
  if (rows.length === 1 && columns.length === 1 && only && column !== undefined) return plainText(only[column] ?? null);
  return rows.map((row) => columns.map((name) => tabField(plainText(row[name] ?? null))).join("\t")).join("\n");
}

/** Spreadsheets take quotes around a field that holds a tab, a line break or a quote. */
function tabField(text: string): string {
  return /[\t\n\r"]/.test(text) ? quoted(text) : text;
}

function csvField(text: string): string {
  return /[",\n\r]/.test(text) ? quoted(text) : text;
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

function markdownTable(columns: readonly string[], cells: readonly (readonly string[])[]): string {
  const line = (fields: readonly string[]): string => `| ${fields.map(markdownField).join(" | ")} |`;
  return [line(columns), `| ${columns.map(() => "---").join(" | ")} |`, ...cells.map(line)].join("\n");
}

function markdownField(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("|", "\\|").replaceAll(/\r?\n/g, "<br>");
}
