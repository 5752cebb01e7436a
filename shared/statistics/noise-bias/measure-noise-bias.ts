import { leaveOneOut, matchOfModes } from "../agreement/leave-one-out.ts";
import { shareFigure } from "../agreement/mean-statistic.ts";
import { type Judgement, withoutDuplicates } from "../judgement.ts";
import type { MeasureOptions } from "../measure-options.ts";
import { type Counts, type Measured, measure, undefinedMeasure } from "../measured.ts";
import { sortedJudgements } from "../repeats/sorted-judgements.ts";
import { counted, figure, type MeasureResult, type TidyRow, tidyRow } from "../tidy-row.ts";
import { correctedAccuracy, notBinary, type RepeatPairs, repeatPairsOf } from "./human-accuracy.ts";
import { type LabelledItem, type LabelSource, labelSources } from "./label-sources.ts";

/**
 * Noise and bias as AlpacaEval defines them, of each judge and of people. Variance: 1 less the leave-one-out agreement
 * of a source's labels with the mode of its own others. Bias: 1 less the agreement of its mode with people's mode, 0 for
 * people by definition. Not the statistician's variance and bias: mode and 0–1 loss. Undefined with one label an item.
 * Rows of people together have no judge. Source: Dubois et al. 2023, AlpacaFarm; tatsu-lab/alpaca_eval.
 */
export function measureNoiseBias(judgements: readonly Judgement[], options: MeasureOptions = {}): MeasureResult {
  const { judgements: unique } = withoutDuplicates(sortedJudgements(judgements));
  const slices = [...new Set(unique.flatMap((judgement) => judgement.slices ?? []))].sort();
  const rows = [null, ...slices].flatMap((slice) => {
    const own = slice === null ? unique : unique.filter((judgement) => judgement.slices?.includes(slice));
    const sources = labelSources(own);
    const clusters = new Map(sources.flatMap(({ items }) => items.map(({ item, cluster }) => [item, cluster] as const)));
    const repeats = repeatPairsOf(own, (item) => clusters.get(item) ?? item);
    const obstacle = notBinary(sources);
    return sources.flatMap((source) => sourceRows({ source, slice, repeats, obstacle, options }));
  });
  return { rows, sentence: noiseBiasFinding(rows) };
}

type Study = {
  readonly source: LabelSource;
  readonly slice: string | null;
  readonly repeats: readonly RepeatPairs[];
  /** Why people's noise cannot be taken out. */
  readonly obstacle: string | null;
  readonly options: MeasureOptions;
};

const oneLabel = "no item has two labels of the same source; ask again in another order and with another seed";

function sourceRows(study: Study): readonly TidyRow[] {
  const { source, slice, options } = study;
  const { judge } = source;
  const several = source.items.filter(({ labels }) => labels.length > 1);
  const noisy = several.map(({ cluster, labels }) => ({ cluster, figure: 1 - leaveOneOut(labels) }));
  const variance = measure(shareFigure(noisy, oneLabel), countsOf(several, source.unread), options.resampling);
  const who = judge ?? "A person";
  const others = judge === null ? "most of the other people" : "most of its other labels";
  return [
    tidyRow({ statistic: "variance", slice, judge_a: judge }, variance, "percent", (value) => {
      return `${who} differs from ${others} in ${value} of cases on ${counted(several.length, "item")}`;
    }),
    judge === null ? peopleBias(study, several) : judgeBias(study, judge, several),
    ...(judge === null || study.repeats.length === 0 ? [] : [correctedRow(study, judge)]),
  ];
}

function judgeBias({ source, slice, options }: Study, judge: string, several: readonly LabelledItem[]): TidyRow {
  const compared = several.filter(({ people }) => people.length > 0);
  const figures = compared.map(({ cluster, labels, people }) => ({ cluster, figure: 1 - matchOfModes(labels, people) }));
  const missing = several.length === 0 ? oneLabel : "people labelled none of its items, and bias is told against them";
  const measured = measure(shareFigure(figures, missing), countsOf(compared, source.unread), options.resampling);
  return tidyRow({ statistic: "bias", slice, judge_a: judge }, measured, "percent", (value) => {
    return `Most labels of ${judge} differ from most people's on ${value} of ${counted(compared.length, "item")}`;
  });
}

function peopleBias({ slice }: Study, several: readonly LabelledItem[]): TidyRow {
  const counts = { ...countsOf(several), clusters: new Set(several.map(({ cluster }) => cluster)).size };
  const nothing = undefinedMeasure(oneLabel, counts);
  const zero: Measured = { ...nothing, value: 0, reason: null, intervalReason: "no interval: people are what bias is told against" };
  return tidyRow({ statistic: "bias", slice }, several.length === 0 ? nothing : zero, "percent", () => "People's bias is 0 by definition");
}

function correctedRow({ source, slice, repeats, obstacle, options }: Study, judge: string): TidyRow {
  const compared = source.items.filter(({ people }) => people.length > 0);
  const counts = countsOf(compared, source.unread);
  const measured =
    obstacle === null
      ? measure(correctedAccuracy(compared, repeats), counts, options.resampling)
      : undefinedMeasure(obstacle, { ...counts, clusters: 0 });
  const note = measured.value === null ? null : "assumes people's errors independent of the judge's and of one another";
  return tidyRow({ statistic: "accuracy without people's noise", slice, judge_a: judge }, { ...measured, note }, "percent", (value) => {
    return `${judge} would be right in ${value} of cases if people's own noise is taken out, on ${counted(compared.length, "item")}`;
  });
}

function countsOf(items: readonly LabelledItem[], nulls = 0): Counts {
  return { n: items.reduce((sum, { labels }) => sum + labels.length, 0), items: items.length, nulls, ties: 0 };
}

function noiseBiasFinding(rows: readonly TidyRow[]): string {
  const whole = rows.filter(({ slice }) => slice === null);
  const defined = (statistic: string) =>
    whole.filter((row) => row.statistic === statistic && row.judge_a !== null && row.estimate !== null);
  const ranked = defined("bias").sort((left, right) => (left.estimate ?? 0) - (right.estimate ?? 0));
  const written = (row: TidyRow | undefined) =>
    row ? figure({ value: row.estimate, low: row.low, high: row.high }, "percent") : "undefined";
  const varianceOf = (judge: string | null) => whole.find((row) => row.statistic === "variance" && row.judge_a === judge);
  const [best] = ranked;
  if (!best) return nothingComparedWords(whole);
  const people = varianceOf(null);
  const beside = people === undefined || people.estimate === null ? "" : `, beside ${written(people)} among people`;
  const least = ranked.length > 1 ? `Least biased of ${ranked.length} judges is ${best.judge_a}:` : `${best.judge_a} has`;
  return `${least} bias ${written(best)}, noise ${written(varianceOf(best.judge_a))}${beside}.`;
}

/** What is known without any judge's bias: the first judge's noise, or else people's and why the judges have none. */
function nothingComparedWords(rows: readonly TidyRow[]): string {
  const variances = rows.filter(({ statistic }) => statistic === "variance");
  const judge = variances.find((row) => row.judge_a !== null && row.estimate !== null) ?? variances.find((row) => row.judge_a !== null);
  const people = variances.find((row) => row.judge_a === null && row.estimate !== null);
  const told = [people, judge].flatMap((row) => (row === undefined ? [] : [row.sentence]));
  return told.length > 0 ? told.join(" ") : (variances[0]?.sentence ?? "There are no judgements.");
}
