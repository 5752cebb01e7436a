import type { Column, Row } from "../data/table.ts";
import { categoryOf } from "./table-columns.ts";

export type CategoryOrder = "value" | "label" | "none";

const byLabel = new Intl.Collator("en", { numeric: true });

/**
 * The categories of a column in a stable order: by label for numbers, dates and booleans; as the rows first name them
 * for text, so that an ORDER BY is kept; by value when asked, largest first.
 */
export function orderedCategories(
  groups: ReadonlyMap<string, readonly Row[]>,
  column: Column,
  order?: CategoryOrder,
  valueOf: (category: string) => number = () => 0,
): readonly string[] {
  const categories = [...groups.keys()];
  const chosen = order ?? (column.type.type === "text" ? "none" : "label");
  if (chosen === "none") return categories;
  const labelled = categories.sort((left, right) => byLabel.compare(left, right) || (left < right ? -1 : 1));
  if (chosen === "label") return labelled;
  const values = new Map(labelled.map((category) => [category, valueOf(category)]));
  return labelled.sort((left, right) => (values.get(right) ?? 0) - (values.get(left) ?? 0));
}

/** Rows by the category of a column, in one pass. */
export function groupRows(rows: readonly Row[], column: Column): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const category = categoryOf(row[column.name]);
    const group = groups.get(category);
    if (group) group.push(row);
    else groups.set(category, [row]);
  }
  return groups;
}

/** The `limit` categories with the most rows, order kept. */
export function largest(groups: ReadonlyMap<string, readonly Row[]>, categories: readonly string[], limit: number): readonly string[] {
  if (categories.length <= limit) return categories;
  const size = (category: string) => groups.get(category)?.length ?? 0;
  const kept = new Set([...categories].sort((left, right) => size(right) - size(left)).slice(0, limit));
  return categories.filter((category) => kept.has(category));
}
