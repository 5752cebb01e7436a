import type { NotebookFolder } from "./folder.ts";
import type { ReportInput } from "./report.ts";

/** A notebook as one file for others. Nothing here runs a cell. */
export type NotebookExports = {
  readonly markdown: (input: ReportInput) => Promise<string>;
  /** Jupyter's format, nbformat 4.5. */
  readonly ipynb: (input: ReportInput) => Promise<string>;
  /** A zip of a folder in which the notebook opens as it is here, and replays without a call. Throws not-found, outside-folder, disk-full. */
  readonly bundle: (input: BundleInput, signal: AbortSignal) => Promise<Uint8Array>;
};

export type BundleInput = {
  readonly folder: string;
  /** The notebook's file name and text. */
  readonly fileName: string;
  readonly text: string;
  /** Paths and globs its datasets read, below the folder. */
  readonly dataPaths: readonly string[];
  /** Puts answers, results, labels and state into the bundle's own folder. */
  readonly fill: (target: NotebookFolder) => Promise<void>;
};
