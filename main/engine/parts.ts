import type { ChartTask } from "#shared/charts/chart-task.ts";
import type { ChartDrawing } from "#shared/charts/drawing.ts";
import type { MeasuredTables, TablesTask } from "#shared/charts/measure-tables.ts";
import type { ModelDescription, ProviderSettings, ProviderTest } from "#shared/contract/models.ts";
import type { Column, Row, TableSchema, Value } from "#shared/data/table.ts";
import type { CallOutcome, CallRecord, CallRequest } from "#shared/journal/call.ts";
import type { CellPlan, CellResult, CellStatus, RowLedger } from "#shared/journal/entries.ts";
import type { LabelFile, LabelRecord } from "#shared/labelling/label-record.ts";
import type { MeasureTask } from "#shared/statistics/measure-task.ts";
import type { MeasureResult } from "#shared/statistics/tidy-row.ts";

/** Everything the engine is given. Hosts build these once; the engine knows no file system, network or clock of its own. */
export type EngineParts = {
  readonly version: string;
  readonly clock: Clock;
  readonly createIdentifier: () => string;
  readonly notebooks: NotebookFiles;
  /** Example notebooks that come with Assay, by file name. */
  readonly examples: () => Promise<readonly { readonly fileName: string; readonly title: string }[]>;
  /** Copies an example and its data into a folder, under a free name. */
  readonly copyExample: (fileName: string, folder: string) => Promise<{ readonly path: string }>;
  /** Journal, tables, labels and state of the folder a notebook stands in. Opening creates nothing on disk until something is written. */
  readonly openFolder: (folder: string) => Promise<NotebookFolder>;
  /** A fresh, empty database. Started lazily by the session that needs it. */
  readonly openDatabase: () => Promise<Database>;
  readonly arrow: ArrowCodec;
  /** SHA-256, lower-case hex. */
  readonly hashBytes: (bytes: Uint8Array) => string;
  readonly readers: DataReaders;
  readonly models: ModelGateway;
  readonly exports: ExportWriter;
  /** The notebook as one HTML file: no script, no request. */
  readonly report: (input: ReportInput) => Promise<string>;
  /** A table as a file to download; csv is neutralised for spreadsheets. */
  readonly encodeTable: (ipc: Uint8Array, format: "csv" | "jsonl" | "parquet") => Promise<Blob>;
  readonly compute: Compute;
  readonly log: (line: { readonly level: "info" | "warning" | "error"; readonly message: string; readonly detail?: unknown }) => void;
};

/** `now` is Unix time in ms; `monotonicMs` only ever grows. */
export type Clock = { readonly now: () => number; readonly monotonicMs: () => number };

// ---- notebook files -------------------------------------------------------------------------------------------

export type NotebookFile = { readonly path: string; readonly bytes: Uint8Array; readonly hash: string; readonly readOnly: boolean };

export type NotebookFiles = {
  /** Throws AssayError not-found. Follows a symlink and remembers it. */
  readonly read: (path: string) => Promise<NotebookFile>;
  /** Replaces the file whole if its hash on disk is still `baseHash` (null: must not exist). Throws notebook-changed-on-disk, read-only, disk-full. Returns the new hash. */
  readonly save: (path: string, bytes: Uint8Array, baseHash: string | null) => Promise<string>;
  /** Calls back when the file's content differs from what was last read or saved here; returns how to stop. */
  readonly watch: (path: string, onChange: () => void) => () => void;
  /** Notebooks below a folder, relative paths, at most 1,000. */
  readonly list: (folder: string) => Promise<readonly { readonly path: string; readonly modifiedAt: number }[]>;
  readonly saveRecovery: (path: string, text: string | null) => Promise<void>;
  readonly readRecovery: (path: string) => Promise<string | null>;
};

// ---- folder: journal, tables, state ---------------------------------------------------------------------------

export type NotebookFolder = {
  readonly path: string;
  readonly journal: Journal;
  readonly tables: TableStore;
  readonly state: StateStore;
  readonly labels: LabelStore;
  readonly close: () => Promise<void>;
};

/** `labels/CELL.jsonl`: people's answers, only ever appended to. */
export type LabelStore = {
  /** Names of the cells that have a file. */
  readonly list: () => Promise<readonly string[]>;
  readonly read: (cell: string) => Promise<LabelFile>;
  /** SHA-256 of the cell's file; "" while there is none. */
  readonly fingerprint: (cell: string) => Promise<string>;
  /** Resolves once the records are on the disk, one after the other. */
  readonly append: (cell: string, records: readonly LabelRecord[]) => Promise<void>;
};

