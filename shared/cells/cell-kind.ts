import type { Problem } from "../assay-error.ts";

/** *free* re-runs by itself, *paid* runs only after an accepted plan, *effect* always asks. */
export type CostClass = "free" | "paid" | "effect";

/** A table, prompt or other cell that a cell reads by name. `key` is the dotted place in the body it was read from. */
export type Reference = {
  readonly name: string;
  readonly key: string;
  /** What is read must have been approved by a person where its kind asks for that. */
  readonly needsApproval?: true;
};

export type BodyDefaults = { readonly [key: string]: unknown };

/** What a cell's source says, or why it can't be read. Lines in problems count from 1 inside the source. */
export type CellReading<Body> = { readonly ok: true; readonly body: Body } | { readonly ok: false; readonly problems: readonly Problem[] };

/** One control of a kind's form. `key` is the dotted place in the YAML body. */
export type FormField = {
  readonly key: string;
  readonly label: string;
  readonly help?: string;
  /** The control stands in the form only while another key has one of these values, or any. */
  readonly when?: { readonly key: string; readonly in: readonly string[] | "any" };
  readonly control:
    | { readonly type: "line" }
    | { readonly type: "paragraph" }
    | { readonly type: "number"; readonly min?: number; readonly max?: number; readonly step?: number }
    | { readonly type: "switch"; readonly isOnByDefault?: boolean }
    | { readonly type: "range"; readonly min: number; readonly max: number } // a list of two numbers
    | { readonly type: "levels" } // what each level of a scale means
    | { readonly type: "texts" }
    | { readonly type: "structure"; readonly example: string } // keys within keys
    | { readonly type: "choice"; readonly options: readonly string[] }
    | { readonly type: "source" } // a table of the notebook
    | { readonly type: "sources" } // one or several
    | { readonly type: "prompt" } // a prompt cell, or text written in place
    | { readonly type: "model" }
    | { readonly type: "models" }
    | { readonly type: "column" } // a column of the cell's `from`
    | { readonly type: "columns" }
    | { readonly type: "path" };
};

/** What a person approves when they approve a result: its content's hash, and how much in it is new to them. */
export type Approvable = { readonly hash: string; readonly differences: number };

/** An approved result is kept although inputs move, until the approval is taken out of the text. */
export type Approval = { readonly isApproved: boolean; readonly sentence: string };

/**
 * A row of the kinds table: all that is known of a kind without a machine to run it on.
 * `Body` is the validated body; `source` is the text between the fences.
 */
export type CellKind<Body = unknown> = {
  readonly kind: string;
  readonly title: string;
  /** One sentence for the kind picker. */
  readonly sentence: string;
  readonly language: "yaml" | "sql" | "jinja";
  readonly costClass: CostClass;
  /** Where the class hangs on the body: a rubric asks a model only for criteria of its prompts. */
  readonly costClassOf?: (body: Body) => CostClass;
  /** Runs by itself however long it last took: what it follows is being done by a person who waits for it. */
  readonly isNeverLazy?: true;
  /** Its answers are drawn from models, so that they can be drawn anew: it takes `resample`. */
  readonly isDrawn?: true;
  /** Raised when the same body would yield another result than before; part of the recipe hash. */
  readonly recipeVersion: number;
  /** Body keys that change neither what is asked nor what comes out, beside `cosmeticKeys`. */
  readonly pacingKeys: readonly string[];
  /** Cosmetic keys that do show in this kind's result, such as a chart's title. */
  readonly shownKeys?: readonly string[];
  /** `defaults` stand in for keys the source leaves out: the notebook's own models. */
  readonly read: (source: string, defaults?: BodyDefaults) => CellReading<Body>;
  /** The body key that names models, where the notebook's front matter may stand in for it. */
  readonly modelsKey?: string;
  /** Names read. For `sql` the engine adds what DuckDB's parser finds. */
  readonly references: (body: Body) => readonly Reference[];
  /** Table names the cell yields, the main one first; empty when it yields none. */
  readonly tables: (name: string, body: Body) => readonly string[];
  /** For results a person must approve before other cells may lean on them; null when this body needs no approval. */
  readonly approvalOf?: (body: Body, offered: Approvable | null) => Approval | null;
  /** A few words for the header, such as "2 models × 1 sample". */
  readonly summary: (body: Body) => string;
  /** Source of a freshly inserted cell. */
  readonly starter: string;
  readonly fields: readonly FormField[];
};

/** Keys every YAML kind takes that never enter the recipe hash. */
export const cosmeticKeys = ["title", "note", "auto", "freeze", "budget", "max_error_rate", "show", "batch"] as const;
