import { meanFigure } from "../agreement/mean-statistic.ts";
import { type Counts, type Measured, measure, undefinedMeasure } from "../measured.ts";
import { proportion, type SumStatistic, trial } from "../sum-statistic.ts";
import { counted, type NumberStyle, type TidyRow, tidyRow } from "../tidy-row.ts";
import { drawWeighted, measuredFrom } from "../weighted-statistic.ts";
import {
  type CriterionVerdict,
  criterionVerdicts,
  discrimination,
  information,
  phi,
  redundantPhi,
  rubricPower,
} from "./criterion-statistics.ts";
import type { RubricRows } from "./measure-rubric.ts";
import { type Choice, labelledScores } from "./peoples-choices.ts";
import { reportedMean } from "./score-rubric.ts";
import { clipsMean, scoringInWords, scoringName } from "./scoring.ts";

/** What each criterion tells of the answers, by one judge's verdicts, and what the scores tell. */
export function judgeRubricRows(rows: RubricRows, judge: string): readonly TidyRow[] {
  const { criteria } = rows.study;
  const verdicts = new Map(criteria.map(({ id }) => [id, criterionVerdicts(rows.study, judge, id)]));
  return [
    meanScoreRow(rows, judge),
    ...(rows.choices === null ? [] : [powerRow(rows, judge, rows.choices)]),
    ...criteria.flatMap(({ id }) => criterionRows(rows, judge, id, verdicts.get(id) ?? [])),
    ...redundancyRows(rows, judge, verdicts),
  ];
}

function meanScoreRow({ study, slice, resampling }: RubricRows, judge: string): TidyRow {
  const judged = study.responses.filter(({ verdicts }) => verdicts.has(judge));
  const scored = judged.flatMap(({ cluster, scores }) => {
    const score = scores.get(judge) ?? null;
    return score === null ? [] : [{ cluster, figure: score }];
  });
  const counts: Counts = { n: scored.length, items: scored.length, nulls: judged.length - scored.length, ties: 0 };
  const mean = meanFigure(scored, "no answer has a score: too many verdicts are missing, or nothing can be won");
  const scoring = study.scoring.get(judge);
  const shown = scoring !== undefined && clipsMean(scoring) ? clipped(mean) : mean;
  return tidyRow({ statistic: "mean score", slice, judge_a: judge }, measure(shown, counts, resampling), "number", (value) => {
    return `${judge} gives ${counted(scored.length, "answer")} a mean rubric score of ${value} (${scoringInWords(scoring)})`;
  });
}

function clipped(mean: SumStatistic): SumStatistic {
  return {
    ...mean,
    value: (totals) => {
      const value = mean.value(totals);
      return typeof value === "string" ? value : (reportedMean([value]) ?? value);
    },
  };
}

function powerRow({ study, slice, resampling, unmatched }: RubricRows, judge: string, choices: readonly Choice[]): TidyRow {
  const labelled = labelledScores(choices, judge);
  const preferred = labelled.filter(({ isPreferred }) => isPreferred).length;
  const counts: Counts = { n: labelled.length, items: labelled.length, nulls: choices.length - labelled.length + unmatched, ties: 0 };
  const missing =
    choices.length === 0
      ? "no person compared, accepted or rejected these answers"
      : "people's labels leave no preferred answer beside a rejected one that has a score";
  const measured = measuredFrom(drawWeighted(rubricPower(labelled), resampling), 0, counts, missing);
  return tidyRow({ statistic: "rubric power", slice, judge_a: judge }, measured, "number", (value) => {
    return `By ${judge} an answer people prefer has a higher ${scoringName(study.scoring.get(judge))} score than one they reject in ${value} of pairs (AUROC; one half is chance), ${preferred} against ${labelled.length - preferred}`;
  });
}

