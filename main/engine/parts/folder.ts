import type { BatchBook, BatchEvent } from "#shared/journal/batch-log.ts";
import type { CellPlan } from "#shared/journal/entries.ts";
import type { LabelFile, LabelRecord } from "#shared/labelling/label-record.ts";
import type { Journal } from "./journal.ts";
import type { TableStore } from "./table-store.ts";

export type NotebookFolder = {
  readonly path: string;
  readonly journal: Journal;
  readonly tables: TableStore;
  readonly state: StateStore;
  readonly labels: LabelStore;
  readonly batches: BatchStore;
  readonly exchange: ExchangeFolder;
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
  /** Calls back after any of the files may have changed, whoever wrote it; returns how to stop. */
  readonly watch: (onChange: () => void) => () => void;
};

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

/** `.assay/batches.jsonl` and the files of requests beside it: what was handed to providers and is not back yet. */
export type BatchStore = {
  /** The log as it stands on the disk, whoever wrote it. */
  readonly read: () => Promise<BatchBook>;
  /** Resolves once the event is on the disk. */
  readonly append: (event: BatchEvent) => Promise<void>;
  /** Runs the work while no other process on the folder does such work. Throws stopped. */
  readonly exclusively: <T>(signal: AbortSignal, work: () => Promise<T>) => Promise<T>;
  /** A file of requests, a line each, with its keys beside it. */
  readonly createInput: (id: string) => Promise<BatchInput>;
  /** The file's bytes, a piece at a time. */
  readonly readInput: (id: string) => AsyncIterable<Uint8Array>;
  readonly removeInput: (id: string) => Promise<void>;
  /** Removes all files of a batch that nobody will look at again. */
  readonly forget: (id: string) => Promise<void>;
  /** Call keys in the order of the requests; none where somebody has removed the file. */
  readonly keys: (id: string) => Promise<readonly string[]>;
  /** Keys of requests in batches that are not back, of all the folder's notebooks. */
  readonly openKeys: () => Promise<ReadonlySet<string>>;
};

/** `batch/` in the notebook's folder: requests that are run elsewhere, and results that were laid beside them. */
export type ExchangeFolder = {
  /** Begins request files `batch/NAME.jsonl`, or `NAME-MODEL-1.jsonl` where there are several; another name where one is taken. */
  readonly begin: (name: string) => Promise<RequestFiles>;
  /** Files in it, newest first; `first` is the beginning of their first line. */
  readonly list: () => Promise<readonly { readonly path: string; readonly bytes: number; readonly first: string }[]>;
  /** The lines of a file in it, some at a time and in order. Throws not-found. */
  readonly lines: (path: string) => AsyncIterable<readonly string[]>;
};

/** Request files in the making, one a model or several where one would be too large. They get their names together, at the end, and over nothing that is there. */
export type RequestFiles = {
  readonly write: (model: string, lines: readonly string[]) => Promise<void>;
  /** Throws name-taken, with nothing left of them. */
  readonly close: () => Promise<readonly { readonly file: string; readonly model: string; readonly requests: number }[]>;
  readonly discard: () => Promise<void>;
};

export type BatchInput = {
  readonly write: (key: string, line: string) => Promise<void>;
  /** Bytes written so far. */
  readonly bytes: () => number;
  readonly requests: () => number;
  /** Resolves once all is on the disk. */
  readonly close: () => Promise<void>;
};
