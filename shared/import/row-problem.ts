import { boolean, integer, type Row, schemaOf, type TableSchema, text } from "../data/table.ts";

/** What can be wrong with a row of a file, and what to do about it. */
export const problemHints = {
  "unreadable JSON": "Correct the line or take it out.",
  "not an object": 'Write the row as an object such as {"prompt": "…"}, or take it out.',
  "line too long": "Split the row, or keep its long text in a file of its own.",
  "ragged row": "Correct the line, or its quotes.",
  "broken quotes": "Correct the line, or its quotes.",
  "bad text": "Save the file as UTF-8 and import it again to have the text as it was.",
  "half a character": "Write the file again with whole characters; emoji are cut where texts were cut by bytes.",
  "type change": "Give the column one type in every row, or cast it in SQL.",
  "duplicate id": "Give each row an id of its own, or leave `id` out to number the rows.",
  "no id": "Every row needs an item; leave `id` out to number the rows.",
  "empty prompt": "Write the prompt, or take the row out.",
  "wrong shape": "Correct the row, or read the file without `shape`.",
} as const;

export type ProblemReason = keyof typeof problemHints;

/** One place of a file that can't be read as it stands. `kept`: the row is in the table all the same, as `sentence` says. */
export type RowProblem = {
  readonly file: string;
  /** From 1; null where the format has no lines. */
  readonly line: number | null;
  /** Of the line, in characters from 1. */
  readonly column: number | null;
  /** Of the file's rows, from 1, where there are no lines. */
  readonly row: number | null;
  readonly reason: ProblemReason;
  readonly sentence: string;
  readonly kept: boolean;
  /** How the line begins. */
  readonly text: string;
};

/** Every problem counted by reason, and the first of them whole. */
export type ProblemReport = {
  /** Rows that are not in the table. */
  readonly bad: { readonly [reason: string]: number };
  /** Rows that are, changed. */
  readonly changed: { readonly [reason: string]: number };
  readonly first: readonly RowProblem[];
};

export const noProblems: ProblemReport = { bad: {}, changed: {}, first: [] };

export function countOf(counts: { readonly [reason: string]: number }): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** Rows that would be left out, by reason; in a shape, those that are not of it as well. */
export function badRows({ bad, changed }: ProblemReport, isShaped: boolean): { readonly [reason: string]: number } {
  const misfits = Object.entries(changed).filter(([reason]) => reason === "empty prompt" || reason === "wrong shape");
  return isShaped ? { ...bad, ...Object.fromEntries(misfits) } : bad;
}

/** `NAME_problems`: a row a problem. */
export const problemSchema: TableSchema = schemaOf([
  ["file", text],
  ["line", integer],
  ["column", integer],
  ["row", integer],
  ["reason", text],
  ["sentence", text],
  ["next_step", text],
  ["kept", boolean],
  ["text", text],
]);

export function problemRow({ file, line, column, row, reason, sentence, kept, text: start }: RowProblem): Row {
  return { file, line, column, row, reason, sentence, next_step: problemHints[reason], kept, text: start };
}

/** Where a problem is, in words: "line 1,204, column 7". */
export function placeOf({ line, column, row }: RowProblem): string {
  if (line === null) return row === null ? "the file" : `row ${row.toLocaleString("en")}`;
  return `line ${line.toLocaleString("en")}${column === null ? "" : `, column ${column.toLocaleString("en")}`}`;
}

/** Counts by reason in words: "2 unreadable JSON, 1 empty prompt". */
export function reasonsText(counts: { readonly [reason: string]: number }): string {
  return Object.entries(counts)
    .map(([reason, count]) => `${count.toLocaleString("en")} ${reason}`)
    .join(", ");
}
