import { ledgerRows, ledgerSchema } from "../data/row-ledger.ts";
import { type Row, schemaOf, type TableSchema, text } from "../data/table.ts";
import type { RowLedger } from "../journal/entries.ts";

export type CountedTable = { readonly table: string; readonly rows: number };

/** One cell on the way from the first rows asked for to the rows exported. */
export type LedgerStep = {
  readonly cell: string;
  readonly kind: string;
  /** The tables it made its rows of. */
  readonly read: readonly CountedTable[];
  /** Null where nothing is asked for row by row, as in a query. */
  readonly ledger: RowLedger | null;
  /** Its tables that the next cells read; what an export writes stands in its ledger alone. */
  readonly handedOn: readonly CountedTable[];
};

/**
 * A step's ledger; that of a cell that keeps none follows from its rows where it has one table to make them of and hands on one.
 * Null where rows of several tables were combined.
 */
export function ledgerOfStep({ read, ledger, handedOn }: Pick<LedgerStep, "read" | "ledger" | "handedOn">): RowLedger | null {
  const [[from, second], [to, another]] = [read, handedOn];
  if (ledger !== null || from === undefined || to === undefined || second !== undefined || another !== undefined) return ledger;
  const kept = Math.min(from.rows, to.rows);
  const left = from.rows - kept;
  return {
    requested: from.rows,
    kept,
    filtered: left === 0 ? {} : { "not in its result": left },
    failed: {},
    unscored: {},
    waiting: 0,
    ...(to.rows === kept ? {} : { added: { "its own rows": to.rows - kept } }),
  };
}

/** `ending` of a row of `stepRows`, beside a ledger's own: what was read, mixed in and handed on, by its table. */
export const stepsSchema: TableSchema = {
  columns: [
    ...schemaOf([
      ["cell", text],
      ["kind", text],
    ]).columns,
    ...ledgerSchema.columns,
    ...schemaOf([["table", text]]).columns,
  ],
};

/** The steps as one table, every ledger followed by its total. */
export function stepRows(steps: readonly LedgerStep[]): readonly Row[] {
  return steps.flatMap((step) => {
    const { cell, kind, read, handedOn } = step;
    const ledger = ledgerOfStep(step);
    const counted = (ending: string, tables: readonly CountedTable[]): readonly Row[] =>
      tables.map(({ table, rows }) => ({ cell, kind, ending, reason: null, rows, table }));
    const added = Object.entries(ledger?.added ?? {}).map(([table, rows]) => ({ table, rows }));
    return [
      ...counted("read", read),
      ...(ledger === null ? [] : ledgerRows(ledger).map((row) => ({ cell, kind, ...row, table: null }))),
      ...counted("added", added),
      ...counted("handed on", handedOn),
    ];
  });
}
