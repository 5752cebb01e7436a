import { eventIterator, oc, type } from "@orpc/contract";
import { z } from "zod";
import type { Problem } from "../assay-error.ts";
import type { ChartDrawing } from "../charts/drawing.ts";
import type { Column, Row } from "../data/table.ts";
import type { CellPlan, CostRange, SessionEntry } from "../journal/entries.ts";
import type { SessionState } from "../journal/fold.ts";
import type { TidyRow } from "../statistics/tidy-row.ts";
import { batches } from "./batches.ts";
import { exporting } from "./exports.ts";
import { imports } from "./imports.ts";
import { labels } from "./labels.ts";
import { type ModelDescription, type ProviderSettings, type ProviderTest, providerSettings } from "./models.ts";
import { edit, measureMethod, notebookRef, rowChoice, runMode, runTarget, tableQuery } from "./schemas.ts";

/** What this host can do. The UI never asks which host it is in. */
export type HostDescription = {
  readonly name: "window" | "browser" | "command line";
  readonly version: string;
  /** The folder the workbench was opened on. */
  readonly folder: string;
  /** Shown in the status bar: "window" or "127.0.0.1:4477". */
  readonly address: string;
  readonly abilities: {
    readonly revealFile: boolean;
    readonly storeKeys: boolean;
    readonly keyStoreNote: string;
    /** It lays reports out on paper itself; elsewhere the browser does, by its print dialog. */
    readonly printPdf: boolean;
  };
};

export type NotebookListing = { readonly path: string; readonly title: string; readonly modifiedAt: number; readonly example: boolean };

/** What a run would take, with a token that `run.start` wants back: the plan a person accepted is the plan that runs. */
export type Plan = {
  readonly token: string;
  readonly cells: readonly CellPlan[];
  /** Calls to make: the fewest, and the most; null where nobody can tell. */
  readonly calls: number;
  readonly mostCalls: number | null;
  readonly cachedCalls: number;
  readonly costUsd: CostRange;
  readonly durationMs: number | null;
  readonly budgetLeftUsd: number | null;
  /** Below the asking threshold (25 calls and $0.05) and without effects: may run unasked. */
  readonly needsConfirmation: boolean;
  readonly problems: readonly Problem[];
};

export type TablePage = {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly offset: number;
  /** Rows after filtering, and before. */
  readonly filteredRows: number;
  readonly totalRows: number;
  /** The page's query as a person could write it in a sql cell, without LIMIT. */
  readonly sql: string;
};

export type ColumnProfile = {
  readonly column: string;
  readonly nulls: number;
  readonly rows: number;
  readonly distinct: number | null;
  readonly summary:
    | {
        readonly type: "histogram";
        readonly bins: readonly { readonly from: number; readonly to: number; readonly count: number }[];
        readonly of: "value" | "length";
      }
    | { readonly type: "top"; readonly values: readonly { readonly value: string; readonly count: number }[] }
    | { readonly type: "none" };
};

/** One row with the call behind it, where there is one. */
export type RowDetail = {
  readonly row: Row;
  readonly columns: readonly Column[];
  readonly calls: readonly {
    readonly key: string;
    readonly model: string;
    readonly messages: readonly { readonly role: string; readonly content: string }[];
    readonly reply: string | null;
    readonly raw: string | null;
    readonly failure: string | null;
    readonly costUsd: number | null;
    readonly latencyMs: number | null;
    readonly at: number | null;
  }[];
};

export type TableMeasure = {
  readonly rows: readonly TidyRow[];
  readonly sentence: string;
  readonly drawing: ChartDrawing | null;
};

export type CellOutput = {
  readonly drawing: ChartDrawing | null;
  readonly rowErrors: readonly {
    readonly cause: string;
    readonly sentence: string;
    readonly count: number;
    readonly rows: readonly string[];
  }[];
  readonly files: readonly { readonly path: string; readonly rows: number; readonly bytes: number; readonly sha256: string }[];
  /** Recipe lines that differ between the shown result and the source as it stands. */
  readonly recipeChanges: readonly string[];
};

const cellRef = notebookRef.extend({ cell: z.string() });

