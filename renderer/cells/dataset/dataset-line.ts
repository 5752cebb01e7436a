import type { CellResult } from "#shared/journal/entries.ts";
import { countOf } from "../../kit/format.ts";

/** Rows, where they come from, and all that the reading had to tell: rows left out, types that changed, texts mended. */
export function datasetLine({ summary, tables: [table] }: CellResult, meaning: string): string {
  if (!table) return meaning;
  // The engine's line begins with rows and columns.
  const [, , ...told] = summary.split(" · ");
  return [countOf(table.rows, "row"), meaning, ...told].filter(Boolean).join(" · ");
}
