import type { ChartDrawing } from "#shared/charts/drawing.ts";
import type { CellResult, RowLedger } from "#shared/journal/entries.ts";

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
