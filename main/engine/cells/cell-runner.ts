import type { Approvable, Reference } from "#shared/cells/cell-kind.ts";
import type { ChartDrawing } from "#shared/charts/drawing.ts";
import type { Row, TableSchema } from "#shared/data/table.ts";
import type { Answer, CallRecord, CallRequest } from "#shared/journal/call.ts";
import type { Effect, RowLedger } from "#shared/journal/entries.ts";
import type { Database } from "../parts/data.ts";
import type { EngineParts } from "../parts/engine-parts.ts";
import type { ExportFile } from "../parts/exports.ts";
import type { LabelStore } from "../parts/folder.ts";
import type { RowErrorGroup, StoredResult } from "../parts/table-store.ts";

/** A table a cell reads, with the result it belongs to. */
export type InputTable = {
  readonly table: string;
  readonly cell: string;
  readonly ipc: Uint8Array;
  readonly schema: TableSchema;
  /** Decoded when first asked for: a large table takes the engine's thread for a while. */
  readonly rows: readonly Row[];
  readonly result: StoredResult;
};

export type CellInputs = {
  /** Throws name-unknown or blocked when the table has no result. */
  readonly table: (name: string) => Promise<InputTable>;
  /** The template of a prompt cell; null when no prompt cell has the name. */
  readonly prompt: (name: string) => string | null;
};

export type RunContext<Body> = {
  readonly name: string;
  readonly body: Body;
  /** The notebook's folder. */
  readonly folder: string;
  readonly title: string;
  readonly labels: LabelStore;
  readonly inputs: CellInputs;
  readonly parts: EngineParts;
  /** The notebook's database with every input of this cell loaded. */
  readonly database: () => Promise<Database>;
  /** Results of every cell above this one, for the dataset card. */
  readonly ancestors: () => Promise<readonly AncestorResult[]>;
  /** Says how far a long run is: "1.2 of 2.0 GB". Told as often as it comes, shown a few times a second. */
  readonly tell: (sentence: string) => void;
  readonly signal: AbortSignal;
};

export type AncestorResult = {
  readonly name: string;
  readonly kind: string;
  readonly source: string;
  readonly body: unknown;
  readonly references: readonly Reference[];
  readonly stored: StoredResult | null;
};

export type OutputTable = { readonly name: string; readonly ipc: Uint8Array };

/** What a cell that makes no calls yields. */
export type CellOutput = {
  readonly tables: readonly OutputTable[];
  readonly drawing: ChartDrawing | null;
  readonly ledger: RowLedger | null;
  readonly files: readonly ExportFile[];
  /** One line, such as "214 rows". */
  readonly summary: string;
  /** The figure of a summary that is a sentence. */
  readonly headline?: string;
};

/** How many rows and answers an item a table is expected to have, before it exists. */
export type ExpectedShape = { readonly rows: number; readonly perItem: number };

/** Where a cell finds what people said under its name. */
export type OwnLabels = { readonly cell: string; readonly labels: LabelStore };

/** How a kind runs. The runner knows no kind by name: it reads this. */
export type CellRunner<Body = unknown> =
  | { readonly type: "none" }
  | {
      readonly type: "direct";
      /** What the result depends on beside body and inputs; throws AssayError. */
      readonly fingerprint?: (
        body: Body,
        folder: string,
        parts: EngineParts,
        own: OwnLabels,
      ) => Promise<{ readonly [key: string]: string }>;
      readonly run: (context: RunContext<Body>) => Promise<CellOutput>;
      /** What a run would do outside the notebook, asked before it. `isReady`: its inputs have their rows. */
      readonly describe?: (context: RunContext<Body>, isReady: boolean) => Promise<readonly Effect[]>;
    }
  | {
      readonly type: "calls";
      /** `tryRows`: only that many input rows, drawn with a fixed seed. */
      readonly program: (context: RunContext<Body>, tryRows: number | null) => Promise<CallProgram>;
      /** Calls and rows to expect when the input does not exist yet; null when unknown. */
      readonly expect: (body: Body, input: ExpectedShape | null) => { readonly calls: number; readonly shape: ExpectedShape } | null;
      readonly models: (body: Body) => readonly string[];
    };

/**
 * A paid cell's work as pure data and functions: a list of units, each a small state machine over replies. Planning
 * (which calls are missing?), buying (ask them) and building the table (replay them from the journal) are three readings
 * of the same program, so what is planned is what is bought, and a table is a function of notebook and journal alone.
 */
