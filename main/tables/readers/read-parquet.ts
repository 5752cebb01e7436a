import { openAsBlob } from "node:fs";
import type { Data } from "apache-arrow";
import { AssayError } from "#shared/assay-error.ts";
import type { Column, ColumnType } from "#shared/data/table.ts";
import { tableSchema } from "../arrow-types.ts";
import { openIpc } from "../open-ipc.ts";
import { ipcFromParquet } from "../parquet-bytes.ts";
import { TableWriter } from "../table-writer.ts";
import type { DataFile } from "./data-files.ts";

/** Parquet files as one table: columns by name, null where a file lacks one. Throws data-unreadable. */
export async function readParquetFiles(files: readonly DataFile[]): Promise<Uint8Array> {
  const parts: { readonly file: DataFile; readonly ipc: Uint8Array }[] = [];
  for (const file of files) parts.push({ file, ipc: await readOne(file) });
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only.ipc;
  const columns = parts.reduce<Column[]>((all, { file, ipc }) => mergeColumns(all, tableSchema(openIpc(ipc).schema).columns, file), []);
  const writer = new TableWriter({ columns });
  for (const { ipc } of parts) {
    const reader = openIpc(ipc);
    const indexes = columns.map(({ name }) => reader.schema.fields.findIndex((field) => field.name === name));
    for (const batch of reader)
      writer.copy(
        indexes.map((index): Data | null => batch.data.children[index] ?? null),
        0,
        batch.numRows,
      );
  }
  return writer.finish();
}

async function readOne(file: DataFile): Promise<Uint8Array> {
  try {
    return await ipcFromParquet(await openAsBlob(file.path));
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
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
  const isNumber = [before.type, type.type].every((kind) => kind === "integer" || kind === "double");
  if (isNumber) return { type: "double" };
  throw new AssayError("data-unreadable", `${file.name}: column ${name} is ${type.type} here and ${before.type} in the files before it.`, {
    hint: "Write the files with the same types, or read them with a dataset cell each.",
    place: { file: file.name },
  });
}
