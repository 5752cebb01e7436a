import type { Row, TableSchema, Value } from "#shared/data/table.ts";
import type { Inspection } from "#shared/import/inspection.ts";
import type { ProblemReason, ProblemReport, RowProblem } from "#shared/import/row-problem.ts";
import type { ShapeName } from "#shared/import/shape.ts";

/** Rows to Arrow and back. The one place that knows Arrow's value quirks. */
export type ArrowCodec = {
  /** Rows in order, in record batches of at most 20,000, as one IPC stream. Missing columns are null; a value of the wrong type throws data-unreadable with row and column. */
  readonly encode: (schema: TableSchema, rows: Iterable<Row>) => Uint8Array;
  /** The same a row at a time, so that no row need be kept beside its bytes. */
  readonly createWriter: (schema: TableSchema) => ArrowWriter;
  readonly decode: (ipc: Uint8Array) => { readonly schema: TableSchema; readonly rows: Row[] };
  /** The same some rows at a time: few enough that decoding them holds nobody up. */
  readonly batches: (ipc: Uint8Array) => Iterable<{ readonly schema: TableSchema; readonly rows: Row[] }>;
  readonly schema: (ipc: Uint8Array) => { readonly schema: TableSchema; readonly rows: number };
  /** One column's values, without reading the others. */
  readonly readColumn: (ipc: Uint8Array, name: string) => Value[];
  /** The table with a text column put first, in place of one of that name; of its rows only those at `indexes` (ascending; null for all). */
  readonly withFirstColumn: (ipc: Uint8Array, name: string, values: readonly string[], indexes: readonly number[] | null) => Uint8Array;
  /** The table with columns under other names: from the new to the old. */
  readonly withNames: (ipc: Uint8Array, names: ReadonlyMap<string, string>) => Uint8Array;
  /**
   * A dataset's rows with their items. `places`: where each row stood among all, which numbers it; null for all of them.
   * Rows without an item of their own are left out and told, as rows of `file`. Throws column-missing, cell-invalid.
   */
  readonly withItems: (
    ipc: Uint8Array,
    rule: ItemRule,
    given: { readonly places: readonly number[] | null; readonly file: string },
  ) => { readonly ipc: Uint8Array; readonly problems: readonly RowProblem[] };
};

/** How a dataset's rows stand in its table: columns under other names, from the new to the old, and the `item` of each row first. */
export type ItemRule = {
  /** Named in errors. */
  readonly cell: string;
  readonly columns: { readonly [name: string]: string };
  /** Column that names the item, each once; null: the column `item`, or the row's number. */
  readonly id: string | null;
};

export type ArrowWriter = {
  readonly append: (row: Row) => void;
  readonly rows: () => number;
  /** The IPC stream; the writer is spent. */
  readonly finish: () => Uint8Array;
};

export type DataReaders = {
  /**
   * Reads JSONL, JSON, CSV, TSV or Parquet files below `folder` (a glob is read in name order) into Arrow IPC, types
   * inferred over all rows. `badRows: "skip"` leaves out what is no row and reports it. A `sample` of a file of lines is
   * drawn in one pass, with memory for the sample alone. By `items` the rows get their items while they are read, and one
   * whose id is missing or not its own is a bad row; without it the table is the file's. `onBytes` tells how far it is.
   * Throws data-unreadable with file, line and column; outside-folder; not-found; memory; and of `items` column-missing, cell-invalid.
   */
  readonly read: (
    folder: string,
    path: string,
    options: {
      readonly signal: AbortSignal;
      readonly allowOutside: boolean;
      readonly badRows?: "stop" | "skip";
      readonly sample?: { readonly size: number; readonly seed: number } | null;
      readonly items?: ItemRule | null;
      readonly onBytes?: (done: number, total: number) => void;
    },
  ) => Promise<{
    readonly ipc: Uint8Array;
    readonly files: readonly string[];
    /** What reading changed or decided, in sentences: mixed types, replaced characters. */
    readonly notes: readonly string[];
    readonly report: ProblemReport;
    /** The line of each row; null where the format has none. */
    readonly lines: Uint32Array | null;
    /** Where each row of a sample stood among all rows that can be read, from 0; null where no sample was drawn. */
    readonly places: Uint32Array | null;
    /** Rows that can be read: those of the table, those not in the sample, and those without an item of their own. */
    readonly read: number;
  }>;
  /** What files hold, without making a table of them. `onBytes` tells how far it is. Throws as `read` does, but for bad rows. */
  readonly inspect: (
    folder: string,
    path: string,
    options: {
      readonly signal: AbortSignal;
      readonly allowOutside: boolean;
      readonly onBytes: (done: number, total: number) => void;
    },
  ) => Promise<Inspection>;
  /** A table in a published shape as one with the columns others read; rows that don't fit are left out and told by their index. The memory of `ipc` is handed over. */
  readonly reshape: (
    ipc: Uint8Array,
    shape: ShapeName,
    keep: readonly string[] | null,
    signal: AbortSignal,
  ) => Promise<{
    readonly ipc: Uint8Array;
    readonly misfits: readonly { readonly index: number; readonly reason: ProblemReason; readonly sentence: string }[];
  }>;
  /** SHA-256 over names and bytes of the files a dataset path means, remembered by size and modification time. */
  readonly fingerprint: (folder: string, path: string) => Promise<string>;
};

export type Database = {
  /** Replaces the table. */
  readonly load: (table: string, ipc: Uint8Array) => Promise<void>;
  readonly drop: (table: string) => Promise<void>;
  /** One statement, whole result as an Arrow IPC stream. Throws sql (with line and column), memory, stopped. */
  readonly query: (sql: string, options: { readonly signal: AbortSignal; readonly maxRows?: number }) => Promise<Uint8Array>;
  /** Table names a statement reads, by DuckDB's own parser. Throws sql. */
  readonly tablesRead: (sql: string) => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
};