export type CallProgram = {
  readonly size: number;
  readonly unit: (index: number) => Unit;
  /** The model a unit waits for; units of different models run side by side. */
  readonly laneOf: (index: number) => string;
  /** The models asked, where rows name them and the body does not. */
  readonly models?: readonly string[];
  /** A unit asks again after it has seen replies, so later calls can't be counted from here. */
  readonly chained: boolean;
  /** Times in turn that a chained unit asks, at most; null where nobody can tell. */
  readonly rounds?: number | null;
  readonly tables: readonly { readonly name: string; readonly schema: TableSchema }[];
  readonly summary: (ledger: RowLedger) => string;
  /** The summary of a finished run, where it takes computing; in place of `summary`. */
  readonly describe?: (tables: readonly OutputTable[], ledger: RowLedger) => Promise<string>;
  /** Makes the tables from every reply at once, in place of the units' own rows: what must see all rows side by side. */
  readonly assemble?: (replies: AssembledReplies, signal: AbortSignal) => Promise<Assembled>;
  /** Units that belong to one row of the input, side by side; 1 when left out. */
  readonly unitsPerRow?: number;
  /** What is asked of a row first, where a unit is more than the units of one row: a pool is one unit, whatever it asks about. */
  readonly firstAsked?: FirstAsked;
  /** What a run says of itself beside its counts: "212 of 500 accepted · 71 % of 300 candidates". Asked while it runs. */
  readonly note?: () => string | null;
  /** How much is there of what it goes on until, from 0 to 1; null before anybody can tell. Asked while it runs. */
  readonly share?: () => number | null;
  /** Rows made from the cell's other rows once all are built: a jury's pooled verdicts, a rubric's rewards. */
  readonly derive?: () => Derivation;
};

/** `rows`: those that can be told before anything is answered. */
export type FirstAsked = {
  readonly rows: number;
  readonly of: (row: number) => { readonly label: string; readonly requests: readonly CallRequest[] };
};

/** A unit's replies; null where one is still to come. */
export type AssembledReplies = (index: number) => Promise<readonly Reply[] | null>;

export type Assembled = {
  readonly tables: readonly (OutputTable & { readonly rows: number })[];
  readonly ledger: RowLedger;
  readonly errors: readonly RowErrorGroup[];
};

/** Sees every row in the order of the tables; `rows` is asked once, at the end. Derived rows are not in the ledger. */
export type Derivation = {
  readonly add: (table: string, row: Row) => void;
  readonly rows: () => Iterable<{ readonly table: string; readonly row: Row }>;
  /** What a person approves when they approve these rows; asked last, for kinds that need it. */
  readonly approvable?: () => Approvable;
};

export type Unit = {
  /** Names the row in errors: "item q-12, sim/willow-large". */
  readonly label: string;
  readonly step: (replies: readonly Reply[]) => Step;
};

/** Calls of a model that may come: the fewest, where all are answered and no two are the same, and the most. */
export type CallsToCome = { readonly model: string; readonly least: number; readonly most: number };

export type AskStep = Extract<Step, { readonly type: "ask" }>;

export type Step =
  | {
      readonly type: "ask";
      readonly requests: readonly CallRequest[];
      /**
       * Calls that come after these are answered, for the plan: so many of the same model; or by model, beside steps that
       * others will begin with. Left out where nobody can tell.
       */
      readonly follows?: number | Iterable<CallsToCome | AskStep>;
      /** It goes on until it has enough, so the fewest calls say more about its end than the most. */
      readonly isOpen?: true;
      /** What stands whatever is still to come, for a unit of many rows that is looked at before it is done. */
      readonly soFar?: () => UnitRows;
    }
  | ({ readonly type: "done" } & UnitRows & { readonly ending: RowEnding });

export type UnitRows = {
  readonly rows: readonly { readonly table: string; readonly row: Row }[];
  /** In place of the unit's one ending, where it stands for several requested rows. */
  readonly endings?: readonly { readonly label: string; readonly ending: RowEnding }[];
};

export type Reply =
  | {
      readonly type: "answered";
      readonly key: string;
      readonly record: CallRecord;
      readonly answer: Answer;
      readonly costUsd: number | null;
      readonly latencyMs: number | null;
    }
  | { readonly type: "failed"; readonly key: string; readonly cause: string; readonly sentence: string; readonly latencyMs: number | null };

/** How a requested row ended. */
export type RowEnding =
  | { readonly type: "kept" }
  | { readonly type: "filtered"; readonly step: string }
  | { readonly type: "failed"; readonly cause: string; readonly sentence: string }
  | { readonly type: "unscored"; readonly reason: string };
