import { totalmem } from "node:os";
import { AssayError } from "#shared/assay-error.ts";
import type { ProblemReport } from "#shared/import/row-problem.ts";
import { type DataFile, type DataFormat, formatOf } from "./data-files.ts";
import { Notes } from "./notes.ts";
import { type BadRows, ProblemBook } from "./problem-book.ts";
import { readCsv } from "./read-csv.ts";
import { jsonlRows, jsonRows } from "./read-json.ts";
import { readParquetFiles } from "./read-parquet.ts";
import { ByteMeter, type Reading } from "./reading.ts";
import { type Collected, collectRows, type FileRows, type SampleOptions } from "./row-collector.ts";

/**
 * What is read whole: a table of 1 GB takes the engine 10 GB at its peak (measured: reading 2 GB, then items, Parquet and
 * DuckDB, whose WebAssembly holds 3 GB for all tables of a notebook).
 */
const memoryPerByte = 10;
const maximumBytes = Math.min(1.5 * 1024 ** 3, totalmem() / memoryPerByte);

export type ReadOptions = { readonly badRows: BadRows; readonly sample: SampleOptions | null };

/** `lines` and `places` (of a sample, where its rows stood) count rows from 0; null where the format has none. */
export type DataRead = {
  readonly ipc: Uint8Array;
  readonly notes: readonly string[];
  readonly report: ProblemReport;
  readonly lines: Uint32Array | null;
  readonly places: Uint32Array | null;
  /** Good rows read; more than the table's where it is a sample. Null: those of the table, of which no sample was drawn. */
  readonly read: number | null;
};

/** Files of one format as one table; `onBytes` is told how many bytes were read. Throws data-unreadable, unsupported, memory, stopped. */
export async function readData(
  files: readonly DataFile[],
  options: ReadOptions,
  signal: AbortSignal,
  onBytes: (done: number) => void = () => undefined,
): Promise<DataRead> {
  const format = oneFormat(files);
  // A sample of lines is drawn while they pass by, however many there are.
  if (options.sample === null || format === "parquet") refuseTooMuch(files, format);
  const meter = new ByteMeter(files, onBytes);
  const reading: Reading = { notes: new Notes(), book: new ProblemBook(options.badRows), signal, meter };
  const collected = await readFormat(files, format, reading, options.sample);
  reading.book.settle();
  const lines = format === "csv" || format === "tsv" || formatOf(files[0]?.name ?? "") === "jsonl" ? collected.lines : null;
  return { ...collected, lines, notes: reading.notes.all(), report: reading.book.report() };
}

type ReadTable = Pick<Collected, "ipc" | "places"> & { readonly lines: Uint32Array | null; readonly read: number | null };

async function readFormat(
  files: readonly DataFile[],
  format: DataFormat,
  reading: Reading,
  sample: SampleOptions | null,
): Promise<ReadTable> {
  switch (format) {
    case "jsonl":
    case "json":
      return await collectRows(() => rowsOf(files, reading), nameOf(files), reading, sample);
    case "csv":
      return await readCsv(files, null, reading, sample);
    case "tsv":
      return await readCsv(files, "\t", reading, sample);
    case "parquet":
      return { ipc: await readParquetFiles(files), lines: null, places: null, read: null };
  }
}

/** Rows of JSON and JSONL files, one file after the other. */
export async function* rowsOf(files: readonly DataFile[], reading: Reading): AsyncIterable<FileRows> {
  for (const file of files) {
    const rows = formatOf(file.name) === "json" ? jsonRows(file, reading) : jsonlRows(file, reading);
    for await (const some of rows) yield { file: file.name, rows: some };
  }
}

/** JSON and JSONL go together; other formats don't mix. */
export function oneFormat(files: readonly DataFile[]): DataFormat {
  const formats = new Set(files.map(({ name }) => (formatOf(name) === "json" ? "jsonl" : formatOf(name))));
  const [format] = formats;
  if (format !== undefined && formats.size === 1) return format;
  throw new AssayError("unsupported", `${nameOf(files)} are of several formats: ${[...formats].join(", ")}.`, {
    hint: "Read each format with a dataset cell of its own and join them in SQL.",
    place: { key: "path" },
  });
}

/** What is too much to be read whole, in a sentence with the way out; null for what fits. */
export function tooMuch(files: readonly Pick<DataFile, "name" | "size">[]): string | null {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (bytes <= maximumBytes) return null;
  const gigabytes = (count: number): string => (count / 1024 ** 3).toFixed(1);
  const why = `a table takes about ten times its size on its way into DuckDB, and this machine has ${gigabytes(totalmem())} GB`;
  return `${nameOf(files)} hold${files.length === 1 ? "s" : ""} ${gigabytes(bytes)} GB; read whole, ${gigabytes(maximumBytes)} GB fit here: ${why}.`;
}

function refuseTooMuch(files: readonly DataFile[], format: DataFormat): void {
  const sentence = tooMuch(files);
  if (sentence === null) return;
  throw new AssayError("memory", sentence, {
    hint:
      format === "parquet"
        ? "Name fewer of its files, or split it."
        : "Add `sample:`, such as `sample: 50000`: it is drawn in one pass, from a file of any size.",
    place: { key: "path" },
  });
}

function nameOf(files: readonly Pick<DataFile, "name">[]): string {
  const [first, ...others] = files.map(({ name }) => name);
  return others.length === 0 ? (first ?? "") : `${first} and ${others.length} more files`;
}
