export type ExportFile = { readonly path: string; readonly rows: number; readonly bytes: number; readonly sha256: string };

export type ExportWriter = {
  /**
   * Writes a whole dataset folder below `folder`, or nothing. A folder that something else wrote is never touched.
   * Throws outside-folder, forbidden, disk-full, read-only, data-unreadable, stopped.
   */
  readonly dataset: (folder: string, job: ExportJob, signal: AbortSignal) => Promise<readonly ExportFile[]>;
  /** What `dataset` would write, writing nothing. Throws outside-folder, forbidden, data-unreadable, stopped. */
  readonly measure: (folder: string, job: ExportJob, signal: AbortSignal) => Promise<readonly ExportFile[]>;
  /** A file of an export that stands. */
  readonly read: (folder: string, job: ExportJob, file: string) => Promise<Uint8Array>;
};

/** Text files are written as they are; tables in each file format asked for. */
export type ExportJob = {
  readonly path: string;
  /** Replaces what an earlier export wrote even where it was edited since. */
  readonly overwrite: boolean;
  readonly texts: readonly { readonly path: string; readonly text: string }[];
  readonly tables: readonly { readonly path: string; readonly format: "jsonl" | "parquet" | "csv"; readonly ipc: Uint8Array }[];
};