/** What a window may ask of a host. A new method is one entry here and one handler in main/engine/handlers.ts. */
export const contract = {
  host: {
    describe: oc.output(type<HostDescription>()),
  },
  workspace: {
    list: oc.output(type<readonly NotebookListing[]>()),
    /** Writes a new notebook with a title and one empty cell; throws name-taken when the file exists. */
    create: oc.input(z.object({ path: z.string(), title: z.string() })).output(type<{ readonly path: string }>()),
    /** Copies an example notebook with its data into the folder. */
    copyExample: oc.input(z.object({ path: z.string() })).output(type<{ readonly path: string }>()),
  },
  notebook: {
    /** Opens (or joins) a notebook: runs nothing, spends nothing. `notebook` is the handle for all other calls. */
    open: oc
      .input(z.object({ path: z.string() }))
      .output(type<{ readonly notebook: string; readonly path: string; readonly state: SessionState }>()),
    /** Entries after a sequence number, then live. Entries older than the engine keeps come as one fresh snapshot. */
    watch: oc
      .input(notebookRef.extend({ after: z.number().int().min(0) }))
      .output(
        eventIterator(
          type<
            | { readonly type: "entries"; readonly entries: readonly SessionEntry[] }
            | { readonly type: "snapshot"; readonly state: SessionState }
          >(),
        ),
      ),
    /** Applies an edit made on `revision`. On another revision nothing is applied and the current text comes back, to be merged by the sender. */
    edit: oc
      .input(notebookRef.extend({ revision: z.number().int(), edit, client: z.string() }))
      .output(
        type<
          | { readonly applied: true; readonly revision: number }
          | { readonly applied: false; readonly revision: number; readonly text: string }
        >(),
      ),
    save: oc.input(notebookRef).output(type<{ readonly at: number }>()),
    /** Writes the notebook as it stands here to another file beside it, which has its results and its spend. Throws name-taken, and busy while it runs. */
    saveAs: oc.input(notebookRef.extend({ name: z.string().min(1) })).output(type<{ readonly path: string }>()),
    /** Settles a cell changed both here and on disk. */
    settleConflict: oc
      .input(notebookRef.extend({ id: z.string(), take: z.enum(["mine", "theirs"]) }))
      .output(type<{ readonly left: number }>()),
    setTrusted: oc.input(notebookRef.extend({ trusted: z.boolean() })).output(type<{ readonly trusted: boolean }>()),
    /** The whole notebook as one HTML file. */
    report: oc.input(notebookRef).output(type<{ readonly fileName: string; readonly html: string }>()),
    close: oc.input(notebookRef).output(type<Record<never, never>>()),
  },
  plan: {
    make: oc.input(notebookRef.extend({ target: runTarget, mode: runMode })).output(type<Plan>()),
  },
  run: {
    /** Starts the plan behind the token. Throws busy when another run is on, quota/budget before any call. */
    start: oc
      .input(notebookRef.extend({ token: z.string(), budgetUsd: z.number().positive().nullable().default(null) }))
      .output(type<{ readonly run: string }>()),
    /** No new call leaves after this; calls in flight get 5 s and are kept. */
    stop: oc.input(notebookRef).output(type<{ readonly stopped: boolean }>()),
  },
  cell: {
    output: oc.input(cellRef).output(type<CellOutput>()),
    /** What a prompt or teacher cell would send for the n-th row. */
    renderPrompt: oc.input(cellRef.extend({ row: z.number().int().min(0) })).output(
      type<{
        readonly messages: readonly { readonly role: string; readonly content: string }[];
        readonly problems: readonly Problem[];
        readonly tokens: number;
      }>(),
    ),
    setFrozen: oc.input(cellRef.extend({ frozen: z.boolean() })).output(type<{ readonly frozen: boolean }>()),
  },
  table: {
    page: oc.input(tableQuery).output(type<TablePage>()),
    profile: oc.input(notebookRef.extend({ table: z.string(), column: z.string() })).output(type<ColumnProfile>()),
    row: oc.input(tableQuery.extend({ index: z.number().int().min(0) })).output(type<RowDetail>()),
    /** A measure of a table as it stands, read as one with those beside it, with the columns it would map by itself: what a judge's own tabs show. Remembered by content. */
    measure: oc
      .input(notebookRef.extend({ table: z.string(), beside: z.array(z.string()).default([]), method: measureMethod }))
      .output(type<TableMeasure>()),
    /** Every table with its columns, for completion and the data panel. */
    catalogue: oc.input(notebookRef).output(
      type<
        readonly {
          readonly table: string;
          readonly cell: string;
          readonly kind: string;
          readonly rows: number;
          readonly columns: readonly Column[];
        }[]
      >(),
    ),
    download: oc
      .input(tableQuery.extend({ format: z.enum(["csv", "jsonl", "parquet"]) }))
      .output(type<{ readonly fileName: string; readonly bytes: Blob }>()),
    /** Writes chosen rows with all their columns to `data/NAME.jsonl` below the notebook's folder, under the first free name. At most 100,000 rows. */
    keepRows: oc
      .input(rowChoice.extend({ name: z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/) }))
      .output(type<{ readonly path: string; readonly rows: number }>()),
  },
  labels,
  exports: exporting,
  imports,
  batches,
  models: {
    list: oc.output(type<readonly ModelDescription[]>()),
    providers: oc.output(type<readonly ProviderSettings[]>()),
    save: oc.input(z.object({ provider: providerSettings, key: z.string().min(1).nullable() })).output(type<{ readonly saved: true }>()),
    remove: oc.input(z.object({ id: z.string() })).output(type<{ readonly removed: boolean }>()),
    test: oc.input(z.object({ id: z.string() })).output(type<ProviderTest>()),
  },
};

export type Contract = typeof contract;
