import type { Resampling } from "../bootstrap.ts";
import { type Judgement, withoutDuplicates } from "../judgement.ts";
import { type Counts, type Measured, measure, undefinedMeasure } from "../measured.ts";
import { difference, type SumStatistic } from "../sum-statistic.ts";
import { counted, figure, type MeasureResult, type NumberStyle, type TidyRow, tidyRow } from "../tidy-row.ts";
import { conflictDifferenceRows } from "./position-differences.ts";
import {
  conflictRate,
  firstPreference,
  flipRate,
  type OrderPair,
  orderPairs,
  preferenceFairness,
  repeatGroups,
  repetitionStability,
  type SeenVerdict,
  seenVerdicts,
} from "./position-statistics.ts";

export type PositionOptions = {
  /** How the judge was asked. Fixed: never in random or both orders, so position can't be told from quality. Default: read from the orders found. */
  readonly orders?: "both" | "random" | "fixed";
  readonly resampling?: Resampling;
};

/**
 * How far the place of an answer decides: with both orders asked, the conflict rate and which way it leans; with one
 * order in random turns, the preference for the first shown; with repeats, how much of it is noise. One set of rows per
 * judge, differences between judges on the items both decided, the same again for every slice.
 */
export function measurePosition(judgements: readonly Judgement[], options: PositionOptions = {}): MeasureResult {
  const { judgements: unique } = withoutDuplicates(judgements);
  const judges = [...new Set(unique.map(({ judge }) => judge))].sort();
  const slices = [...new Set(unique.flatMap((judgement) => judgement.slices ?? []))].sort();
  const rows = [null, ...slices].flatMap((slice) => {
    const own = slice === null ? unique : unique.filter((judgement) => judgement.slices?.includes(slice));
    return [
      ...judges.flatMap((judge) => judgeRows({ judge, slice, judgements: own, options })),
      ...conflictDifferenceRows(judges, { slice, judgements: own, resampling: options.resampling }),
    ];
  });
  return { rows, sentence: positionSentence(rows, judges) };
}

type JudgeStudy = {
  readonly judge: string;
  readonly slice: string | null;
  readonly judgements: readonly Judgement[];
  readonly options: PositionOptions;
};

function judgeRows({ judge, slice, judgements, options }: JudgeStudy): readonly TidyRow[] {
  const own = judgements.filter((judgement) => judgement.judge === judge);
  const verdicts = seenVerdicts(own);
  const subject = (statistic: string) => ({ statistic, slice, judge_a: judge, judge_b: null });
  const obstacle = obstacleOf(own, verdicts);
  if (obstacle) {
    const counts = { n: 0, items: 0, nulls: own.length, ties: 0, clusters: 0 };
    return [tidyRow(subject("first preference"), undefinedMeasure(obstacle, counts), "percent", (value) => value)];
  }
  const add = (statistic: string, measured: Measured, style: NumberStyle, claim: (figure: string) => string) =>
    tidyRow(subject(statistic), measured, style, claim);
  const { pairs, unread } = orderPairs(verdicts);
  const first = add("first preference", firstPreferenceOf(verdicts, options), "percent", (value) => {
    return `${judge} prefers the answer shown first in ${value} of its decisive verdicts, 50 % being neutral`;
  });
  return [
    first,
    ...(pairs.length + unread === 0 ? [] : pairRows(judge, pairs, unread, options, add)),
    ...repeatRows(judge, verdicts, options, add),
    ...(pairs.length === 0 ? [] : [beyondNoiseRow(judge, pairs, verdicts, options, add)]),
  ];
}

type Add = (statistic: string, measured: Measured, style: NumberStyle, claim: (figure: string) => string) => TidyRow;

function pairRows(
  judge: string,
  pairs: readonly OrderPair[],
  unread: number,
  { resampling }: PositionOptions,
  add: Add,
): readonly TidyRow[] {
  const counts: Counts = { n: pairs.length, items: itemsIn(pairs), nulls: unread, ties: 0 };
  const towards = (position: "first" | "second") => pairs.filter(({ conflict }) => conflict === position).length;
  const measured = (statistic: SumStatistic) => measure(statistic, counts, resampling);
  const on = counted(pairs.length, "comparison");
  const directions = `${towards("first")} towards the first shown, ${towards("second")} towards the second`;
  const consistency = conflictRate(pairs);
  return [
    add("conflict rate", measured(consistency), "percent", (value) => {
      return `${judge} changes its verdict with the order in ${value} of ${on}: ${directions}`;
    }),
    add("conflicts towards first", measured(conflictRate(pairs, "first")), "percent", (value) => {
      return `${judge} follows the first position in ${value} of ${on} (${towards("first")})`;
    }),
    add("conflicts towards second", measured(conflictRate(pairs, "second")), "percent", (value) => {
      return `${judge} follows the second position in ${value} of ${on} (${towards("second")})`;
    }),
    add("position consistency", measured(consistentShare(pairs)), "percent", (value) => {
      return `${judge} keeps its verdict when the order turns in ${value} of ${on}`;
    }),
    add("preference fairness", measured(preferenceFairness(pairs)), "number", (value) => {
      return `${judge} has preference fairness ${value}: 0 is fair, below 0 leans to the first shown, above 0 to the second`;
    }),
  ];
}

