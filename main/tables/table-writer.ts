import { type Data, DataType, makeData, RecordBatch, RecordBatchStreamWriter, Schema, Struct, Uint8 } from "apache-arrow";
import type { Row, TableSchema, Value } from "#shared/data/table.ts";
import { arrowField } from "./arrow-types.ts";
import { columnWriter } from "./column-writer.ts";
import { recordAppender } from "./nested-writers.ts";
import { type ExpectBytes, OneBuffer, Pieces } from "./one-buffer.ts";

/** A batch ends at whichever comes first. Sizes are looked at every so many rows of it, so that equal tables have equal batches. */
const batchRows = 20_000;
const batchBytes = 128 * 1024 * 1024;
const stepRows = 250;

/**
 * Writes one table as an Arrow IPC stream whose bytes depend on schema and values alone. With a word on how large it will be,
 * a table is in memory once; without one it is joined from pieces at the end, and there twice for a moment.
 */
export class TableWriter {
  readonly #schema: Schema;
  readonly #columns: readonly { readonly name: string; readonly writer: ReturnType<typeof columnWriter> }[];
  readonly #appendFields: (row: Row) => void;
  readonly #stream = new RecordBatchStreamWriter();
  readonly #whole: OneBuffer | null;
  #rowsInBatch = 0;

  constructor(schema: TableSchema, expect: ExpectBytes | null = null) {
    this.#schema = new Schema(schema.columns.map((column) => arrowField(column.name, column.type)));
    this.#columns = schema.columns.map((column) => ({ name: column.name, writer: columnWriter(column.type) }));
    this.#appendFields = recordAppender(this.#columns);
    this.#whole = expect === null ? null : new OneBuffer(expect);
    this.#stream.reset(this.#whole ?? new Pieces(), this.#schema);
  }

  /** Throws ValueMismatch, its path beginning with a point and the column. */
  append(row: Row): void {
    this.#appendFields(row);
    this.#added(1);
  }

  /** One row's values in the schema's order. Throws ValueMismatch. */
  appendValues(values: readonly Value[]): void {
    for (let index = 0; index < this.#columns.length; index++) this.#columns[index]?.writer.append(values[index]);
    this.#added(1);
  }

  /** Rows `from` to `to` of columns in the schema's order; a column that is missing is null, unless `first` has the first one's values for these rows. */
  copy(columns: readonly (Data | null)[], from: number, to: number, first: readonly Value[] = []): void {
    let start = from;
    while (start < to) {
      const end = Math.min(to, start + stepRows - (this.#rowsInBatch % stepRows));
      this.#columns.forEach(({ writer }, index) => {
        const data = columns[index];
        const given = index === 0 ? first : [];
        if (data) writer.copy(data, start, end);
        else for (let row = start; row < end; row++) writer.append(given[row - from] ?? null);
      });
      this.#added(end - start);
      start = end;
    }
  }

  finish(): Uint8Array {
    if (this.#rowsInBatch > 0) this.#flush();
    this.#stream.finish();
    return this.#whole?.take() ?? this.#stream.toUint8Array(true);
  }

  #added(rows: number): void {
    this.#rowsInBatch += rows;
    if (this.#rowsInBatch >= batchRows) this.#flush();
    else if (this.#rowsInBatch % stepRows === 0 && this.#byteLength() >= batchBytes) this.#flush();
  }

  #byteLength(): number {
    return this.#columns.reduce((sum, { writer }) => sum + writer.byteLength(), 0);
  }

  #flush(): void {
    const children = this.#columns.map(({ writer }) => plain(writer.flush()));
    const data = makeData({ type: new Struct(this.#schema.fields), length: this.#rowsInBatch, nullCount: 0, children });
    this.#stream.write(new RecordBatch(this.#schema, data));
    this.#rowsInBatch = 0;
  }
}

/**
 * Booleans as the bytes they lie in. The stream writer drops the values of a boolean column that is all null, which Parquet's
 * reader refuses; it looks at this type, and the schema at none.
 */
function plain(data: Data): Data {
  if (DataType.isBool(data.type)) {
    const { length, nullCount, nullBitmap, values } = data;
    return makeData({ type: new Uint8(), length, nullCount, nullBitmap, data: values });
  }
  if (data.children.length === 0) return data;
  return data.clone(data.type, data.offset, data.length, data.nullCount, data.buffers, data.children.map(plain));
}
