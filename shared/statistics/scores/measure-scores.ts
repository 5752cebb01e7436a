import { meanFigure, shareFigure } from "../agreement/mean-statistic.ts";
import { clusterOf, type Judgement, withoutDuplicates } from "../judgement.ts";
import type { MeasureOptions } from "../measure-options.ts";
import { type Counts, type Measured, measure, undefinedMeasure } from "../measured.ts";
import { sortedJudgements } from "../repeats/sorted-judgements.ts";
import type { SumStatistic } from "../sum-statistic.ts";
import { counted, figure, type MeasureResult, type NumberStyle, type TidyRow, tidyRow } from "../tidy-row.ts";
import { drawWeighted, measuredFrom } from "../weighted-statistic.ts";
import { halo } from "./halo.ts";
import { modelRows } from "./model-rows.ts";
import { judgesScoring, type ScorePanel, scorePanel } from "./score-panel.ts";
import { relativeSpread, type Score, type SharedScore, scoreEntropy, spread } from "./score-statistics.ts";
import { judgeEffects } from "./severity.ts";

/**
 * How each judge uses its scale: its mean, how much higher it scores than the panel on the same answers, how spread out, how often
 * at the ends, how many values and how evenly, how closely to the middle beside the panel, and how far its criteria
 * move together; and what each model scores, raw and with every judge's scores set against its own mean and spread. Repeats
 * and orders of one answer count as their mean. The same again for every slice.
 */
export function measureScores(judgements: readonly Judgement[], options: MeasureOptions = {}): MeasureResult {
  const { judgements: unique } = withoutDuplicates(sortedJudgements(judgements));
  if (options.only === "mean score") return onlyMean(unique, options);
  const slices = [...new Set(unique.flatMap((judgement) => judgement.slices ?? []))].sort();
  const rows = [null, ...slices].flatMap((slice) => {
    const own = slice === null ? unique : unique.filter((judgement) => judgement.slices?.includes(slice));
    return panelRows({ panel: scorePanel(own), ends: endsOf(unique, options), judgements: own, slice, options });
  });
  return { rows, sentence: scoresFinding(rows) };
}

function onlyMean(judgements: readonly Judgement[], options: MeasureOptions): MeasureResult {
  const judges = judgesScoring(judgements);
  const row = meanRow({ judges, judgements, slice: null, options }, judges.length === 1 ? (judges[0] ?? null) : null);
  return { rows: [row], sentence: row.sentence };
}

type Study = {
  readonly panel: ScorePanel;
  readonly judgements: readonly Judgement[];
  readonly ends: Ends;
  readonly slice: string | null;
  readonly options: MeasureOptions;
};

type Ends = { readonly bottom: number; readonly top: number; readonly values: number | null };

/** The scale's ends as declared, or the lowest and the highest score anybody gave. */
function endsOf(judgements: readonly Judgement[], { categories = [] }: MeasureOptions): Ends {
  const declared = categories.filter((value) => typeof value === "number");
  let [bottom, top] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of declared.length > 0 ? declared : judgements.map((judgement) => judgement.value)) {
    if (typeof value !== "number") continue;
    bottom = Math.min(bottom, value);
    top = Math.max(top, value);
  }
  return { bottom, top, values: declared.length > 0 ? declared.length : null };
}

function panelRows(study: Study): readonly TidyRow[] {
  const { panel, slice } = study;
  if (panel.judges.length > 0)
    return [
      ...severityRows(study),
      ...(panel.judges.length > 1 ? [meanRow({ ...study, judges: panel.judges }, null)] : []),
      ...panel.judges.flatMap((_, judge) => judgeRows(study, judge)),
      ...modelRows(panel, slice, study.options.resampling),
    ];
  const nothing = undefinedMeasure("there are no scores; verdicts have no severity or spread", { ...countsOf(0), clusters: 0 });
  return [tidyRow({ statistic: "severity", slice }, nothing, "number", (value) => value)];
}