export type Journal = {
  /** Builds the index from all segments once; later calls return at once. Reports what was cut or quarantined. */
  readonly open: () => Promise<JournalReport>;
  /** What is known under a key, without touching the disk. */
  readonly lookUp: (key: string) => "answered" | "failed" | null;
  /** Origin and model of the newest record under the key, without touching the disk. */
  readonly originOf: (key: string) => string | null;
  /** The newest record under the key, an answer before any failure. */
  readonly read: (key: string) => Promise<CallRecord | null>;
  /** Resolves once the record is written; it is synced in groups behind. Throws disk-full, read-only after keeping the record in memory. */
  readonly append: (record: CallRecord) => Promise<void>;
  /** Makes this process the only buyer of the key across processes on the folder; `theirs` means another one bought it meanwhile and the journal now has it. */
  readonly claim: (key: string, signal: AbortSignal) => Promise<"mine" | "theirs">;
  /** Gives back a claim that brought no record. Appending under the key gives it back by itself. */
  readonly release: (key: string) => void;
  /** Resolves when everything appended is synced. */
  readonly sync: () => Promise<void>;
};

export type JournalReport = {
  readonly records: number;
  readonly tornTails: number;
  readonly damaged: readonly { readonly segment: string; readonly offset: number; readonly bytes: number }[];
};

/** Tables by recipe hash. Content goes in and comes out as Arrow IPC streams. */
export type TableStore = {
  readonly has: (recipe: string) => Promise<boolean>;
  /** Writes all tables of a cell result and its description, whole or not at all. */
  readonly write: (
    recipe: string,
    result: StoredResult,
    tables: readonly { readonly name: string; readonly ipc: Uint8Array }[],
  ) => Promise<void>;
  readonly readResult: (recipe: string) => Promise<StoredResult | null>;
  /** Arrow IPC stream of one table of the result. Throws not-found. */
  readonly readTable: (recipe: string, table: string) => Promise<Uint8Array>;
};

/** What is kept of a cell's result beside its tables. */
export type StoredResult = {
  readonly result: CellResult;
  /** SHA-256 of each table's Arrow IPC stream, by table name: what downstream recipes depend on. */
  readonly contentHashes: { readonly [table: string]: string };
  readonly drawing: ChartDrawing | null;
  readonly ledger: RowLedger | null;
  /** Row errors, newest run, grouped by cause; at most 20 rows a cause are named. */
  readonly rowErrors: readonly RowErrorGroup[];
  /** Files an export wrote. */
  readonly files: readonly { readonly path: string; readonly rows: number; readonly bytes: number; readonly sha256: string }[];
  /** The canonical recipe, for *Show difference*. */
  readonly recipeText: string;
};

export type RowErrorGroup = { readonly cause: string; readonly sentence: string; readonly count: number; readonly rows: readonly string[] };

/** `.assay/state.json`: cell → last recipe hash, timings, spend. Lost state costs a look-up, never an answer. */
export type StateStore = {
  readonly read: (notebook: string) => Promise<NotebookState>;
  readonly write: (notebook: string, state: NotebookState) => Promise<void>;
};

export type NotebookState = {
  readonly cells: { readonly [cell: string]: CellRecordState };
  readonly spentUsd: number;
  readonly trusted?: boolean;
  /** Tables a query reads, by the SHA-256 of its text: spares starting DuckDB to open a notebook. */
  readonly queries?: { readonly [sha256: string]: readonly string[] };
};

export type CellRecordState = {
  readonly recipe: string;
  readonly paused: {
    readonly recipe: string;
    readonly done: number;
    readonly total: number;
    readonly sentence: string;
    readonly by: string;
  } | null;
  readonly lastPlan: CellPlan | null;
  /** Key of a result made from part of the rows (a try, or a paused run), shown until a full one exists. */
  readonly provisional?: string | null;
};

// ---- data -----------------------------------------------------------------------------------------------------

