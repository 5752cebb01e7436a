import type { Compute } from "./compute.ts";
import type { ArrowCodec, Database, DataReaders } from "./data.ts";
import type { ExportWriter } from "./exports.ts";
import type { NotebookFolder } from "./folder.ts";
import type { ImportStore } from "./import.ts";
import type { ModelGateway } from "./models.ts";
import type { NotebookExports } from "./notebook-exports.ts";
import type { NotebookFiles } from "./notebook-files.ts";
import type { ReportInput } from "./report.ts";
import type { Uploads } from "./uploads.ts";

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
  readonly imports: ImportStore;
  readonly models: ModelGateway;
  readonly exports: ExportWriter;
  readonly uploads: Uploads;
  /** The notebook as one HTML file: no script, no request. */
  readonly report: (input: ReportInput) => Promise<string>;
  /** Lays a report out on paper, as PDF. Null where the host has no browser to do it with. */
  readonly printPdf: ((html: string) => Promise<Uint8Array>) | null;
  readonly notebookExports: NotebookExports;
  /** A table as a file to download; csv is neutralised for spreadsheets. */
  readonly encodeTable: (ipc: Uint8Array, format: "csv" | "jsonl" | "parquet") => Promise<Blob>;
  readonly compute: Compute;
  readonly log: (line: { readonly level: "info" | "warning" | "error"; readonly message: string; readonly detail?: unknown }) => void;
};

/** `now` is Unix time in ms; `monotonicMs` only ever grows. */
export type Clock = { readonly now: () => number; readonly monotonicMs: () => number };
