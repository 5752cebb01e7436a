import { type Counts, type Measured, measure, undefinedMeasure } from "../measured.ts";
import type { SumStatistic } from "../sum-statistic.ts";
import { counted, type TidyRow, tidyRow } from "../tidy-row.ts";
import { type AgreementStudy, clustersIn, type GivenVote, type Level, votesBy, whoWords } from "./agreement-study.ts";
import { fleissKappa } from "./fleiss-kappa.ts";
import { iccForms, intraclass } from "./intraclass.ts";
import { intervalAlpha, nominalAlpha, ordinalAlpha, type Unit } from "./krippendorff-alpha.ts";

/** All judges and people at once: alpha on the scale of the study, Fleiss' kappa of classes, intraclass correlations of numbers. */
export function togetherRows(study: AgreementStudy): readonly TidyRow[] {
  const { judges, slice, level, options } = study;
  const all = (statistic: string) => ({ statistic, slice });
  const alpha = alphaRow(study);
  const { units, counts } = unitsOf(study, judges);
  if (judges.length < 3 || units.length === 0) return [alpha];
  const rated = counted(counts.items, "item");
  const fleiss = [
    tidyRow(all("fleiss kappa"), measure(fleissKappa(units, "items"), counts, options.resampling), "number", (value) => {
      return `${whoWords(study)} together: Fleiss' kappa ${value}, each of ${rated} counting once`;
    }),
    tidyRow(all("fleiss kappa, pooled pairs"), measure(fleissKappa(units, "pairs"), counts, options.resampling), "number", (value) => {
      return `${whoWords(study)} together: Fleiss' kappa ${value}, each pair of votes on ${rated} counting once`;
    }),
  ];
  return [alpha, ...(level.classes ? fleiss : []), ...(level.isOrdered && level.isNumeric ? iccRows(study, judges) : [])];
}

/** Krippendorff's alpha of everybody. */
export function alphaRow(study: AgreementStudy): TidyRow {
  const subject = { statistic: "krippendorff alpha", slice: study.slice };
  return tidyRow(subject, alphaOf(study, study.judges), "number", (value) => {
    return `${whoWords(study)} together: Krippendorff's alpha ${value}`;
  });
}

/** The six forms, on the items everyone named has scored. */
export function iccRows(study: AgreementStudy, judges: readonly string[]): readonly TidyRow[] {
  const { items, slice, options } = study;
  const asked = items.filter((item) => judges.some((judge) => item.votes.has(judge)));
  const complete = asked.flatMap((item) => {
    const values = votesBy(judges, item).filter((vote) => typeof vote === "number");
    return values.length === judges.length ? [{ cluster: item.cluster, values }] : [];
  });
  const counts: Counts = { n: complete.length * judges.length, items: complete.length, nulls: 0, ties: 0 };
  const missing = asked.length - complete.length;
  const [judge_a = null, judge_b = null] = judges.length === 2 ? judges : [];
  const who = judges.length === 2 ? `${judge_a} and ${judge_b}` : `${whoWords(study)} together`;
  return iccForms.map((form) => {
    const measured = measure(intraclass(complete, form), counts, options.resampling);
    const note = missing === 0 ? measured.note : `${counted(missing, "item")} not scored by all left out`;
    return tidyRow({ statistic: form, slice, judge_a, judge_b }, { ...measured, note }, "number", (value) => {
      return `${who}: ${form.toUpperCase().replace(",K", ",k")} ${value}, ${formWords[form]}, on ${counted(complete.length, "item")}`;
    });
  });
}

const formWords = {
  "icc(1)": "one rating, raters differing from item to item",
  "icc(2,1)": "one rating, absolute agreement",
  "icc(3,1)": "one rating, consistency",
  "icc(1,k)": "the mean of all ratings, raters differing from item to item",
  "icc(2,k)": "the mean of all ratings, absolute agreement",
  "icc(3,k)": "the mean of all ratings, consistency",
} as const;

function unitsOf({ items }: AgreementStudy, judges: readonly string[]) {
  const votes = items.map((item) => ({ cluster: item.cluster, values: votesBy(judges, item), asked: askedOf(item.votes, judges) }));
  const units: readonly Unit<GivenVote>[] = votes.filter(({ values }) => values.length > 1);
  const counts: Counts = {
    n: units.reduce((sum, { values }) => sum + values.length, 0),
    items: units.length,
    nulls: votes.reduce((sum, { asked, values }) => sum + asked - values.length, 0),
    ties: 0,
  };
  return { units, counts };
}

function askedOf(votes: ReadonlyMap<string, unknown>, judges: readonly string[]): number {
  return judges.filter((judge) => votes.has(judge)).length;
}

/** Krippendorff's alpha on the study's scale, over the judges named. */
export function alphaOf(study: AgreementStudy, judges: readonly string[]): Measured {
  const { units, counts } = unitsOf(study, judges);
  const refuse = (reason: string) => undefinedMeasure(reason, { ...counts, clusters: clustersIn(units) });
  const [only] = judges;
  if (judges.length === 0) return refuse("there are no judgements");
  if (judges.length === 1) return refuse(`agreement needs at least two judges and there is one, ${only}`);
  const statistic = alphaStatistic(units, study.level, study.options.categories);
  return typeof statistic === "string" ? refuse(statistic) : measure(statistic, counts, study.options.resampling);
}

function alphaStatistic(
  units: readonly Unit<GivenVote>[],
  { scale }: Level,
  categories: readonly GivenVote[] | undefined,
): SumStatistic | string {
  if (scale === "nominal") return nominalAlpha(units);
  const values = units.flatMap((unit) => unit.values);
  const words = values.find((value) => typeof value === "string");
  if (scale === "interval") {
    if (words !== undefined) return `an interval scale needs numbers, and "${words}" is none`;
    return intervalAlpha(units.map((unit) => ({ cluster: unit.cluster, values: unit.values.map(Number) })));
  }
  if (words !== undefined && !categories) return "an ordinal scale of words needs its classes listed from low to high";
  const classes = categories ?? [...new Set(values)].sort((left, right) => Number(left) - Number(right));
  const stranger = values.find((value) => !classes.includes(value));
  return stranger === undefined ? ordinalAlpha(units, classes) : `"${stranger}" is not among the classes of the scale`;
}
