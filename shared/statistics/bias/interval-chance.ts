import { normalCdf } from "../distributions/normal.ts";
import { benjaminiHochberg } from "../multiple-tests.ts";
import type { TidyRow } from "../tidy-row.ts";

const intervalZ = 1.959963984540054;

/** Adjusted chances below this count as found. */
const level = 0.05;

/**
 * Gives the rows of one table of tests their p-values: that of 0 by the width of the interval, adjusted together
 * (Benjamini–Hochberg), since of many judges without an effect some interval leaves 0 out. Rows without an interval have none.
 */
export function withChances(rows: readonly TidyRow[], isTested: (row: TidyRow) => boolean): readonly TidyRow[] {
  const tested = rows.filter((row) => isTested(row) && chanceOf(row) !== null);
  const adjusted = benjaminiHochberg(tested.map((row) => chanceOf(row) ?? 1));
  const chances = new Map(tested.map((row, index) => [row, adjusted[index] ?? 1]));
  return rows.map((row) => (chances.has(row) ? { ...row, p_value: chances.get(row) ?? null } : row));
}

function chanceOf({ estimate, low, high }: TidyRow): number | null {
  if (estimate === null || low === null || high === null) return null;
  return 2 * normalCdf((-2 * intervalZ * Math.abs(estimate)) / (high - low));
}

/** The interval leaves 0 out, and still would with all tests of the table taken together. */
export function isFound({ low, high, p_value }: TidyRow): boolean {
  return low !== null && high !== null && (low > 0 || high < 0) && p_value !== null && p_value < level;
}
