import type { FormField } from "../cells/cell-kind.ts";
import type { Random } from "../data/random.ts";
import type { TableSchema, Value } from "../data/table.ts";
import type { FilterStep, StepOf, StepType } from "./step-schema.ts";

/** A table read by columns. */
export type FilterTable = {
  readonly name: string;
  readonly schema: TableSchema;
  readonly size: number;
  /** One value a row; throws nothing, and is all null for a column that is not there. */
  readonly column: (name: string) => readonly Value[];
};

/** Vectors by text; null where the call failed or is still to come. */
export type Embeddings = {
  readonly of: (text: string) => Float32Array | null;
  readonly failureOf: (text: string) => string | null;
  readonly isWaiting: (text: string) => boolean;
};

export type StepContext = {
  /** Dotted place in the cell, such as `steps.2`. */
  readonly place: string;
  /** The rows that reached the step, ascending. */
  readonly rows: readonly number[];
  /** All rows: the input's, then those mixed in by earlier steps. */
  readonly table: FilterTable;
  /** The table a row came from, and its item there. */
  readonly labelOf: (row: number) => { readonly table: string; readonly item: string };
  /** The cell's column for texts. */
  readonly textColumn: string | null;
  readonly other: (name: string) => FilterTable;
  readonly random: Random;
  /** What the database said of a `where`: one of true, false and null a row of the input. */
  readonly condition: readonly Value[];
  readonly embeddings: Embeddings;
  readonly countTokens: (text: string) => number;
};

/** A row a step takes out. */
export type Drop = {
  readonly row: number;
  readonly reason: string;
  /** The item it duplicated, or the evaluation's row it matched. */
  readonly matched?: string;
  readonly matchedTable?: string;
  readonly similarity?: number;
};

/** A row and one of another it is like, whether or not it goes for that. */
export type Match = { readonly row: number; readonly matched: string; readonly matchedTable: string; readonly similarity: number };

export type StepOutcome = {
  /** The column whose texts the step read. */
  readonly column?: string;
  readonly drops: readonly Drop[];
  /** All matches of a step that finds more than it drops for; left out, they are those of the drops. */
  readonly matches?: readonly Match[];
  /** What the step decided or could not tell, in a few words each. */
  readonly notes: readonly string[];
  /** Rows of another table to go on with, beside those that are left. */
  readonly mixedIn?: { readonly table: string; readonly rows: readonly number[] };
  /** Rows the step could not decide on. */
  readonly failed?: readonly { readonly row: number; readonly cause: string }[];
  readonly waiting?: readonly number[];
};

/** What must be there before a step can run: columns of the rows and of other tables, with the key that names each. */
export type StepNeeds = {
  readonly columns: readonly { readonly name: string; readonly key: string }[];
  /** The step reads the text of one column. */
  readonly readsText: boolean;
  readonly tables: readonly { readonly name: string; readonly key: string }[];
};

/** A row of the table of steps. `matchesRows`: it tells which row another is like. */
export type StepKind<Step extends FilterStep = FilterStep> = {
  readonly type: Step["type"];
  readonly title: string;
  /** One sentence for the picker. */
  readonly sentence: string;
  /** The step in a few words: what it keeps or drops. */
  readonly describe: (step: Step) => string;
  readonly matchesRows?: true;
  readonly needs: (step: Step) => StepNeeds;
  readonly run: (step: Step, context: StepContext) => StepOutcome;
  /** What a freshly added step says. */
  readonly starter: { readonly [key: string]: unknown };
  /** Its controls; keys are the step's own. */
  readonly fields: readonly FormField[];
};

export type StepKindOf<Type extends StepType> = StepKind<StepOf<Type>>;