function consistentShare(pairs: readonly OrderPair[]): SumStatistic {
  const turned: readonly OrderPair[] = pairs.map((pair) => ({ ...pair, conflict: pair.conflict === "none" ? "first" : "none" }));
  return conflictRate(turned);
}

function repeatRows(judge: string, verdicts: readonly SeenVerdict[], { resampling }: PositionOptions, add: Add): readonly TidyRow[] {
  const groups = repeatGroups(verdicts);
  const unread = verdicts.filter(({ preference }) => preference === null).length;
  const counts: Counts = { n: groups.reduce((sum, { asked }) => sum + asked, 0), items: itemsIn(groups), nulls: unread, ties: 0 };
  return [
    add("repetition stability", measure(repetitionStability(groups), counts, resampling), "percent", (value) => {
      return `${judge} gives its most frequent verdict in ${value} of the repeats of one prompt in one order`;
    }),
    add("flip rate of repeats", measure(flipRate(groups), counts, resampling), "percent", (value) => {
      return `Two repeats of one prompt in one order differ in ${value} of cases for ${judge}; a conflict rate no higher than that is noise`;
    }),
  ];
}

/** Asking twice in one order and asking once in each disagree equally often when the order means nothing. */
function beyondNoiseRow(
  judge: string,
  pairs: readonly OrderPair[],
  verdicts: readonly SeenVerdict[],
  { resampling }: PositionOptions,
  add: Add,
): TidyRow {
  const groups = repeatGroups(verdicts);
  const repeated = new Set(groups.map(({ item }) => item));
  const shared = pairs.filter(({ item }) => repeated.has(item));
  const paired = new Set(shared.map(({ item }) => item));
  const again = groups.filter(({ item }) => paired.has(item));
  const counts: Counts = { n: shared.length, items: paired.size, nulls: 0, ties: 0 };
  const noise = flipRate(again);
  const beyond = groups.length === 0 ? noise : difference(conflictRate(shared), noise);
  return add("conflict rate beyond repeats", measure(beyond, counts, resampling), "points", (value) => {
    return `${judge}: conflict rate minus flip rate of repeats in one order, on ${counted(paired.size, "item")} with both: ${value}; 0 would mean that all conflicts are noise`;
  });
}

function firstPreferenceOf(verdicts: readonly SeenVerdict[], { orders, resampling }: PositionOptions): Measured {
  const count = (preference: SeenVerdict["preference"]) => verdicts.filter((verdict) => verdict.preference === preference).length;
  const decisive = verdicts.filter(({ preference }) => preference === "first" || preference === "second");
  const counts: Counts = { n: decisive.length, items: itemsIn(decisive), nulls: count(null), ties: count("tie") };
  const shown = new Set(verdicts.map(({ order }) => order));
  if (orders === "fixed" || shown.size < 2) {
    const reason = "every comparison was shown in the same order, so a preference for the first can't be told from better answers there";
    return undefinedMeasure(reason, { ...counts, clusters: new Set(decisive.map(({ cluster }) => cluster)).size });
  }
  return measure(firstPreference(verdicts), counts, resampling);
}

function obstacleOf(own: readonly Judgement[], verdicts: readonly SeenVerdict[]): string | null {
  if (own.length === 0) return "it judged nothing here";
  const stranger = own.find(({ value }) => value !== null && value !== "a" && value !== "b" && value !== "tie" && value !== "inconsistent");
  if (typeof stranger?.value === "number") return "it gave scores to single answers, which have no position";
  if (stranger) return `its verdict "${stranger.value}" names no side; "a", "b" and "tie" are understood`;
  return verdicts.length === 0 ? "the order in which the answers were shown was not recorded" : null;
}

function itemsIn(rows: readonly { readonly item: string }[]): number {
  return new Set(rows.map(({ item }) => item)).size;
}

/** The judge whose verdicts follow the order most, beside the one whose follow it least. */
function positionSentence(rows: readonly TidyRow[], judges: readonly string[]): string {
  if (judges.length === 0) return "There are no judgements.";
  const of = (statistic: string) => rows.filter((row) => row.slice === null && row.statistic === statistic && row.estimate !== null);
  const ranked = of("conflict rate").sort((left, right) => (right.estimate ?? 0) - (left.estimate ?? 0));
  const [most, least] = [ranked[0], ranked.at(-1)];
  const written = (row: TidyRow) => figure({ value: row.estimate, low: row.low, high: row.high }, "percent");
  if (most && least && most !== least)
    return `${most.sentence.replace(/\.$/, "")}; least of ${ranked.length} judges, ${least.judge_a} in ${written(least)}.`;
  if (most) return most.sentence;
  const preferences = of("first preference").sort(
    (left, right) => Math.abs((right.estimate ?? 0) - 0.5) - Math.abs((left.estimate ?? 0) - 0.5),
  );
  return preferences[0]?.sentence ?? rows[0]?.sentence ?? "There are no judgements.";
}
