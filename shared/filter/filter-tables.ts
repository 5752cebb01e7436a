import type { Column, Row, TableSchema } from "../data/table.ts";
import { boolean, double, integer, schemaOf, text } from "../data/table.ts";

/** Columns of `NAME_dropped` beside the input's own. `step_index` counts from 1. */
export const addedColumns: readonly Column[] = schemaOf([
  ["step", text],
  ["step_index", integer],
  ["reason", text],
  ["matched", text],
  ["matched_table", text],
  ["similarity", double],
]).columns;

export function droppedSchema(input: TableSchema): TableSchema {
  return { columns: [...input.columns, ...addedColumns] };
}

/** `NAME_steps`: what each step did, in order; `entered` − `dropped` − `undecided` + `mixed_in` = `remaining`. */
export const stepsSchema: TableSchema = schemaOf([
  ["step_index", integer],
  ["step", text],
  ["setting", text],
  ["column", text],
  ["entered", integer],
  ["dropped", integer],
  ["undecided", integer],
  ["mixed_in", integer],
  ["remaining", integer],
  ["note", text],
]);

/** `NAME_matches`: which row another is like, and whether the row went. */
export const matchesSchema: TableSchema = schemaOf([
  ["item", text],
  ["step_index", integer],
  ["step", text],
  ["matched", text],
  ["matched_table", text],
  ["similarity", double],
  ["dropped", boolean],
]);

export function matchRow({ item, stepIndex, step, matched, matchedTable, similarity, isDropped }: MatchedRow): Row {
  return { item, step_index: stepIndex + 1, step, matched, matched_table: matchedTable, similarity, dropped: isDropped };
}

/** What one step did. `setting` is the step as it was written, as canonical JSON. */
export type StepRun = {
  readonly index: number;
  readonly type: string;
  readonly setting: string;
  /** The column whose texts it read. */
  readonly column: string | null;
  readonly entered: number;
  readonly dropped: number;
  readonly undecided: number;
  readonly mixedIn: number;
  readonly remaining: number;
  readonly note: string;
};

/** A row that is like another one, under the items of both. */
export type MatchedRow = {
  readonly item: string;
  readonly stepIndex: number;
  readonly step: string;
  readonly matched: string;
  readonly matchedTable: string | null;
  readonly similarity: number | null;
  /** By the same step. */
  readonly isDropped: boolean;
};

export function stepRow(run: StepRun): Row {
  return {
    step_index: run.index + 1,
    step: run.type,
    setting: run.setting,
    column: run.column,
    entered: run.entered,
    dropped: run.dropped,
    undecided: run.undecided,
    mixed_in: run.mixedIn,
    remaining: run.remaining,
    note: run.note,
  };
}

/** A step's name in the ledger: its number and type. */
export function stepName(index: number, type: string): string {
  return `${index + 1} ${type}`;
}