/** Rows to Arrow and back. The one place that knows Arrow's value quirks. */
export type ArrowCodec = {
  /** Rows in order, in record batches of at most 20,000, as one IPC stream. Missing columns are null; a value of the wrong type throws data-unreadable with row and column. */
  readonly encode: (schema: TableSchema, rows: Iterable<Row>) => Uint8Array;
  /** The same a row at a time, so that no row need be kept beside its bytes. */
  readonly createWriter: (schema: TableSchema) => ArrowWriter;
  readonly decode: (ipc: Uint8Array) => { readonly schema: TableSchema; readonly rows: Row[] };
  /** The same a batch at a time. */
  readonly batches: (ipc: Uint8Array) => Iterable<{ readonly schema: TableSchema; readonly rows: Row[] }>;
  readonly schema: (ipc: Uint8Array) => { readonly schema: TableSchema; readonly rows: number };
  /** One column's values, without reading the others. */
  readonly readColumn: (ipc: Uint8Array, name: string) => Value[];
  /** The table with a text column put first, in place of one of that name; of its rows only those at `indexes` (ascending; null for all). */
  readonly withFirstColumn: (ipc: Uint8Array, name: string, values: readonly string[], indexes: readonly number[] | null) => Uint8Array;
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
   * inferred over all rows. Throws data-unreadable with file, line and column; outside-folder; not-found.
   */
  readonly read: (
    folder: string,
    path: string,
    options: { readonly signal: AbortSignal; readonly allowOutside: boolean },
  ) => Promise<{
    readonly ipc: Uint8Array;
    readonly files: readonly string[];
    /** What reading changed or decided, in sentences: mixed types, replaced characters. */
    readonly notes: readonly string[];
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

// ---- models ---------------------------------------------------------------------------------------------------

export type ModelGateway = {
  /** The model as the registry has it today. Throws model-unknown with the nearest names. */
  readonly describe: (model: string) => Promise<ModelDescription>;
  readonly list: () => Promise<readonly ModelDescription[]>;
  /** One call with limits and retries, in one place. Outcomes are values; throws only on bugs and model-unknown. */
  readonly ask: (request: CallRequest, options: { readonly signal: AbortSignal; readonly budget: BudgetGate }) => Promise<CallOutcome>;
  /** Calls the pool lets run at once for this model right now; the runner keeps no more than a small multiple in hand. */
  readonly capacity: (model: string) => number;
  readonly countTokens: (text: string) => number;
  /** US dollars for the usage; null when the price is unknown. */
  readonly cost: (model: ModelDescription, promptTokens: number, completionTokens: number) => number | null;
  readonly providers: () => Promise<readonly ProviderSettings[]>;
  /** Adds or replaces. The key, if given, goes to the secret store and is never returned. */
  readonly saveProvider: (provider: ProviderSettings, key: string | null) => Promise<void>;
  readonly removeProvider: (id: string) => Promise<void>;
  readonly testProvider: (id: string, signal: AbortSignal) => Promise<ProviderTest>;
};

/** Money is reserved before a call leaves, so a budget is never exceeded. */
export type BudgetGate = {
  /** False: the call must not leave. A null price reserves nothing. */
  readonly reserve: (usd: number | null) => boolean;
  readonly settle: (reservedUsd: number | null, actualUsd: number | null) => void;
};

// ---- report ---------------------------------------------------------------------------------------------------

/** A notebook with its results, in page order, as the report shows it. Tables hold their first rows only. */
export type ReportInput = {
  readonly fileName: string;
  readonly title: string;
  /** Unix ms. */
  readonly at: number;
  readonly version: string;
  readonly blocks: readonly ReportBlock[];
};

export type ReportBlock = { readonly type: "prose"; readonly markdown: string } | ReportCell;

export type ReportCell = {
  readonly type: "cell";
  readonly status: CellStatus;
  readonly title: string | null;
  readonly source: string;
  readonly tables: readonly {
    readonly name: string;
    readonly columns: readonly Column[];
    readonly rows: readonly Row[];
    readonly totalRows: number;
  }[];
  readonly drawing: ChartDrawing | null;
  readonly rowErrors: readonly RowErrorGroup[];
  readonly files: readonly ExportFile[];
};

// ---- exports and computing ------------------------------------------------------------------------------------

export type ExportFile = { readonly path: string; readonly rows: number; readonly bytes: number; readonly sha256: string };

export type ExportWriter = {
  /** Writes a whole dataset folder below `folder`, or nothing. Throws outside-folder, disk-full, read-only, column-missing. */
  readonly dataset: (folder: string, job: ExportJob, signal: AbortSignal) => Promise<readonly ExportFile[]>;
};

/** Text files are written as they are; tables in each file format asked for. */
export type ExportJob = {
  readonly path: string;
  readonly texts: readonly { readonly path: string; readonly text: string }[];
  readonly tables: readonly { readonly path: string; readonly format: "jsonl" | "parquet" | "csv"; readonly ipc: Uint8Array }[];
};

/**
 * Heavy pure functions, run in worker threads so that the engine keeps answering. An abort ends them at once. Tables are
 * read there too: their bytes are handed over, not copied, and gone here once asked.
 */
export type Compute = {
  readonly measure: (task: MeasureTask, signal: AbortSignal) => Promise<MeasureResult>;
  /** Throws column-missing, or what the measure says of its options. */
  readonly measureTables: (task: TablesTask, signal: AbortSignal) => Promise<MeasuredTables>;
  /** Throws column-missing. */
  readonly chart: (task: ChartTask, signal: AbortSignal) => Promise<ChartDrawing>;
  readonly close: () => Promise<void>;
};
