import type { RowLedger } from "../journal/entries.ts";
import { integer, type Row, schemaOf, type TableSchema, text } from "./table.ts";

/** Where a row that was asked for ended. */
export type RowEnd =
  | { readonly type: "kept" }
  | { readonly type: "filtered" | "failed" | "unscored"; readonly reason: string }
  | { readonly type: "waiting" };

/** Counts every row into exactly one place. */
export function countRows(ends: Iterable<RowEnd>): RowLedger {
  let requested = 0;
  let kept = 0;
  let waiting = 0;
  const reasons = { filtered: new Map<string, number>(), failed: new Map<string, number>(), unscored: new Map<string, number>() };
  for (const end of ends) {
    requested += 1;
    if (end.type === "kept") kept += 1;
    else if (end.type === "waiting") waiting += 1;
    else reasons[end.type].set(end.reason, (reasons[end.type].get(end.reason) ?? 0) + 1);
  }
  return {
    requested,
    kept,
    filtered: Object.fromEntries(reasons.filtered),
    failed: Object.fromEntries(reasons.failed),
    unscored: Object.fromEntries(reasons.unscored),
    waiting,
  };
}

export function ledgerAddsUp(ledger: RowLedger): boolean {
  return ledgerLines(ledger).reduce((sum, line) => sum + line.rows, 0) === ledger.requested;
}

/** Every place a row ended in, kept first, then by kind and number. */
export function ledgerLines(
  ledger: RowLedger,
): readonly { readonly ending: RowEnd["type"]; readonly reason: string | null; readonly rows: number }[] {
  const lines = (ending: "filtered" | "failed" | "unscored") =>
    Object.entries(ledger[ending])
      .sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1))
      .map(([reason, rows]) => ({ ending, reason, rows }));
  return [
    { ending: "kept", reason: null, rows: ledger.kept },
    ...lines("filtered"),
    ...lines("failed"),
    ...lines("unscored"),
    ...(ledger.waiting > 0 ? [{ ending: "waiting" as const, reason: null, rows: ledger.waiting }] : []),
  ];
}

export const ledgerSchema: TableSchema = schemaOf([
  ["ending", text],
  ["reason", text],
  ["rows", integer],
]);

/** The ledger as a table, its total last. */
export function ledgerRows(ledger: RowLedger): Row[] {
  return [...ledgerLines(ledger).map((line) => ({ ...line })), { ending: "requested", reason: null, rows: ledger.requested }];
}
