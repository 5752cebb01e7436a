import type { Judgement } from "../judgement.ts";
import type { TidyRow } from "../tidy-row.ts";

const warning = "labelled items were chosen with unequal chances, so this holds for items like them and not for all";

/** Says so in every defined row where people were sent some items rather than others. */
export function warnOfSelection(rows: readonly TidyRow[], judgements: readonly Judgement[]): readonly TidyRow[] {
  const chances = new Set(judgements.flatMap(({ selectionP }) => (selectionP === undefined ? [] : [selectionP])));
  if (chances.size < 2) return rows;
  return rows.map((row) => (row.estimate === null ? row : { ...row, reason: [row.reason, warning].filter(Boolean).join("; ") }));
}
