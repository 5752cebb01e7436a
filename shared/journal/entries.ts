import type { Problem } from "../assay-error.ts";
import type { Approvable, CostClass } from "../cells/cell-kind.ts";
import type { Column } from "../data/table.ts";

export type CellState =
  | "new"
  | "queued"
  | "running"
  | "fresh"
  | "stale"
  | "paused"
  | "partial"
  | "error"
  | "blocked"
  | "clash"
  | "conflict"
  | "frozen"
  | "off";

/** Every requested row ends in exactly one of these; they add up to `requested`. */
export type RowLedger = {
  readonly requested: number;
  readonly kept: number;
  /** By filter step. */
  readonly filtered: { readonly [step: string]: number };
  /** By cause. */
  readonly failed: { readonly [cause: string]: number };
  /** By reason. */
  readonly unscored: { readonly [reason: string]: number };
  /** Not asked yet: stopped, paused, or waiting for a person. */
  readonly waiting: number;
  /** Rows in the result that nobody requested here, by the table they were mixed in from. They stand apart from the sum. */
  readonly added?: { readonly [table: string]: number };
};

export type TableSummary = { readonly name: string; readonly rows: number; readonly columns: readonly Column[] };

/** Counts are of calls. `etaMs` is null until five rows are in. */
export type Progress = {
  readonly done: number;
  readonly total: number;
  readonly cached: number;
  readonly failed: number;
  readonly callsPerSecond: number | null;
  readonly etaMs: number | null;
  readonly spentUsd: number;
  /** What the run says of itself beside counts: "212 of 500 accepted · 71 % of 300 candidates". */
  readonly note?: string | null;
};

/** A cost range in US dollars; null where no price is known. */
export type CostRange = { readonly low: number; readonly high: number } | null;

/** Files a run writes, or what it sends off the machine and where to, in a sentence that a person agrees to. */
export type Effect = { readonly sentence: string; readonly isOutgoing: boolean };

/** What running one cell would take. */
export type CellPlan = {
  readonly cell: string;
  readonly kind: string;
  readonly costClass: CostClass;
  readonly reasons: readonly string[];
  readonly rows: number;
  /** Calls to make: the fewest, where none fails. */
  readonly calls: number;
  /** The most; null where nobody can tell, such as before an upstream paid cell has run. */
  readonly mostCalls: number | null;
  readonly cachedCalls: number;
  /** What the fewest calls cost at least, and the most at most; of the fewest alone where nobody can tell the most. */
  readonly costUsd: CostRange;
  readonly durationMs: number | null;
  /** Origins that answered cached calls earlier but are not what the registry names today. */
  readonly otherOrigins: readonly string[];
  /** Only where the calls go as a batch. */
  readonly batch?: BatchPlan;
  /** What a run does outside the notebook. */
  readonly effects?: readonly Effect[];
};

/** A cell's calls as a batch. */
export type BatchPlan = {
  /** Calls in batches that are not back. */
  readonly waiting: number;
  /** What a batched call costs against an ordinary one; null where the models differ. */
  readonly priceShare: number | null;
  /** Hours a batch may take. */
  readonly windowHours: number;
  /** Batches one after the other, at most, where calls depend on earlier answers; null where nobody can tell. */
  readonly rounds: number | null;
};

/** Requests that providers work off in batches for a cell; counts as they were told last. */
export type BatchStatus = {
  readonly batches: number;
  readonly done: number;
  readonly total: number;
  /** Unix ms. */
  readonly since: number;
  readonly lookedAt: number | null;
  readonly isCancelling: boolean;
  /** What went wrong when somebody looked; null when all is well. */
  readonly problem: string | null;
};

export type CellResult = {
  readonly recipe: string;
  readonly at: number;
  readonly durationMs: number;
  /** Spent by the run that made this result; null when no price is known. */
  readonly costUsd: number | null;
  readonly estimateUsd: CostRange;
  readonly tables: readonly TableSummary[];
  readonly ledger: RowLedger | null;
  /** One line: "200 rows · 2 models · $3.10". */
  readonly summary: string;
  /** What a measure came to, where its summary is a sentence: "κ 0.71 [0.66, 0.75], n 480". */
  readonly headline?: string;
  /** Some of the numbers come from `sim/*` models. */
  readonly simulated: boolean;
  /** Made by trying N rows, not by a full run. */
  readonly triedRows: number | null;
  /** Only where a person must approve the result. */
  readonly approvable?: Approvable;
};

export type CellStatus = {
  readonly name: string;
  readonly kind: string;
  readonly costClass: CostClass;
  readonly state: CellState;
  /** The state in words: "412/1000 kept; stopped by you". */
  readonly sentence: string;
  /** Why it is stale, with row counts where they are known. */
  readonly reasons: readonly string[];
  readonly problems: readonly Problem[];
  readonly upstream: readonly string[];
  readonly downstream: readonly string[];
  readonly plan: CellPlan | null;
  readonly progress: Progress | null;
  readonly result: CellResult | null;
  /** Only while requests of the cell are in batches. */
  readonly batch?: BatchStatus;
};

export type RunStatus = {
  readonly run: string;
  readonly state: "running" | "done" | "paused" | "failed";
  readonly mode: RunMode;
  readonly cells: readonly string[];
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly spentUsd: number;
  readonly budgetUsd: number | null;
  /** Why it paused or failed, in one sentence. */
  readonly sentence: string | null;
  readonly pausedBy: "you" | "budget" | "quota" | "unauthorised" | "network" | "disk" | "batch" | "quit" | null;
};

/** `try` asks for the first rows of a seeded order; its calls count in the full run. `retry` asks failed rows again. */
export type RunMode = { readonly type: "full" } | { readonly type: "try"; readonly rows: number } | { readonly type: "retry" };

/** What is known of the file against the buffer. */
export type DiskState =
  | { readonly type: "saved"; readonly at: number }
  | { readonly type: "unsaved" }
  | { readonly type: "saving" }
  | { readonly type: "failed"; readonly problem: Problem }
  | { readonly type: "read-only"; readonly problem: Problem }
  | { readonly type: "gone" }
  | { readonly type: "conflict"; readonly conflicts: readonly CellConflict[] };

/** The same cell changed here and on disk. Texts are whole blocks; null where that side removed it. */
export type CellConflict = {
  readonly id: string;
  readonly name: string;
  readonly base: string | null;
  readonly mine: string | null;
  readonly theirs: string | null;
};

/** Everything a window is told after it attached. `fold` over these is the whole of its picture. */
export type SessionEvent =
  | {
      readonly type: "document";
      readonly revision: number;
      readonly text: string;
      readonly by: "edit" | "disk" | "undo" | "merge";
      readonly client: string | null;
    }
  | { readonly type: "cells"; readonly order: readonly string[]; readonly statuses: readonly CellStatus[] }
  | { readonly type: "progress"; readonly cell: string; readonly sentence: string; readonly progress: Progress }
  | { readonly type: "run"; readonly run: RunStatus }
  | { readonly type: "disk"; readonly disk: DiskState }
  | {
      readonly type: "notebook";
      readonly problems: readonly Problem[];
      readonly title: string;
      readonly budgetUsd: number | null;
      readonly trusted: boolean;
    };

export type SessionEntry = { readonly seq: number; readonly at: number; readonly event: SessionEvent };
