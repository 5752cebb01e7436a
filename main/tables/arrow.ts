import type { RecordBatch } from "apache-arrow";
import type { ArrowCodec, ArrowWriter } from "#main/engine/parts/data.ts";
import { AssayError } from "#shared/assay-error.ts";
import type { Row, TableSchema } from "#shared/data/table.ts";
import { tableSchema } from "./arrow-types.ts";
import { columnReader, recordReader } from "./column-reader.ts";
import { ValueMismatch } from "./mismatch.ts";
import { openIpc } from "./open-ipc.ts";
import { readColumn, withFirstColumn, withItems, withNames } from "./select.ts";
import { TableWriter } from "./table-writer.ts";

export const arrowCodec: ArrowCodec = {
  encode,
  createWriter,
  decode,
  batches,
  schema: schemaOf,
  readColumn,
  withFirstColumn,
  withNames,
  withItems,
};

function encode(schema: TableSchema, rows: Iterable<Row>): Uint8Array {
  const writer = createWriter(schema);
  for (const row of rows) writer.append(row);
  return writer.finish();
}

function createWriter(schema: TableSchema): ArrowWriter {
  const writer = new TableWriter(schema);
  let number = 0;
  return {
    append: (row) => {
      number++;
      try {
        writer.append(row);
      } catch (error) {
        throw error instanceof ValueMismatch ? mismatchAt(number, error) : error;
      }
    },
    rows: () => number,
    finish: () => writer.finish(),
  };
}

function mismatchAt(row: number, mismatch: ValueMismatch): AssayError {
  const column = mismatch.path.slice(1);
  return new AssayError("data-unreadable", `Row ${row}, column ${column}: ${mismatch.message}.`, {
    hint: "Make the value fit the column, or the column text.",
    place: { row, key: column },
    cause: mismatch,
  });
}

function decode(ipc: Uint8Array): { readonly schema: TableSchema; readonly rows: Row[] } {
  const rows: Row[] = [];
  for (const batch of batches(ipc)) for (const row of batch.rows) rows.push(row);
  return { schema: schemaOf(ipc).schema, rows };
}

function* batches(ipc: Uint8Array): Iterable<{ readonly schema: TableSchema; readonly rows: Row[] }> {
  const reader = openIpc(ipc);
  const schema = tableSchema(reader.schema);
  const names = schema.columns.map((column) => column.name);
  for (const batch of reader) {
    const read = recordReader(names, batch.data.children.map(columnReader));
    const piece = rowsAtOnce(batch);
    let start = 0;
    do {
      const length = Math.min(piece, batch.numRows - start);
      yield { schema, rows: Array.from({ length }, (_, row) => read(start + row)) };
      start += length;
    } while (start < batch.numRows);
  }
}

const [mostRows, mostBytes] = [1000, 4 * 1024 * 1024];

/** So many that whoever reads on the engine's thread can let others have it in between. */
function rowsAtOnce(batch: RecordBatch): number {
  // A batch without rows need not have buffers to be measured.
  if (batch.numRows === 0) return mostRows;
  return Math.max(1, Math.min(mostRows, Math.floor((batch.numRows * mostBytes) / Math.max(1, batch.data.byteLength))));
}

function schemaOf(ipc: Uint8Array): { readonly schema: TableSchema; readonly rows: number } {
  const reader = openIpc(ipc);
  // Read to its end, a reader forgets its schema.
  const schema = tableSchema(reader.schema);
  let rows = 0;
  for (const batch of reader) rows += batch.numRows;
  return { schema, rows };
}
