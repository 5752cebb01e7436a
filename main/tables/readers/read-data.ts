import { totalmem } from "node:os";
import type { ItemRule } from "#main/engine/parts/data.ts";
import { AssayError } from "#shared/assay-error.ts";
import type { ProblemReport } from "#shared/import/row-problem.ts";
import { type DataFile, type DataFormat, formatOf } from "./data-files.ts";
import { misfitProblem } from "./misfit-problem.ts";
import { Notes } from "./notes.ts";
import { type BadRows, ProblemBook } from "./problem-book.ts";
import { readCsv } from "./read-csv.ts";
import { jsonlRows, jsonRows } from "./read-json.ts";
import { closeParquetFiles, openParquetFiles, type ParquetFiles, readParquet } from "./read-parquet.ts";
import { ByteMeter, type Reading } from "./reading.ts";
import { type Collected, collectRows, type FileRows, type SampleOptions } from "./row-collector.ts";

/**
 * What is read whole. Measured on a file of 2.1 GB: the process takes 1.8 times its size to read and keep it (`npm run bench --
 * import`), 2.6 times where SQL asks it too. DuckDB's WebAssembly holds 3 GB for all tables of a notebook, which sets the other bound.
 */
const memoryPerByte = 5;
const maximumBytes = Math.min(2.25 * 1024 ** 3, totalmem() / memoryPerByte);

export type ReadOptions = { readonly badRows: BadRows; readonly sample: SampleOptions | null; readonly items: ItemRule | null };

/** `lines` and `places` (of a sample, where its rows stood) are those of the table's rows, from 0; null where the format has none. */
export type DataRead = {
  readonly ipc: Uint8Array;
  readonly notes: readonly string[];
  readonly report: ProblemReport;
  readonly lines: Uint32Array | null;
  readonly places: Uint32Array | null;
  /** Rows that can be read, whether they are in the table or not. */
  readonly read: number;
};

/** Files of one format as one table; `onBytes` is told how many bytes were read. Throws data-unreadable, unsupported, memory, stopped, and of items column-missing, cell-invalid. */
export async function readData(
  files: readonly DataFile[],
  { badRows, sample, items }: ReadOptions,
  signal: AbortSignal,
  onBytes: (done: number) => void = () => undefined,
): Promise<DataRead> {
  const format = oneFormat(files);
  // A sample is drawn while the rows pass by, however many there are.
  if (sample === null) refuseTooMuch(files, format);
  const reading: Reading = { notes: new Notes(), book: new ProblemBook(badRows), signal, meter: new ByteMeter(files, onBytes), items };
  const collected = await readFormat(files, format, reading, sample);
  const hasLines = format === "csv" || format === "tsv" || formatOf(files[0]?.name ?? "") === "jsonl";
  const found = hasLines ? collected : { ...collected, lines: null };
  if (items?.id) for (const misfit of found.misfits) reading.book.add(misfitProblem(items.id, misfit, found));
  reading.book.settle();
  const { ipc, left, lines, places, read } = found;
  const report = reading.book.report();
  return { ipc, notes: reading.notes.all(), report, lines: staying(lines, left), places: staying(places, left), read };
}

/** Of a number for each row those of the rows that are in the table. */
function staying(numbers: Uint32Array | null, left: Uint32Array | null): Uint32Array | null {
  if (numbers === null || left === null) return numbers;
  let next = 0;
  return numbers.filter((_, index) => {
    if (left[next] !== index) return true;
    next++;
    return false;
  });
}

type ReadTable = Omit<Collected, "lines"> & { readonly lines: Uint32Array | null };

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
    case "parquet": {
      const opened = await openParquetFiles(files);
      try {
        if (sample === null) refuseUnpacked(opened, files);
        return { ...(await readParquet(opened, reading, sample)), lines: null };
      } finally {
        closeParquetFiles(opened);
      }
    }
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
  return bytes <= maximumBytes ? null : `${nameOf(files)} hold${files.length === 1 ? "s" : ""} ${gigabytes(bytes)}; ${whatFits()}`;
}

function whatFits(): string {
  const memory = `a fifth of this machine's ${gigabytes(totalmem())} of memory`;
  const bound = totalmem() / memoryPerByte <= maximumBytes ? memory : "so that SQL has room for its table";
  return `read whole, ${gigabytes(maximumBytes)} fit here, ${bound}.`;
}

function refuseTooMuch(files: readonly DataFile[], format: DataFormat): void {
  const sentence = tooMuch(files);
  if (sentence !== null) throw tooMuchOf(sentence, format);
}

/** Parquet is known by what it unpacks to. */
function refuseUnpacked({ unpackedBytes }: ParquetFiles, files: readonly DataFile[]): void {
  if (unpackedBytes <= maximumBytes) return;
  throw tooMuchOf(`${nameOf(files)} unpack${files.length === 1 ? "s" : ""} to ${gigabytes(unpackedBytes)}; ${whatFits()}`, "parquet");
}

function tooMuchOf(sentence: string, format: DataFormat): AssayError {
  const split = format === "parquet" ? "name fewer of its files" : "split the file";
  return new AssayError("memory", sentence, {
    hint: `Add \`sample:\`, such as \`sample: 50000\`: it is drawn in one pass, from a file of any size. Or ${split}; SQL holds about 3 GB of tables at once.`,
    place: { key: "path" },
  });
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}

function nameOf(files: readonly Pick<DataFile, "name">[]): string {
  const [first, ...others] = files.map(({ name }) => name);
  return others.length === 0 ? (first ?? "") : `${first} and ${others.length} more files`;
}
