import type { Scale } from "./agreement/krippendorff-alpha.ts";
import type { InconsistentRule } from "./agreement/votes.ts";
import type { Resampling } from "./bootstrap.ts";

/** What a measure can be told beside the judgements. Each method reads those that `measureMethods` lists for it. */
export type MeasureOptions = {
  readonly resampling?: Resampling;
  /** How far apart two values are. Default: interval for scores, nominal for verdicts. */
  readonly scale?: Scale;
  /** The classes from low to high, also those never used. Default: the union of what was given. */
  readonly categories?: readonly (string | number)[];
  /** Verdicts whose two orders disagree: left out and counted (default), ties, or a class of their own. */
  readonly inconsistent?: InconsistentRule;
  /** Unreadable judgements: left out and counted (default), or a disagreement in percent agreement. */
  readonly nulls?: "drop" | "disagree";
  /** A judge, usually a person, that the others are compared with. */
  readonly reference?: string;
  /** Family of a model or judge, in place of what the table says. */
  readonly families?: { readonly [model: string]: string };
  /** The system all others are compared with. */
  readonly baseline?: string;
  /** How ties enter a ranking. */
  readonly ties?: "half" | "davidson" | "rao-kupper";
  /** Number of bins of a reliability diagram. */
  readonly bins?: number;
  readonly recalibration?: "none" | "temperature" | "platt" | "isotonic";
  /** Folds for everything fitted, grouped by cluster. */
  readonly folds?: number;
  /** What a calibration is of: the probability of side a, or the confidence max(p, 1 − p). */
  readonly target?: "probability" | "confidence";
  /** Tolerated risk of disagreement, and the chance of exceeding it, for selective judging. */
  readonly alpha?: number;
  readonly delta?: number;
  /** Cost-benefit penalty of the alternative annotator test: experts 0.2, skilled 0.15, crowd 0.1. */
  readonly epsilon?: number;
  /** Wanted half-width of an interval, for "how many more labels". */
  readonly halfWidth?: number;
  /** The one statistic wanted, over all rows: told with the same draws as among all others, and without waiting for them. */
  readonly only?: OnlyStatistic;
};

/** What holds where an option is left out; the form of a cell shows it. */
export const usualOptions = {
  inconsistent: "drop",
  nulls: "drop",
  ties: "half",
  bins: 10,
  recalibration: "temperature",
  folds: 5,
  target: "probability",
  alpha: 0.1,
  delta: 0.1,
} as const satisfies MeasureOptions;

/** Statistics a judge's summary quotes. */
export type OnlyStatistic = "krippendorff alpha" | "mean score";
