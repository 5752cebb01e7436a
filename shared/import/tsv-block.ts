import type { Row } from "../data/table.ts";

/** More rows than this belong in a file. */
export const mostPastedRows = 500;

/**
 * Rows of a block copied from a spreadsheet: lines of equally many cells between tabs, the first their names; null where
 * the text is no such block. Cells in quotes may hold tabs, line breaks and doubled quotes.
 */
export function readTsvBlock(text: string): readonly Row[] | null {
  if (!text.includes("\t") || !text.includes("\n")) return null;
  const [header, ...records] = splitRecords(text.replace(/\r\n?/g, "\n").replace(/\n+$/, ""));
  if (header === undefined || header.length < 2 || records.length === 0 || records.length > mostPastedRows) return null;
  if (header.some((name) => name.trim() === "") || new Set(header).size !== header.length) return null;
  if (records.some((record) => record.length !== header.length)) return null;
  return records.map((record) => Object.fromEntries(header.map((name, index) => [name.trim(), valueOf(record[index] ?? "")])));
}

function splitRecords(text: string): readonly string[][] {
  const records: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^\t\n]*))(\t|\n|$)/y;
  while (cell.lastIndex <= text.length) {
    const found = cell.exec(text);
    if (found === null) return [];
    const [, quoted, bare, end] = found;
    records.at(-1)?.push(quoted === undefined ? (bare ?? "") : quoted.replaceAll('""', '"'));
    if (end === "\n") records.push([]);
    if (end === "") return records;
  }
  return records;
}

function valueOf(cell: string): Row[string] {
  if (cell === "") return null;
  const isNumber = /^-?(?:0|[1-9]\d{0,14})(?:\.\d+)?$/.test(cell);
  return isNumber ? Number(cell) : cell;
}
