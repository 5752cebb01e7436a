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