function severityRows({ panel, slice, options }: Study): readonly TidyRow[] {
  const { judges, rows } = panel;
  const shared = rows.filter(({ scores }) => scores.filter((score) => !Number.isNaN(score)).length > 1);
  const drawn = drawWeighted(judgeEffects(shared, judges.length), options.resampling);
  const missing =
    judges.length < 2
      ? `severity needs at least two judges and there is one, ${judges[0]}`
      : "the judges fall into groups that scored no answer in common";
  return judges.map((judge, place) => {
    const own = shared.filter(({ scores }) => !Number.isNaN(scores[place])).length;
    const measured =
      judges.length < 2
        ? undefinedMeasure(missing, { ...countsOf(own), clusters: drawn.clusters })
        : measuredFrom(drawn, place, countsOf(own), missing);
    return tidyRow({ statistic: "severity", slice, judge_a: judge }, measured, "number", (value) => {
      return `${judge} scores ${value} from the panel on the same ${counted(own, "answer")}: above 0 mild, below 0 severe`;
    });
  });
}

type MeanStudy = Pick<Study, "slice" | "options" | "judgements"> & { readonly judges: readonly string[] };

/** What one judge gives on average, or all of them. */
function meanRow({ judges, slice, options, judgements }: MeanStudy, judge: string | null): TidyRow {
  const asked = judge === null ? judgements : judgements.filter((judgement) => judgement.judge === judge);
  const scores = asked.flatMap((each) => (typeof each.value === "number" ? [{ cluster: clusterOf(each), figure: each.value }] : []));
  const items = new Set(asked.flatMap(({ item, value }) => (typeof value === "number" ? [item] : []))).size;
  const counts: Counts = { n: scores.length, items, nulls: asked.length - scores.length, ties: 0 };
  const measured = measure(meanFigure(scores, "there is no readable score"), counts, options.resampling);
  const who = judge === null ? `${judges.length} judges together give` : `${judge} gives`;
  return tidyRow({ statistic: "mean score", slice, judge_a: judge }, measured, "number", (value) => {
    return `${who} ${value} on average over ${counted(scores.length, "score")}`;
  });
}

function judgeRows(study: Study, place: number): readonly TidyRow[] {
  const { panel, ends, slice, options, judgements } = study;
  const judge = panel.judges[place] ?? "";
  const asked = judgements.filter((judgement) => judgement.judge === judge);
  const scores = asked.flatMap((each) =>
    typeof each.value === "number" ? [{ cluster: clusterOf(each), score: each.value, item: each.item }] : [],
  );
  const counts: Counts = {
    n: scores.length,
    items: new Set(scores.map(({ item }) => item)).size,
    nulls: asked.length - scores.length,
    ties: 0,
  };
  const row = (statistic: string, measured: Measured, style: NumberStyle, claim: (value: string) => string) =>
    tidyRow({ statistic, slice, judge_a: judge }, measured, style, claim);
  const of = (statistic: SumStatistic) => measure(statistic, counts, options.resampling);
  const atEnd = (end: number) =>
    of(
      shareFigure(
        scores.map(({ cluster, score }) => ({ cluster, figure: Number(score === end) })),
        "it gave no readable score",
      ),
    );
  const on = counted(scores.length, "score");
  const declared = ends.values === null ? "given by anybody" : "of the scale";
  return [
    meanRow({ ...study, judges: panel.judges }, judge),
    row("spread", of(spread(scores)), "number", (value) => `${judge}'s scores have a standard deviation of ${value} over ${on}`),
    row("share at top", atEnd(ends.top), "percent", (value) => `${judge} gives ${ends.top}, the highest ${declared}, in ${value} of ${on}`),
    row(
      "share at bottom",
      atEnd(ends.bottom),
      "percent",
      (value) => `${judge} gives ${ends.bottom}, the lowest ${declared}, in ${value} of ${on}`,
    ),
    valuesUsedRow(study, judge, scores, counts),
    row("entropy", of(scoreEntropy(scores)), "number", (value) => `${judge}'s scores have an entropy of ${value} bits over ${on}`),
    ...centralTendencyRows(study, place),
    ...haloRows(study, place),
  ];
}

