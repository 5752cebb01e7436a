import type { Data } from "apache-arrow";
import type { ItemRule } from "#main/engine/parts/data.ts";
import type { Row, TableSchema, Value } from "#shared/data/table.ts";
import { columnWriter } from "./column-writer.ts";
import { ItemTable, type Misfit } from "./item-table.ts";
import { recordAppender } from "./nested-writers.ts";
import type { TableSink } from "./normalise.ts";
import type { ExpectBytes } from "./one-buffer.ts";
import { TableWriter } from "./table-writer.ts";

/** A table that rows are added to one by one. */
export type RowTable = {
  readonly append: (row: Row) => void;
  /** One row's values in the schema's order. */
  readonly appendValues: (values: readonly Value[]) => void;
  readonly finish: () => FinishedTable;
};

export type FinishedTable = {
  readonly ipc: Uint8Array;
  /** Indexes of rows that are not in the table; null where all are. */
  readonly left: Uint32Array | null;
  readonly misfits: Iterable<Misfit>;
};

export type TableOptions = {
  /** How rows get their items; null where they keep what they have. */
  readonly items: ItemRule | null;
  /** Of a sample, where its rows stood among all. */
  readonly places: ArrayLike<number> | null;
  readonly expect: ExpectBytes | null;
};

/** Throws column-missing, cell-invalid by the rule for items. */
export function createRowTable(schema: TableSchema, { items, places, expect }: TableOptions): RowTable {
  if (items === null) {
    const writer = new TableWriter(schema, expect);
    return {
      append: (row) => writer.append(row),
      appendValues: (values) => writer.appendValues(values),
      finish: () => ({ ipc: writer.finish(), left: null, misfits: [] }),
    };
  }
  const table = new ItemTable(schema, items, { places, expect });
  const stage = new RowStage(schema, table);
  return {
    append: (row) => stage.append(row),
    appendValues: (values) => stage.appendValues(values),
    finish: () => {
      stage.finish();
      return { ipc: table.finish(), left: table.left(), misfits: table.misfits() };
    },
  };
}

/** Rows go on as columns, so many at once; fewer where they are long. */
const [mostRows, mostBytes] = [1000, 4 * 1024 * 1024];
/** Sizes are looked at every so many rows. */
const stepRows = 10;

/** Rows that come one by one, for a table that takes columns. */
class RowStage {
  readonly #sink: TableSink;
  readonly #columns: readonly { readonly name: string; readonly writer: ReturnType<typeof columnWriter> }[];
  readonly #appendFields: (row: Row) => void;
  #rows = 0;

  constructor(schema: TableSchema, sink: TableSink) {
    this.#sink = sink;
    this.#columns = schema.columns.map(({ name, type }) => ({ name, writer: columnWriter(type) }));
    this.#appendFields = recordAppender(this.#columns);
  }

  append(row: Row): void {
    this.#appendFields(row);
    this.#added();
  }

  appendValues(values: readonly Value[]): void {
    for (let index = 0; index < this.#columns.length; index++) this.#columns[index]?.writer.append(values[index]);
    this.#added();
  }

  /** Passes on what is left. */
  finish(): void {
    if (this.#rows > 0) this.#pass();
  }

  #added(): void {
    this.#rows++;
    if (this.#rows >= mostRows || (this.#rows % stepRows === 0 && this.#byteLength() >= mostBytes)) this.#pass();
  }

  #byteLength(): number {
    return this.#columns.reduce((sum, { writer }) => sum + writer.byteLength(), 0);
  }

  #pass(): void {
    const columns = this.#columns.map(({ writer }): Data => writer.flush());
    this.#sink.copy(columns, 0, this.#rows);
    this.#rows = 0;
  }
}
