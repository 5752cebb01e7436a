import { useSessionView } from "../state/hooks.ts";
import { type ChosenRows, countRows } from "./row-choice.ts";
import type { RowState } from "./row-source.ts";

/** Rows beyond these are not looked through for errors: they may not even be here. */
const mostLookedAt = 1000;

/** The paid cell a table comes from and how many of its rows a retry would ask again; null where no chosen row failed. */
export function useFailedRows(
  table: string,
  rows: RowState,
  chosen: ChosenRows,
): { readonly cell: string; readonly failed: number } | null {
  const owner = useSessionView((view) =>
    Object.values(view.remote.cells).find(({ result }) => result?.tables.some(({ name }) => name === table)),
  );
  if (owner?.costClass !== "paid" || !rows.columns?.some(({ name }) => name === "error")) return null;
  const failed = Object.values(owner.result?.ledger?.failed ?? {}).reduce((sum, count) => sum + count, 0);
  return failed > 0 && someFailed(rows, chosen) ? { cell: owner.name, failed } : null;
}

function someFailed(rows: RowState, chosen: ChosenRows): boolean {
  if (countRows(chosen) === 0) return false;
  let looked = 0;
  for (const { first, last } of chosen) {
    for (let row = first; row <= last && looked < mostLookedAt; row += 1, looked += 1) {
      const error = rows.row(row)?.error ?? null;
      if (error !== null) return true;
    }
  }
  return false;
}
