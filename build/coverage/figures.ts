import type { MeasureMethod } from "#shared/statistics/measure-methods.ts";
import type { MeasureOptions } from "#shared/statistics/measure-options.ts";
import type { TidyRow } from "#shared/statistics/tidy-row.ts";

/** A figure whose interval is put to the test. */
export type Figure = {
  readonly name: string;
  readonly method: MeasureMethod;
  readonly options?: MeasureOptions;
  readonly isRow: (row: TidyRow) => boolean;
  /** The value that accuses nobody, for a judge in whom nothing of the kind is planted. */
  readonly neutral?: number;
};

const row =
  (statistic: string, judge: string | null = null, other: string | null = null, model: string | null = null) =>
  (each: TidyRow): boolean =>
    each.slice === null &&
    each.statistic === statistic &&
    (judge === null || each.judge_a === judge) &&
    (other === null || each.judge_b === other) &&
    (model === null || each.model === model);

export const figures: readonly Figure[] = [
  { name: "Cohen's kappa, fair and long", method: "agreement", isRow: row("cohen kappa", "fair", "long") },
  { name: "Krippendorff's alpha, all", method: "agreement", isRow: row("krippendorff alpha") },
  { name: "conflict rate, first", method: "position", isRow: row("conflict rate", "first") },
  { name: "first preference, first", method: "position", isRow: row("first preference", "first") },
  { name: "first preference, fair", method: "position", isRow: row("first preference", "fair"), neutral: 0.5 },
];
