import type { FilterClause } from "../contract/schemas.ts";
import type { Column, Row } from "../data/table.ts";
import type { ChartStudy } from "./chart-study.ts";
import type { Drill } from "./drawing.ts";
import { isMoment } from "./table-columns.ts";

/** A mark's way to its rows; empty where it has none. */
export type Drilling = { readonly drill?: Drill };

/**
 * The filters that pick a group's rows out of the charted table: one for each column that made the group. None where the
 * table is not known, a column nests, or the group mixes what filters keep apart, as nothing and the word for it.
 */
export function drillOf({ context }: ChartStudy, columns: readonly (Column | null)[], rows: readonly Row[]): Drilling {
  if (context.source === undefined) return {};
  const clauses = columns.flatMap((column) => (column === null ? [] : [clauseOf(column, rows)]));
  return clauses.some((clause) => clause === null) ? {} : { drill: clauses.filter((clause) => clause !== null) };
}

/** The rows of one bin [from, to); of the last, [from, to]. */
export function drillOfBin({ context }: ChartStudy, column: Column, bin: { readonly from: number; readonly to: number }, isLast: boolean) {
  if (context.source === undefined) return [];
  const end = (value: number): string => (isMoment(column) ? momentOf(value, column) : String(value));
  return [
    { column: column.name, operator: ">=", value: end(bin.from) },
    { column: column.name, operator: isLast ? "<=" : "<", value: end(bin.to) },
  ] as const satisfies Drill;
}

function clauseOf({ name: column, type }: Column, rows: readonly Row[]): FilterClause | null {
  if (type.type === "list" || type.type === "struct" || type.type === "bytes") return null;
  const value = rows[0]?.[column] ?? null;
  if (rows.length === 0 || rows.some((row) => (row[column] ?? null) !== value)) return null;
  return value === null ? { column, operator: "is-null", value: "" } : { column, operator: "=", value: String(value) };
}

/** A moment as a filter reads it back. */
function momentOf(milliseconds: number, { type }: Column): string {
  const iso = new Date(milliseconds).toISOString();
  return type.type === "date" ? iso.slice(0, 10) : iso.replace("T", " ").replace("Z", "");
}