function valuesUsedRow({ ends, slice, options }: Study, judge: string, scores: readonly Score[], counts: Counts): TidyRow {
  const used = new Set(scores.map(({ score }) => score)).size;
  const strangers = ends.values === null ? [] : scores.filter(({ score }) => !options.categories?.includes(score));
  const measured: Measured = {
    ...undefinedMeasure("", { ...counts, clusters: new Set(scores.map(({ cluster }) => cluster)).size }),
    value: used,
    reason: null,
    note: strangers.length === 0 ? null : `${counted(strangers.length, "score")} not on the declared scale, such as ${strangers[0]?.score}`,
    intervalReason: "no interval: resampling can only lose values",
  };
  const scale = ends.values === null ? "" : ` on a scale of ${ends.values}`;
  return tidyRow({ statistic: "values used", slice, judge_a: judge }, measured, "number", () => {
    return `${judge} uses ${counted(used, "value")}${scale} in ${counted(scores.length, "score")}`;
  });
}

function centralTendencyRows({ panel, slice, options }: Study, place: number): readonly TidyRow[] {
  const { judges, rows } = panel;
  if (judges.length < 2) return [];
  const judge = judges[place] ?? "";
  const scored = rows.filter(({ scores }) => !Number.isNaN(scores[place]));
  const shared = scored.flatMap(({ cluster, scores }) =>
    scores.flatMap((theirs, other): readonly SharedScore[] =>
      other === place || Number.isNaN(theirs) ? [] : [{ cluster, other, own: scores[place] ?? Number.NaN, theirs }],
    ),
  );
  const items = scored.filter(({ scores }) => scores.filter((score) => !Number.isNaN(score)).length > 1).length;
  const measured = measure(relativeSpread(shared, judges.length), countsOf(items), options.resampling);
  return [
    tidyRow({ statistic: "central tendency", slice, judge_a: judge }, measured, "number", (value) => {
      return `${judge}'s scores spread ${value} times as far as the other judges' on ${counted(items, "answer")} they share; below 1 it keeps to the middle`;
    }),
  ];
}

function haloRows({ panel, slice, options }: Study, place: number): readonly TidyRow[] {
  const { criteria } = panel;
  if (criteria.length < 2) return [];
  const judge = panel.judges[place] ?? "";
  const rows = panel.byCriterion[place] ?? [];
  const drawn = drawWeighted(halo(rows, criteria.length), options.resampling);
  const missing = "no two criteria were scored on the same answers with scores that vary";
  return [
    tidyRow({ statistic: "halo", slice, judge_a: judge }, measuredFrom(drawn, 0, countsOf(rows.length), missing), "number", (value) => {
      return `${judge}'s ${criteria.length} criteria correlate with one another at ${value} on average over ${counted(rows.length, "answer")}`;
    }),
  ];
}

function countsOf(items: number): Counts {
  return { n: items, items, nulls: 0, ties: 0 };
}

/** The mildest judge beside the most severe. */
function scoresFinding(rows: readonly TidyRow[]): string {
  const effects = rows.filter(({ statistic, slice, estimate }) => statistic === "severity" && slice === null && estimate !== null);
  const ranked = effects.sort((left, right) => (right.estimate ?? 0) - (left.estimate ?? 0));
  const [mild, severe] = [ranked[0], ranked.at(-1)];
  const spreads = rows.filter(({ statistic, slice }) => statistic === "spread" && slice === null);
  if (!mild || !severe || mild === severe) return spreads[0]?.sentence ?? rows[0]?.sentence ?? "There are no judgements.";
  if ((mild.estimate ?? 0) - (severe.estimate ?? 0) < 1e-9) return `On the same answers all ${ranked.length} judges score equally high.`;
  const written = ({ estimate, low, high }: TidyRow) => figure({ value: estimate, low, high }, "number");
  return `On the same answers ${mild.judge_a} scores highest, ${written(mild)} from the panel, and ${severe.judge_a} lowest, ${written(severe)}.`;
}
