import type { SortClause } from "#shared/contract/schemas.ts";
import { countOf, formatCount } from "../kit/format.ts";
import type { RowState } from "./row-source.ts";

/** "filtered 214 of 12,400 · by score, descending". */
export function footerSentence(rows: RowState, isFiltered: boolean, sort: readonly SortClause[]): string {
  if (rows.columns === null) return "reading …";
  const counted = isFiltered
    ? `filtered ${formatCount(rows.filteredRows)} of ${formatCount(rows.totalRows)}`
    : countOf(rows.totalRows, "row");
  const keys = sort.map((clause) => `${clause.column}${clause.descending ? " descending" : ""}`);
  return [counted, ...(keys.length > 0 ? [`by ${keys.join(", then ")}`] : []), ...(rows.waiting ? ["reading …"] : [])].join(" · ");
}

/** "12 of 400 rows selected". */
export function choiceSentence(chosen: number, rows: RowState, isFiltered: boolean): string {
  return `${formatCount(chosen)} of ${countOf(rows.filteredRows, isFiltered ? "filtered row" : "row")} selected`;
}
