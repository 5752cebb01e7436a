import { type RecordBatch, RecordBatchReader, type Schema } from "apache-arrow";
import { type Column, type ColumnType, integer, type TableSchema } from "#shared/data/table.ts";
import { tableSchema } from "./arrow-types.ts";
import { ValueMismatch } from "./mismatch.ts";
import type { ExpectBytes } from "./one-buffer.ts";
import { TableWriter } from "./table-writer.ts";

/** An Arrow IPC stream that is still arriving as one table of ours, stopping after `maxRows`. */
export async function normaliseStream(chunks: AsyncIterable<Uint8Array>, maxRows = Number.POSITIVE_INFINITY): Promise<Uint8Array> {
  const reader = await RecordBatchReader.from(chunks);
  await reader.open();
  const table = new NormalTable(reader.schema, null);
  let rows = 0;
  for await (const batch of reader) {
    const wanted = Math.min(batch.numRows, maxRows - rows);
    table.append(batch, wanted);
    rows += wanted;
    if (rows >= maxRows) break;
  }
  return table.finish();
}

/**
 * Arrow batches of any origin (of DuckDB, of a Parquet file) as the stream `arrowCodec.encode` would write for their rows: our
 * types, our batches, no bytes that depend on what once lay in memory. So equal tables have equal hashes, wherever they come from.
 */
export class NormalTable {
  readonly #expect: ExpectBytes | null;
  readonly #wide: TableSchema;
  readonly #kept: { readonly batch: RecordBatch; readonly rows: number }[] = [];
  #writer: TableWriter;
  #isNarrowed: boolean;

  constructor(schema: Schema, expect: ExpectBytes | null) {
    this.#expect = expect;
    this.#wide = { columns: uniqueNames(tableSchema(schema).columns) };
    this.#isNarrowed = this.#wide.columns.some(({ type }) => isWideInteger(type));
    const columns = this.#wide.columns.map(({ name, type }) => ({ name, type: isWideInteger(type) ? integer : type }));
    this.#writer = new TableWriter({ columns }, expect);
  }

  append(batch: RecordBatch, rows: number): void {
    if (this.#isNarrowed) this.#kept.push({ batch, rows });
    try {
      this.#writer.copy(batch.data.children, 0, rows);
    } catch (error) {
      if (!(this.#isNarrowed && error instanceof ValueMismatch)) throw error;
      this.#widen();
    }
  }

  finish(): Uint8Array {
    return this.#writer.finish();
  }

  /** An integer of more than 64 bits has come: its column, and what was read so far, becomes decimal after all. */
  #widen(): void {
    this.#isNarrowed = false;
    this.#writer = new TableWriter(this.#wide, this.#expect);
    for (const { batch, rows } of this.#kept) this.#writer.copy(batch.data.children, 0, rows);
    this.#kept.length = 0;
  }
}

/** DuckDB sums integers to 128 bits, and nearly all such sums fit 64. */
function isWideInteger(type: ColumnType): boolean {
  return type.type === "decimal" && type.scale === 0 && type.precision > 18;
}

/** Rows are objects and SQL names know no case, so a name that comes again gets a number, as in DuckDB. */
export function uniqueNames(columns: readonly Column[]): Column[] {
  const taken = new Set<string>();
  return columns.map((column) => {
    let name = column.name;
    for (let number = 1; taken.has(name.toLowerCase()); number++) name = `${column.name}_${number}`;
    taken.add(name.toLowerCase());
    return name === column.name ? column : { ...column, name };
  });
}
