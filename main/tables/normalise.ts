import { type Data, RecordBatchReader } from "apache-arrow";
import { type Column, type ColumnType, integer, type TableSchema } from "#shared/data/table.ts";
import { tableSchema } from "./arrow-types.ts";
import { ValueMismatch } from "./mismatch.ts";
import { TableWriter } from "./table-writer.ts";

/** An Arrow IPC stream that is still arriving as one table of ours, stopping after `maxRows`. */
export async function normaliseStream(chunks: AsyncIterable<Uint8Array>, maxRows = Number.POSITIVE_INFINITY): Promise<Uint8Array> {
  const reader = await RecordBatchReader.from(chunks);
  await reader.open();
  const columns = uniqueNames(tableSchema(reader.schema).columns);
  const table = new NormalTable(columns, (schema) => new TableWriter(schema));
  let rows = 0;
  for await (const batch of reader) {
    const wanted = Math.min(batch.numRows, maxRows - rows);
    table.append(batch.data.children, wanted);
    rows += wanted;
    if (rows >= maxRows) break;
  }
  return table.finish().finish();
}

/** Where rows of Arrow columns go; a column that is missing is null. */
export type TableSink = { readonly copy: (columns: readonly (Data | null)[], from: number, to: number) => void };

/**
 * Arrow batches of any origin (of DuckDB, of a Parquet file) as the stream `arrowCodec.encode` would write for their rows: our
 * types, our batches, no bytes that depend on what once lay in memory. So equal tables have equal hashes, wherever they come from.
 */
export class NormalTable<Sink extends TableSink> {
  readonly #create: (schema: TableSchema) => Sink;
  readonly #wide: TableSchema;
  readonly #kept: { readonly columns: readonly (Data | null)[]; readonly rows: number }[] = [];
  #sink: Sink;
  #isNarrowed: boolean;

  constructor(columns: readonly Column[], create: (schema: TableSchema) => Sink) {
    this.#create = create;
    this.#wide = { columns };
    this.#isNarrowed = columns.some(({ type }) => isWideInteger(type));
    this.#sink = create({ columns: columns.map(({ name, type }) => ({ name, type: isWideInteger(type) ? integer : type })) });
  }

  append(columns: readonly (Data | null)[], rows: number): void {
    if (this.#isNarrowed) this.#kept.push({ columns, rows });
    try {
      this.#sink.copy(columns, 0, rows);
    } catch (error) {
      if (!(this.#isNarrowed && error instanceof ValueMismatch)) throw error;
      this.#widen();
    }
  }

  /** What the rows went to. */
  finish(): Sink {
    return this.#sink;
  }

  /** An integer of more than 64 bits has come: its column, and what was read so far, becomes decimal after all. */
  #widen(): void {
    this.#isNarrowed = false;
    this.#sink = this.#create(this.#wide);
    for (const { columns, rows } of this.#kept) this.#sink.copy(columns, 0, rows);
    this.#kept.length = 0;
  }
}

/** DuckDB sums integers to 128 bits, and nearly all such sums fit 64. */
export function isWideInteger(type: ColumnType): boolean {
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
