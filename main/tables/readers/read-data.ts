import { AssayError } from "#shared/assay-error.ts";
import type { Row } from "#shared/data/table.ts";
import { type DataFile, type DataFormat, formatOf } from "./data-files.ts";
import { Notes } from "./notes.ts";
import { readCsv } from "./read-csv.ts";
import { jsonlRows, jsonRows } from "./read-json.ts";
import { readParquetFiles } from "./read-parquet.ts";
import { collectRows } from "./row-collector.ts";

/** A table is in memory here, on its way, and in the database: beyond this it would not fit. */
const maximumBytes = 2 * 1024 ** 3;

export type DataRead = { readonly ipc: Uint8Array; readonly notes: readonly string[] };

/** Files of one format as one table. Throws data-unreadable, unsupported, memory, stopped. */
export async function readData(files: readonly DataFile[], signal: AbortSignal): Promise<DataRead> {
  refuseTooMuch(files);
  const notes = new Notes();
  return { ipc: await readFormat(files, oneFormat(files), notes, signal), notes: notes.all() };
}

async function readFormat(files: readonly DataFile[], format: DataFormat, notes: Notes, signal: AbortSignal): Promise<Uint8Array> {
  switch (format) {
    case "jsonl":
    case "json":
      return await collectRows(() => rowsOf(files, notes, signal), nameOf(files), notes);
    case "csv":
      return await readCsv(files, null, notes, signal);
    case "tsv":
      return await readCsv(files, "\t", notes, signal);
    case "parquet":
      return await readParquetFiles(files);
  }
}

async function* rowsOf(files: readonly DataFile[], notes: Notes, signal: AbortSignal): AsyncIterable<readonly Row[]> {
  for (const file of files) yield* formatOf(file.name) === "json" ? jsonRows(file, notes, signal) : jsonlRows(file, notes, signal);
}

/** JSON and JSONL go together; other formats don't mix. */
function oneFormat(files: readonly DataFile[]): DataFormat {
  const formats = new Set(files.map(({ name }) => (formatOf(name) === "json" ? "jsonl" : formatOf(name))));
  const [format] = formats;
  if (format !== undefined && formats.size === 1) return format;
  throw new AssayError("unsupported", `${nameOf(files)} are of several formats: ${[...formats].join(", ")}.`, {
    hint: "Read each format with a dataset cell of its own and join them in SQL.",
    place: { key: "path" },
  });
}

function refuseTooMuch(files: readonly DataFile[]): void {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (bytes <= maximumBytes) return;
  throw new AssayError("memory", `${nameOf(files)} hold ${(bytes / 1024 ** 3).toFixed(1)} GB; a dataset reads up to 2 GB.`, {
    hint: "Split the data, or take a part of it.",
    place: { key: "path" },
  });
}

function nameOf(files: readonly DataFile[]): string {
  const [first, ...others] = files.map(({ name }) => name);
  return others.length === 0 ? (first ?? "") : `${first} and ${others.length} more files`;
}
