import { type Counts, undefinedMeasure } from "../measured.ts";
import { type Subject, type TidyRow, tidyRow } from "../tidy-row.ts";

export const plain = (n: number): Counts => ({ n, items: n, nulls: 0, ties: 0 });

/** A count is a count: it has no sampling noise. */
export function countRow(subject: Subject, value: number | null, n: number, sentence: string, missing: string): TidyRow {
  const base = { ...plain(n), clusters: n };
  const measured =
    value === null
      ? undefinedMeasure(missing, base)
      : {
          ...base,
          value,
          reason: null,
          note: null,
          low: null,
          high: null,
          interval: null,
          intervalReason: null,
          draws: 0,
          droppedDraws: 0,
        };
  return tidyRow(subject, measured, "number", () => sentence);
}
