import { type Column, double, integer, type TableSchema, text } from "../data/table.ts";
import { capitalised } from "../words.ts";
import { type Measured, undefinedMeasure } from "./measured.ts";

/** One figure of a measure table. `estimate` is null where undefined, and `reason` says why; beside a value it says what weakens it. */
export type TidyRow = {
  readonly statistic: string;
  /** Null: all rows. */
  readonly slice: string | null;
  readonly judge_a: string | null;
  readonly judge_b: string | null;
  /** The teacher or system the figure is about: a column of a self-preference matrix, a row of a ranking. */
  readonly model: string | null;
  readonly criterion: string | null;
  /** Where on its axis the figure stands: a bin's mean prediction, a share of the budget. */
  readonly x: number | null;
  readonly estimate: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly interval: string | null;
  readonly n: number;
  readonly items: number;
  readonly clusters: number;
  readonly dropped: number;
  readonly ties: number;
  /** Of the test the sentence names; already adjusted where several are made together. */
  readonly p_value: number | null;
  /** The confidence from which on verdicts count. */
  readonly threshold: number | null;
  readonly reason: string | null;
  readonly sentence: string;
};

const types: { readonly [Name in keyof TidyRow]: Column["type"] } = {
  statistic: text,
  judge_a: text,
  judge_b: text,
  model: text,
  criterion: text,
  x: double,
  estimate: double,
  low: double,
  high: double,
  p_value: double,
  threshold: double,
  n: integer,
  sentence: text,
  reason: text,
  items: integer,
  clusters: integer,
  dropped: integer,
  ties: integer,
  interval: text,
  slice: text,
};

const onlyWhereUsed: ReadonlySet<string> = new Set(["model", "criterion", "x", "p_value", "threshold"]);

/** The columns of a measure's table; those that most methods have no use for stand in it only where some row does. */
export function tidySchemaOf(rows: readonly TidyRow[]): TableSchema {
  const isUsed = (name: string): boolean => !onlyWhereUsed.has(name) || rows.some((row) => row[name as keyof TidyRow] !== null);
  return {
    columns: Object.entries(types)
      .filter(([name]) => isUsed(name))
      .map(([name, type]) => ({ name, type })),
  };
}

/** A measure's result: its table, and the finding in one sentence. */
export type MeasureResult = { readonly rows: readonly TidyRow[]; readonly sentence: string };

export type Subject = {
  readonly statistic: string;
  readonly slice: string | null;
  readonly judge_a?: string | null;
  readonly judge_b?: string | null;
  readonly model?: string | null;
  readonly criterion?: string | null;
  readonly x?: number | null;
  readonly p_value?: number | null;
  readonly threshold?: number | null;
};

/** Puts a figure, already written with its interval, into words that fit where it lies. */
export type Claim = (figure: string, measured: Measured) => string;

/** An undefined figure makes no claim; it is told by its reason. */
export function tidyRow(subject: Subject, given: Measured, format: NumberStyle, claim: Claim): TidyRow {
  const measured = trustworthy(given);
  const { value, reason, note, intervalReason, low, high, interval, n, items, clusters, nulls, ties } = measured;
  const weaknesses = [reason, note, intervalReason].filter((words) => words !== null);
  const { judge_a = null, judge_b = null, model = null, criterion = null, x = null, p_value = null, threshold = null } = subject;
  const about = [criterion, [judge_a, judge_b].filter((judge) => judge !== null).join(" and "), model].filter(Boolean);
  const name = [capitalised(subject.statistic), about.join(", ")];
  const sentence =
    value === null
      ? `${name.filter(Boolean).join(" of ")} is undefined: ${reason}.`
      : `${claim(figure(measured, format), measured)}${leftOut(measured)}.`;
  const where = subject.slice === null ? "" : ` (${subject.slice})`;
  return {
    statistic: subject.statistic,
    slice: subject.slice,
    judge_a,
    judge_b,
    model,
    criterion,
    x,
    p_value,
    threshold,
    estimate: value,
    low,
    high,
    interval,
    n,
    items,
    clusters,
    dropped: nulls,
    ties,
    reason: weaknesses.length === 0 ? null : weaknesses.join("; "),
    sentence: sentence.replace(/\.$/, `${where}.`),
  };
}

/** The last gate before a reader: nothing that is not a number, and no interval that leaves its own estimate out. */
function trustworthy(measured: Measured): Measured {
  const { value, low, high } = measured;
  if (value === null) return measured;
  if (!Number.isFinite(value)) return undefinedMeasure("the numbers are too large or too small to compute with", measured);
  if (low === null || high === null) return measured;
  const told = (words: string): string => [measured.intervalReason, words].filter((each) => each !== null).join("; ");
  if (!Number.isFinite(low) || !Number.isFinite(high)) {
    const intervalReason = told("no interval: its bounds are too large to compute with");
    return { ...measured, low: null, high: null, interval: null, intervalReason };
  }
  if (low <= value && value <= high) return measured;
  const [least, most] = [Math.min(low, value), Math.max(high, value)];
  // A last digit lost in adding up is no news.
  const isNews = least < low - 1e-12 || most > high + 1e-12;
  const intervalReason = isNews
    ? told("the draws lie to one side of the estimate, and the interval was stretched to it")
    : measured.intervalReason;
  return { ...measured, low: least, high: most, intervalReason };
}

/** Nothing is left out silently. */
function leftOut({ nulls, ties }: Measured): string {
  const parts = [nulls > 0 ? `${nulls.toLocaleString("en")} unreadable or contradictory` : "", ties > 0 ? counted(ties, "tie") : ""].filter(
    Boolean,
  );
  return parts.length === 0 ? "" : `; left out: ${parts.join(", ")}`;
}

export type NumberStyle = "number" | "percent" | "points";

const units = { number: "", percent: " %", points: " points" } as const;

/** "0.71 [0.66, 0.75]" or "22 % [15, 30]". */
export function figure({ value, low, high }: Pick<Measured, "value" | "low" | "high">, style: NumberStyle): string {
  if (value === null) return "undefined";
  const write = (number: number) => (style === "number" ? number.toFixed(2).replace("-", "−") : percent(number));
  const interval = low === null || high === null ? "" : ` [${write(low)}, ${write(high)}]`;
  // A bound keeps the sign of what rounds to zero: it says on which side of zero it lies. An estimate that rounds to zero is zero.
  return `${write(value).replace(/^−(?=0(\.0+)?$)/, "")}${units[style]}${interval}`;
}

function percent(share: number): string {
  const points = share * 100;
  return points.toFixed(percentDecimals(points)).replace("-", "−");
}

/** Percentages have two digits, in sentences as in charts: whole from ten on, with one decimal below, and 0 is 0. */
export function percentDecimals(points: number): 0 | 1 {
  return Math.abs(points) < 10 && points !== 0 ? 1 : 0;
}

/** "1 item", "12 items". */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}
