import { ledgerLines } from "../data/row-ledger.ts";
import type { RowLedger } from "../journal/entries.ts";
import { count, plain } from "./card-text.ts";
import { type CountedTable, type LedgerStep, ledgerOfStep } from "./ledger-steps.ts";

/** The row ledger on a card: one line a cell, from the first rows asked for to those exported. */
export function ledgerTable(steps: readonly LedgerStep[]): string[] {
  return [
    "From the first rows asked for to those exported: each cell reads what one above it handed on, and every row it asked for was kept or is counted under the reason why not. A cell that asks several times of a row, pairs rows or pools them counts in its own unit, and what it hands on says how many rows that came to. The same counts, one a row, are in `ledger.jsonl`.",
    "",
    "| Cell | Read | Asked for | Kept | Not kept | Handed on |",
    "| --- | --- | ---: | ---: | --- | --- |",
    ...steps.map(stepLine),
  ];
}

function stepLine(step: LedgerStep): string {
  const { cell, kind, read, handedOn } = step;
  const ledger = ledgerOfStep(step);
  const added = Object.entries(ledger?.added ?? {}).map(([table, rows]) => `${count(rows)} more from ${plain(table)}`);
  const cells = [
    `\`${kind} ${cell}\``,
    tablesText(read),
    ledger === null ? "" : count(ledger.requested),
    ledger === null ? "" : count(ledger.kept),
    ledger === null ? "rows of several tables combined" : notKept(ledger),
    [...added, kind === "export" ? `${count(ledger?.kept ?? 0)} exported` : tablesText(handedOn)].filter(Boolean).join("; "),
  ];
  return `| ${cells.join(" | ")} |`;
}

function notKept(ledger: RowLedger): string {
  return ledgerLines(ledger)
    .filter(({ ending }) => ending !== "kept")
    .map(({ ending, reason, rows }) => `${ending}${reason === null ? "" : `: ${plain(reason)}`} (${count(rows)})`)
    .join("; ");
}

function tablesText(tables: readonly CountedTable[]): string {
  return tables.map(({ table, rows }) => `${count(rows)} in \`${table}\``).join(", ");
}
