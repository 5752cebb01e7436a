import type { TidyRow } from "../../statistics/tidy-row.ts";

/** Rows in groups of the same key, each in the order of its first row. */
export function groupsOf(rows: readonly TidyRow[], key: (row: TidyRow) => string): readonly (readonly TidyRow[])[] {
  const groups = new Map<string, TidyRow[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return [...groups.values()];
}
