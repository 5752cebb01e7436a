import { meanFigure, shareFigure } from "../agreement/mean-statistic.ts";
import { type Judgement, withoutDuplicates } from "../judgement.ts";
import type { MeasureOptions } from "../measure-options.ts";
import { type Counts, measure, undefinedMeasure } from "../measured.ts";
import { difference, type SumStatistic } from "../sum-statistic.ts";
import { counted, type MeasureResult, type NumberStyle, type TidyRow, tidyRow } from "../tidy-row.ts";
import {
  entropyBits,
  flipChance,
  majorityShare,
  nothingRepeated,
  type RepeatGroup,
  repeatGroups,
  repeatSpread,
  testRetest,
} from "./repeat-statistics.ts";
import { sortedJudgements } from "./sorted-judgements.ts";

/**
 * How far a judge, or a person, repeats itself when asked the same again in the same order: flip probability, entropy of
 * its verdicts, stability, items without a clear majority, and the test-retest reliability of scores. Judges are
 * compared on what both were asked twice. The same again for every slice.
 */
export function measureRepeats(judgements: readonly Judgement[], options: MeasureOptions = {}): MeasureResult {
  const { judgements: unique, duplicates } = withoutDuplicates(sortedJudgements(judgements));
  const judges = [...new Set(unique.map(({ judge }) => judge))].sort();
  const slices = [...new Set(unique.flatMap((judgement) => judgement.slices ?? []))].sort();
  const rows = [null, ...slices].flatMap((slice) => {
    const own = slice === null ? unique : unique.filter((judgement) => judgement.slices?.includes(slice));
    const asked = judges.map((judge): Asked => ({ judge, slice, ...repeatGroups(own.filter((each) => each.judge === judge)) }));
    return [...asked.flatMap((each) => judgeRows(each, duplicates.length > 0, options)), ...differenceRows(asked, options)];
  });
  return { rows, sentence: repeatsFinding(rows) };
}

type Asked = {
  readonly judge: string;
  readonly slice: string | null;
  readonly groups: readonly RepeatGroup[];
  /** Answers to repeated questions that could not be read. */
  readonly unread: number;
};

const uncertainBelow = 0.8;

function judgeRows({ judge, slice, groups, unread }: Asked, hasDuplicates: boolean, options: MeasureOptions): readonly TidyRow[] {
  const n = groups.reduce((sum, { values }) => sum + values.length, 0);
  const counts: Counts = { n, items: new Set(groups.map(({ item }) => item)).size, nulls: unread, ties: 0 };
  const subject = (statistic: string) => ({ statistic, slice, judge_a: judge });
  if (groups.length === 0) {
    const hint = hasDuplicates ? "; rows of one item, judge and order that no repeat number tells apart count as duplicates" : "";
    const nothing = undefinedMeasure(nothingRepeated + hint, { ...counts, clusters: 0 });
    return [tidyRow(subject("flip probability"), nothing, "percent", (value) => value)];
  }
  const row = (statistic: string, figure: SumStatistic, style: NumberStyle, claim: (value: string) => string) =>
    tidyRow(subject(statistic), measure(figure, counts, options.resampling), style, claim);
  const share = (figure: (group: RepeatGroup) => number) => shareOf(groups, figure);
  const on = counted(counts.items, "item");
  const isScored = groups.every(({ values }) => values.every((value) => typeof value === "number"));
  return [
    row(
      "flip probability",
      share(flipChance),
      "percent",
      (value) => `Asked again, ${judge} says something else in ${value} of cases on ${on}`,
    ),
    row("verdict entropy", meanFigure(figuresOf(groups, entropyBits), nothingRepeated), "number", (value) => {
      return `${judge}'s answers to one question have an entropy of ${value} bits, the mean over ${on} asked ${timesWords(groups)}`;
    }),
    row("repetition stability", share(majorityShare), "percent", (value) => {
      return `${judge} gives its most frequent answer to a question in ${value} of its repeats on ${on}`;
    }),
    row(
      "majority below 80 %",
      share((group) => Number(majorityShare(group) < uncertainBelow)),
      "percent",
      (value) => {
        return `${judge}'s most frequent answer makes up less than 80 % of its repeats on ${value} of ${on}`;
      },
    ),
    ...(isScored
      ? [
          row(
            "test-retest icc(1)",
            testRetest(groups),
            "number",
            (value) => `${judge}'s repeated scores: test-retest ICC(1) ${value} on ${on}`,
          ),
          row("spread of repeats", repeatSpread(groups), "number", (value) => {
            return `${judge}'s repeated scores of one item have a standard deviation of ${value} on ${on}`;
          }),
        ]
      : []),
  ];
}

function shareOf(groups: readonly RepeatGroup[], figure: (group: RepeatGroup) => number): SumStatistic {
  return shareFigure(figuresOf(groups, figure), nothingRepeated);
}

function figuresOf(groups: readonly RepeatGroup[], figure: (group: RepeatGroup) => number) {
  return groups.map((group) => ({ cluster: group.cluster, figure: figure(group) }));
}

/** "3 times", "2 to 4 times". */
function timesWords(groups: readonly RepeatGroup[]): string {
  const times = groups.map(({ values }) => values.length);
  const [least, most] = [Math.min(...times), Math.max(...times)];
  return least === most ? `${least} times` : `${least} to ${most} times`;
}

/** Two judges on the questions both were asked twice, on the same draws. */
function differenceRows(asked: readonly Asked[], options: MeasureOptions): readonly TidyRow[] {
  return asked.flatMap((first, index) =>
    asked.slice(index + 1).flatMap((second) => {
      const keys = new Set(second.groups.map(({ key }) => key));
      const left = first.groups.filter(({ key }) => keys.has(key));
      const shared = new Set(left.map(({ key }) => key));
      const right = second.groups.filter(({ key }) => shared.has(key));
      if (left.length === 0) return [];
      const items = new Set(left.map(({ item }) => item)).size;
      const counts: Counts = { n: left.length + right.length, items, nulls: 0, ties: 0 };
      const measured = measure(difference(shareOf(left, flipChance), shareOf(right, flipChance)), counts, options.resampling);
      const subject = { statistic: "difference of flip probability", slice: first.slice, judge_a: first.judge, judge_b: second.judge };
      return tidyRow(subject, measured, "points", (value) => {
        return `${first.judge} minus ${second.judge}, flip probability: ${value} on ${counted(items, "item")}`;
      });
    }),
  );
}

/** The judge that flips most, beside the one that flips least. */
function repeatsFinding(rows: readonly TidyRow[]): string {
  const flips = rows.filter(({ statistic, slice, estimate }) => statistic === "flip probability" && slice === null && estimate !== null);
  const ranked = flips.sort((left, right) => (right.estimate ?? 0) - (left.estimate ?? 0));
  const [most, least] = [ranked[0], ranked.at(-1)];
  if (!most || !least) return rows[0]?.sentence ?? "There are no judgements.";
  return most === least ? most.sentence : `${most.sentence} Least of ${ranked.length}: ${least.sentence}`;
}
