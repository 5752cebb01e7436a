import { openAsBlob } from "node:fs";
import type { Data } from "apache-arrow";
import { AssayError } from "#shared/assay-error.ts";
import type { Column, ColumnType, Row, TableSchema } from "#shared/data/table.ts";
import { drawRows } from "#shared/import/draw.ts";
import { arrowCodec } from "../arrow.ts";
import { tableSchema } from "../arrow-types.ts";
import { ItemTable } from "../item-table.ts";
import { isWideInteger, NormalTable, type TableSink, uniqueNames } from "../normalise.ts";
import { type OpenParquet, openParquet } from "../parquet-bytes.ts";
import { TableWriter } from "../table-writer.ts";
import type { DataFile } from "./data-files.ts";
import { FileStarts, type Reading } from "./reading.ts";
import type { Collected, SampleOptions } from "./row-collector.ts";

/** Parquet files that are read as one table: columns by name, null where a file lacks one. */
export type ParquetFiles = {
  readonly columns: readonly Column[];
  readonly rows: number;
  readonly unpackedBytes: number;
  readonly parts: readonly { readonly file: DataFile; readonly opened: OpenParquet }[];
};

/** Throws data-unreadable. */
export async function openParquetFiles(files: readonly DataFile[]): Promise<ParquetFiles> {
  const parts: { readonly file: DataFile; readonly opened: OpenParquet }[] = [];
  for (const file of files) parts.push({ file, opened: await named(file, async () => openParquet(await openAsBlob(file.path))) });
  const sum = (of: (opened: OpenParquet) => number): number => parts.reduce((total, { opened }) => total + of(opened), 0);
  const columns = parts.reduce<readonly Column[]>((all, { file, opened }) => mergeColumns(all, columnsOf(opened), file), []);
  return { columns, rows: sum(({ rows }) => rows), unpackedBytes: sum((opened) => opened.unpackedBytes), parts };
}

export function closeParquetFiles({ parts }: ParquetFiles): void {
  for (const { opened } of parts) opened.close();
}

/** The files' rows, or a sample of them, as a table. Rows are unpacked some at a time. Throws data-unreadable, stopped. */
export async function readParquet(
  files: ParquetFiles,
  { items, meter, signal }: Reading,
  sample: SampleOptions | null,
): Promise<Omit<Collected, "lines">> {
  const places = sample === null ? null : Uint32Array.from(drawRows(files.rows, sample.size, sample.seed));
  let read = 0;
  const expect = (written: number): number => (written * files.rows) / Math.max(1, read);
  const create = (schema: TableSchema): TableSink & { readonly table: ItemTable | TableWriter } => {
    const table = items === null ? new TableWriter(schema, expect) : new ItemTable(schema, items, { places, expect });
    return { table, copy: places === null ? (columns, from, to) => table.copy(columns, from, to) : copyDrawn(table, places) };
  };
  const normal = new NormalTable(files.columns, create);
  const starts = new FileStarts();
  for (const { file, opened } of files.parts) {
    starts.note(file.name, read);
    await named(file, async () => {
      for await (const columns of batchesOf(opened, files.columns)) {
        if (signal.aborted) throw new AssayError("stopped", "Reading was stopped.");
        meter.add((file.size * columns.rows) / Math.max(1, opened.rows));
        read += columns.rows;
        normal.append(columns.data, columns.rows);
      }
    });
  }
  const { table } = normal.finish();
  const found = table instanceof ItemTable ? { left: table.left(), misfits: table.misfits() } : { left: null, misfits: [] };
  return { ipc: table.finish(), ...found, places, read, starts };
}

/** The first rows, without reading the others. Throws data-unreadable. */
export async function firstOfParquet(
  files: ParquetFiles,
  count: number,
): Promise<{ readonly schema: TableSchema; readonly rows: readonly Row[] }> {
  const normal = new NormalTable(files.columns, (schema) => new TableWriter(schema));
  let missing = count;
  for (const { file, opened } of files.parts) {
    await named(file, async () => {
      for await (const columns of batchesOf(opened, files.columns)) {
        normal.append(columns.data, Math.min(columns.rows, missing));
        missing -= columns.rows;
        if (missing <= 0) return;
      }
    });
    if (missing <= 0) break;
  }
  return arrowCodec.decode(normal.finish().finish());
}

/** Of columns that come some rows at a time, only the rows at `places` among all. */
function copyDrawn(table: TableSink, places: Uint32Array): TableSink["copy"] {
  let base = 0;
  let next = 0;
  return (columns, from, to) => {
    for (; next < places.length; next++) {
      const row = (places[next] ?? 0) - base + from;
      if (row >= to) break;
      table.copy(columns, row, row + 1);
    }
    base += to - from;
  };
}

type Batch = { readonly data: readonly (Data | null)[]; readonly rows: number };

async function* batchesOf(opened: OpenParquet, columns: readonly Column[]): AsyncIterable<Batch> {
  const names = columnsOf(opened).map(({ name }) => name);
  const indexes = columns.map(({ name }) => names.indexOf(name));
  for await (const batch of opened.batches()) {
    yield { data: indexes.map((index): Data | null => batch.data.children[index] ?? null), rows: batch.numRows };
  }
}

function columnsOf({ schema }: OpenParquet): readonly Column[] {
  return uniqueNames(tableSchema(schema).columns);
}

/** An error while a file is read names it. */
async function named<T>(file: DataFile, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AssayError) || error.code !== "data-unreadable") throw error;
    throw new AssayError(error.code, `${file.name}: ${error.message}`, {
      ...(error.hint === undefined ? {} : { hint: error.hint }),
      place: { file: file.name },
      cause: error,
    });
  }
}

function mergeColumns(known: readonly Column[], added: readonly Column[], file: DataFile): Column[] {
  const merged = new Map(known.map((column) => [column.name, column]));
  for (const column of added) {
    const before = merged.get(column.name);
    merged.set(column.name, before === undefined ? column : { name: column.name, type: commonType(before.type, column, file) });
  }
  return [...merged.values()];
}

function commonType(before: ColumnType, { name, type }: Column, file: DataFile): ColumnType {
  if (JSON.stringify(before) === JSON.stringify(type)) return type;
  const wide = [before, type].find(isWideInteger);
  if (wide !== undefined && [before, type].some((each) => each.type === "integer")) return wide;
  const isNumber = [before.type, type.type].every((kind) => kind === "integer" || kind === "double");
  if (isNumber) return { type: "double" };
  throw new AssayError("data-unreadable", `${file.name}: column ${name} is ${type.type} here and ${before.type} in the files before it.`, {
    hint: "Write the files with the same types, or read them with a dataset cell each.",
    place: { file: file.name },
  });
}
