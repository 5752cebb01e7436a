import type { CountedTable, LedgerStep } from "#shared/export/ledger-steps.ts";
import type { AncestorResult } from "../cell-runner.ts";
import { cellsAbove, givesRows, ownerOf } from "./lineage.ts";

/** Every cell the rows of a table went through, from the first that was asked for rows; each after those it reads. */
export function ledgerSteps(from: string, ancestors: readonly AncestorResult[]): readonly LedgerStep[] {
  const cells = cellsAbove(ancestors, [from], givesRows);
  const readBy = cells.map((cell) => ({ cell, tables: namesOf(cell.references.filter((reference) => givesRows(cell, reference))) }));
  const wanted = new Set([from, ...readBy.flatMap(({ tables }) => tables)].map((table) => table.toLowerCase()));
  return readBy
    .map(({ cell: { name, kind, stored }, tables }) => ({
      cell: name,
      kind,
      read: tables.flatMap((table) => countedTable(ancestors, table)),
      ledger: stored?.ledger ?? null,
      handedOn: (stored?.result.tables ?? [])
        .filter((table) => wanted.has(table.name.toLowerCase()))
        .map(({ name: table, rows }) => ({ table, rows })),
    }))
    .filter(({ read, ledger }) => read.length > 0 || ledger !== null);
}

/** A table with its rows; nothing where it has none yet. */
export function countedTable(ancestors: readonly AncestorResult[], name: string): readonly CountedTable[] {
  const tables = ownerOf(ancestors, name)?.stored?.result.tables ?? [];
  const found = tables.find((table) => table.name.toLowerCase() === name.toLowerCase());
  return found === undefined ? [] : [{ table: found.name, rows: found.rows }];
}

function namesOf(references: readonly { readonly name: string }[]): readonly string[] {
  return [...new Map(references.map(({ name }) => [name.toLowerCase(), name])).values()];
}
