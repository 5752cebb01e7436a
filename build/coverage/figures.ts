import type { MeasureMethod } from "#shared/statistics/measure-methods.ts";
import type { MeasureOptions } from "#shared/statistics/measure-options.ts";
import type { TidyRow } from "#shared/statistics/tidy-row.ts";

/** A figure whose interval is put to the test. */
export type Figure = {
  readonly name: string;
  readonly method: MeasureMethod;
  readonly options?: MeasureOptions;
  readonly isRow: (row: TidyRow) => boolean;
  /** Judges measured, beside the people; all of them when left out. */
  readonly judges?: readonly string[];
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

const unbiased = ["fair", "first", "cedar"];
const two = ["fair", "long"];
const ends = ["fair", "first"];

export const figures: readonly Figure[] = [
  { name: "Cohen's kappa, fair and long", method: "agreement", judges: two, isRow: row("cohen kappa", "fair", "long") },
  { name: "Krippendorff's alpha, judges and people", method: "agreement", judges: two, isRow: row("krippendorff alpha") },
  { name: "Fleiss' kappa, judges and people", method: "agreement", judges: two, isRow: row("fleiss kappa") },
  {
    name: "agreement with people's majority, fair",
    method: "agreement",
    judges: two,
    isRow: row("agreement with people's majority", "fair"),
  },
  {
    name: "agreement minus people's ceiling, fair",
    method: "agreement",
    judges: two,
    isRow: row("percent agreement minus ceiling", "fair"),
  },
  { name: "leave-one-out agreement of people", method: "agreement", judges: two, isRow: row("leave-one-out agreement", "ada") },
  { name: "conflict rate, first", method: "position", isRow: row("conflict rate", "first") },
  { name: "first preference, first", method: "position", isRow: row("first preference", "first") },
  { name: "first preference, fair", method: "position", isRow: row("first preference", "fair"), neutral: 0.5 },
  { name: "preference fairness, fair", method: "position", isRow: row("preference fairness", "fair"), neutral: 0 },
  {
    name: "excess win rate of willow, willow",
    method: "self-preference",
    judges: ["fair", "first", "willow"],
    isRow: row("excess win rate", "willow", null, "willow-small"),
  },
  {
    name: "difference-in-differences, willow",
    method: "self-preference",
    judges: ["fair", "first", "willow"],
    isRow: row("difference-in-differences", "willow", null, "willow"),
  },
  {
    name: "difference-in-differences, cedar",
    method: "self-preference",
    judges: unbiased,
    isRow: row("difference-in-differences", "cedar", null, "cedar"),
    neutral: 0,
  },
  { name: "excess preference for the longer, long", method: "length", judges: two, isRow: row("excess: prefers longer", "long") },
  {
    name: "excess preference for the longer, fair",
    method: "length",
    judges: two,
    isRow: row("excess: prefers longer", "fair"),
    neutral: 0,
  },
  { name: "slope on length, long", method: "length", judges: two, isRow: row("slope: length", "long") },
  { name: "Brier score, fair", method: "calibration", judges: ["fair"], isRow: row("brier", "fair") },
  { name: "AUROC, fair", method: "calibration", judges: ["fair"], isRow: row("auroc", "fair") },
  { name: "strength of willow, two judges", method: "ranking", judges: ends, isRow: row("strength", null, null, "willow-small") },
  { name: "effect of the first position, first", method: "ranking", judges: ends, isRow: row("first position effect", "first") },
  { name: "effect of the first position, fair", method: "ranking", judges: ends, isRow: row("first position effect", "fair"), neutral: 0 },
];