function criterionRows(rows: RubricRows, judge: string, criterion: string, verdicts: readonly CriterionVerdict[]): readonly TidyRow[] {
  const { study, slice, resampling } = rows;
  const asked = study.responses.filter(({ verdicts: given }) => given.get(judge)?.has(criterion)).length;
  if (asked === 0) return [];
  const counts: Counts = { n: verdicts.length, items: verdicts.length, nulls: asked - verdicts.length, ties: 0 };
  const row = (statistic: string, measured: Measured, style: NumberStyle, claim: (value: string) => string) =>
    tidyRow({ statistic, slice, judge_a: judge, criterion }, measured, style, claim);
  const isConstant = new Set(verdicts.map(({ credit }) => credit)).size < 2;
  const drawn = drawWeighted(discrimination(verdicts), resampling);
  const constant = `all ${counted(verdicts.length, "answer")} got the same verdict on it`;
  const told = (figure: number, missing: string) =>
    verdicts.length > 0 && isConstant
      ? undefinedMeasure(constant, { ...counts, clusters: drawn.clusters })
      : measuredFrom(drawn, figure, counts, verdicts.length === 0 ? "it has no readable verdict" : missing);
  return [
    row("pass rate", measure(passRate(verdicts), counts, resampling), "percent", (value) => {
      return `${judge} finds ${criterion} met in ${value} of ${counted(verdicts.length, "answer")}`;
    }),
    row("information", measure(information(verdicts), counts, resampling), "number", (value) => {
      return `${criterion} by ${judge}: p(1 − p) ${value}; 0.25 tells most, 0 nothing`;
    }),
    row("item-rest correlation", told(0, "the score of the other criteria never varies"), "number", (value) => {
      return `${criterion} by ${judge} correlates ${value} with the ${scoringName(study.scoring.get(judge))} score of the other criteria`;
    }),
    row("discrimination", told(1, "the scores never vary, so there is no upper and lower group"), "points", (value) => {
      return `How often ${criterion} by ${judge} is met in the upper 27 % of scores, less how often in the lower: ${value}`;
    }),
  ];
}

function passRate(verdicts: readonly CriterionVerdict[]): SumStatistic {
  const missing = "it has no readable verdict";
  if (verdicts.every(({ met }) => Number.isInteger(met)))
    return proportion(
      verdicts.map(({ cluster, met }) => trial(cluster, met === 1)),
      missing,
    );
  return meanFigure(
    verdicts.map(({ cluster, met }) => ({ cluster, figure: met })),
    missing,
  );
}

/** One row a pair that repeats itself, and how many of all pairs do. */
function redundancyRows(
  { study, slice, resampling }: RubricRows,
  judge: string,
  verdicts: ReadonlyMap<string, readonly CriterionVerdict[]>,
): readonly TidyRow[] {
  const ids = study.criteria.map(({ id }) => id).filter((id) => (verdicts.get(id)?.length ?? 0) > 0);
  const pairs = ids.flatMap((first, index) => ids.slice(index + 1).map((second) => [first, second] as const));
  const once = { draws: 0, seed: 0 };
  const found = pairs.map(([first, second]) => {
    const statistic = phi(verdicts.get(first) ?? [], verdicts.get(second) ?? []);
    const value = drawWeighted(statistic, once).estimates[0] ?? Number.NaN;
    return { first, second, statistic, value };
  });
  const defined = found.filter(({ value }) => !Number.isNaN(value));
  const redundant = defined.filter(({ value }) => value > redundantPhi);
  const counts: Counts = { n: defined.length, items: defined.length, nulls: 0, ties: 0 };
  const reason = `no two criteria vary on the same answers (${counted(pairs.length, "pair")} looked at)`;
  const share = defined.length === 0 ? null : redundant.length / defined.length;
  const measured: Measured = {
    ...undefinedMeasure(reason, { ...counts, clusters: 0 }),
    ...(share === null ? {} : { value: share, reason: null, intervalReason: "a count of these criteria, not of a sample" }),
  };
  const summary = tidyRow({ statistic: "redundant pairs", slice, judge_a: judge }, measured, "percent", (value) => {
    return `By ${judge}, ${redundant.length} of ${counted(defined.length, "pair")} of criteria (${value}) repeat each other with phi above ${redundantPhi}${left(pairs.length - defined.length)}`;
  });
  return [
    summary,
    ...redundant.map(({ first, second, statistic }) => {
      const of = { n: statistic.n, items: statistic.n, nulls: 0, ties: 0 };
      const subject = { statistic: "redundancy phi", slice, judge_a: judge, criterion: `${first} and ${second}` };
      return tidyRow(subject, measuredFrom(drawWeighted(statistic, resampling), 0, of, reason), "number", (value) => {
        return `${first} and ${second} repeat each other by ${judge}: phi ${value} on ${counted(statistic.n, "answer")}`;
      });
    }),
  ];
}

function left(pairs: number): string {
  return pairs === 0 ? "" : `; ${counted(pairs, "pair")} with a criterion that never varies left out`;
}
