import type { TableBytes } from "../data/table.ts";
import type { RowLedger } from "../journal/entries.ts";
import type { StepsBody } from "./run-steps.ts";

/** What a filter is computed from, as it crosses to a worker thread. */
export type FilterTask = {
  readonly body: StepsBody;
  readonly from: TableBytes;
  readonly others: readonly TableBytes[];
  /** Rows of the input to take, ascending; all when null. */
  readonly rows: readonly number[] | null;
  /** By index of a `where` step, what the database said of each row of the whole input: 1, 0, or 2 for null. */
  readonly conditions: readonly { readonly step: number; readonly holds: Uint8Array }[];
  readonly embeddings: TextEmbeddings | null;
};

/** Embeddings by text; a text without one failed, or waits where no failure is told. */
export type TextEmbeddings = {
  readonly texts: readonly string[];
  readonly dimensions: number;
  /** One after the other; zeros where a text has none. */
  readonly vectors: Float32Array;
  /** By text: 0 has a vector, 1 waits, 2 failed. */
  readonly states: Uint8Array;
  readonly failures: readonly (string | null)[];
};

/** What came out: tables under the last part of their names; `matches` where a step tells which row another is like. */
export type Filtered = {
  readonly tables: readonly { readonly part: "" | "dropped" | "steps" | "matches"; readonly ipc: Uint8Array }[];
  readonly ledger: RowLedger;
};
