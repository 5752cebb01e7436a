import { AssayError, type Problem } from "../assay-error.ts";
import type { RowLedger } from "../journal/entries.ts";
import type { Row, TableSchema, Value } from "./table.ts";

/** Rows in the shape a trainer loads, and what became of the others. */
export type ExportRows = {
  readonly schema: TableSchema;
  readonly rows: readonly ExportRow[];
  readonly ledger: RowLedger;
  /** Rows that could not be written, named; at most 20. */
  readonly problems: readonly Problem[];
};

export type ExportRow = {
  readonly row: Row;
  /** Rows of the same prompt share it. */
  readonly promptKey: string;
};

/** Throws column-missing, naming what is there. */
export function requireColumns(schema: TableSchema, table: string, needed: readonly string[]): void {
  const names = schema.columns.map((column) => column.name);
  const missing = needed.filter((name) => !names.includes(name));
  if (missing.length === 0) return;
  throw new AssayError("column-missing", `${table} has no column ${missing.map((name) => `\`${name}\``).join(", ")}.`, {
    hint: `It has ${names.join(", ") || "no columns"}. Rename a column in a sql cell before this one.`,
    place: { key: "from" },
  });
}

const problemsNamed = 20;

/** Gathers problems of single rows, the first twenty by name. */
export function createRowProblems(): { readonly add: (row: number, item: string, what: string) => void; readonly problems: Problem[] } {
  const problems: Problem[] = [];
  return {
    problems,
    add: (row, item, what) => {
      if (problems.length >= problemsNamed) return;
      problems.push({
        code: "data-unreadable",
        severity: "warning",
        sentence: `Row ${row} (${item}) was left out: ${what}.`,
        hint: "Mend the text in a sql cell before this one.",
        place: { row },
      });
    },
  };
}

export function textOrNull(value: Value | undefined): string | null {
  return typeof value === "string" ? value : null;
}

/** A key such as `item` as text, whatever its type. */
export function keyText(value: Value | undefined): string {
  return value === null || value === undefined ? "" : String(value);
}
