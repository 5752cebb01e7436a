import { cohenKappa, type VotePair } from "../agreement/agreement-statistics.ts";
import { gwetAc } from "../agreement/chance-corrected.ts";
import { chanceWords } from "../agreement/chance-words.ts";
import { correlator } from "../agreement/correlations.ts";
import { intraclass } from "../agreement/intraclass.ts";
import { intervalAlpha, nominalAlpha } from "../agreement/krippendorff-alpha.ts";
import { type Counts, type Measured, measure, undefinedMeasure } from "../measured.ts";
import { type Claim, counted, type TidyRow, tidyRow } from "../tidy-row.ts";
import { drawWeighted, measuredFrom } from "../weighted-statistic.ts";
import type { RubricRows } from "./measure-rubric.ts";
import type { Response } from "./rubric-verdicts.ts";
import type { ScoredCriterion } from "./score-rubric.ts";
import { scoringName } from "./scoring.ts";

/** How far judges agree: on each criterion, on all criteria together, on the scores that come of them. */
export function rubricAgreementRows(rows: RubricRows): readonly TidyRow[] {
  const { judges, criteria } = rows.study;
  const pairs = judges.flatMap((first, index) => judges.slice(index + 1).map((second) => [first, second] as const));
  return [
    pooledAlphaRow(rows),
    ...pairs.flatMap(([first, second]) => [
      ...criteria.flatMap((criterion) => criterionRows(rows, criterion, first, second)),
      ...scoreRows(rows, first, second),
    ]),
  ];
}

/** Units are answers × criteria, and all of one prompt are drawn together. */
function pooledAlphaRow({ study, slice, resampling }: RubricRows): TidyRow {
  const { responses, judges, criteria } = study;
  const asked = responses.flatMap((response) =>
    response.criteria.map(({ id }) => ({
      cluster: response.cluster,
      given: judges.flatMap((judge) => {
        const said = response.verdicts.get(judge);
        return said?.has(id) ? [said.get(id) ?? null] : [];
      }),
    })),
  );
  const units = asked.map(({ cluster, given }) => ({ cluster, values: given.filter((value) => value !== null) }));
  const paired = units.filter(({ values }) => values.length > 1);
  const counts: Counts = {
    n: paired.reduce((sum, { values }) => sum + values.length, 0),
    items: paired.length,
    nulls: asked.reduce((sum, { given }) => sum + given.filter((value) => value === null).length, 0),
    ties: 0,
  };
  const hasLevels = criteria.some(({ levels }) => levels !== undefined);
  const [only = "nobody"] = judges;
  const measured =
    judges.length < 2
      ? undefinedMeasure(`agreement needs at least two judges and there is one, ${only}`, { ...counts, clusters: 0 })
      : measure(hasLevels ? intervalAlpha(units) : nominalAlpha(units), counts, resampling);
  return tidyRow({ statistic: "pooled alpha", slice }, measured, "number", (value) => {
    const on = `${counted(paired.length, "answer × criterion unit")}`;
    return `${judges.length} judges reach Krippendorff's alpha ${value} (${hasLevels ? "interval" : "nominal"}) on criteria, over ${on}`;
  });
}

function criterionRows({ study, slice, resampling }: RubricRows, criterion: ScoredCriterion, first: string, second: string) {
  const asked = study.responses.filter(({ verdicts }) => [first, second].every((judge) => verdicts.get(judge)?.has(criterion.id)));
  const pairs = asked.flatMap(({ cluster, verdicts }): readonly VotePair<number>[] => {
    const [left, right] = [first, second].map((judge) => verdicts.get(judge)?.get(criterion.id) ?? null);
    return left === null || right === null || left === undefined || right === undefined ? [] : [{ cluster, first: left, second: right }];
  });
  if (asked.length === 0) return [];
  const counts: Counts = { n: pairs.length, items: pairs.length, nulls: asked.length - pairs.length, ties: 0 };
  const row = (statistic: string, measured: Measured, claim: Claim) =>
    tidyRow({ statistic, slice, judge_a: first, judge_b: second, criterion: criterion.id }, measured, "number", claim);
  const on = counted(pairs.length, "answer");
  return [
    row("criterion kappa", measure(cohenKappa(pairs), counts, resampling), (value, measured) => {
      return `${chanceWords(`On ${criterion.id}, ${first} and ${second}`, measured)} Cohen's kappa ${value} on ${on}`;
    }),
    row("criterion ac1", measure(gwetAc(pairs, classesOf(criterion, pairs)), counts, resampling), (value) => {
      return `On ${criterion.id}, ${first} and ${second}: Gwet's AC1 ${value} on ${on}; it holds where nearly all answers meet the criterion`;
    }),
  ];
}

/** Met and not met, or every level there is, and what repeats averaged to beside them. */
function classesOf({ levels = 1 }: ScoredCriterion, pairs: readonly VotePair<number>[]): readonly number[] {
  const declared = Array.from({ length: Math.floor(levels) + 1 }, (_, level) => level / levels);
  return [...new Set([...declared, ...pairs.flatMap(({ first, second }) => [first, second])])].sort((left, right) => left - right);
}

function scoreRows({ study, slice, resampling }: RubricRows, first: string, second: string): readonly TidyRow[] {
  const scoreOf = ({ scores }: Response, judge: string) => scores.get(judge) ?? null;
  const asked = study.responses.filter(({ verdicts }) => verdicts.has(first) && verdicts.has(second));
  const scored = asked.flatMap((response) => {
    const [left, right] = [scoreOf(response, first), scoreOf(response, second)];
    return left === null || right === null ? [] : [{ cluster: response.cluster, values: [left, right] }];
  });
  const counts: Counts = { n: scored.length, items: scored.length, nulls: asked.length - scored.length, ties: 0 };
  const correlate = correlator(
    scored.map(({ values: [left = Number.NaN] }) => left),
    scored.map(({ values: [, right = Number.NaN] }) => right),
  );
  const drawn = drawWeighted(
    {
      clusters: scored.map(({ cluster }) => cluster),
      width: 1,
      fill: (weights, into) => {
        into[0] = correlate(weights).spearman();
      },
    },
    resampling,
  );
  const kinds = [...new Set([first, second].map((judge) => scoringName(study.scoring.get(judge))))].join(" and ");
  const row = (statistic: string, measured: Measured, words: string) =>
    tidyRow({ statistic, slice, judge_a: first, judge_b: second }, measured, "number", (value) => {
      return `${first} and ${second}: ${words} of their ${kinds} scores ${value} on ${counted(scored.length, "answer")}`;
    });
  return [
    row("score icc(2,1)", measure(intraclass(scored, "icc(2,1)"), counts, resampling), "ICC(2,1), absolute agreement,"),
    row("score spearman", measuredFrom(drawn, 0, counts, "the scores of one of the two never vary"), "Spearman's correlation"),
  ];
}
