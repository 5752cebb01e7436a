import type { Counts, Measured } from "../measured.ts";
import { counted, type TidyRow, tidyRow } from "../tidy-row.ts";
import { drawWeighted, measuredFrom } from "../weighted-statistic.ts";
import { type AgreementStudy, numbersOf, pairsAmong, votesBy } from "./agreement-study.ts";
import { correlator } from "./correlations.ts";
import { mostPairedPeople } from "./people-rows.ts";

const neverVaries = "fewer than two people scored the same items, or somebody always gave the same score";

const tooManyPeople = `more than ${mostPairedPeople} people, whose pairs share too few items to correlate`;

/**
 * Judges against people on an ordered scale: correlation with the people's mean, and the mean correlation with each
 * person beside the ceiling, people's mean correlation with one another on the same items. All on the same draws.
 */
export function peopleScoreRows(study: AgreementStudy): readonly TidyRow[] {
  const { people, judges, level } = study;
  if (people.length === 0 || !level.isOrdered) return [];
  return judges.filter((judge) => !people.includes(judge)).flatMap((judge) => judgeRows(study, judge));
}

function judgeRows(study: AgreementStudy, judge: string): readonly TidyRow[] {
  const { people, level, slice, options } = study;
  const needed = Math.min(2, people.length);
  const asked = study.items.filter((item) => item.votes.has(judge) && votesBy(people, item).length >= needed);
  const items = asked.filter((item) => (item.votes.get(judge) ?? null) !== null);
  const numbers = (who: string) =>
    numbersOf(
      items.map((item) => item.votes.get(who)),
      level,
    );
  const own = numbers(judge);
  const persons = people.map(numbers).filter((column) => column.some((value) => !Number.isNaN(value)));
  const means = items.map((_, row) => meanOf(persons.map((column) => column[row] as number).filter((value) => !Number.isNaN(value))));
  const withMean = correlator(own, means);
  const tooMany = persons.length > mostPairedPeople;
  const withPeople = tooMany ? [] : persons.map((column) => correlator(own, column));
  const among = (tooMany ? [] : pairsAmong(persons)).map(([left, right]) => correlator(left, right));
  const drawn = drawWeighted(
    {
      clusters: items.map(({ cluster }) => cluster),
      width: 4,
      fill: (weights, into) => {
        const { spearman, pearson } = withMean(weights);
        const rank = (of: typeof among) =>
          meanOf(of.map((correlate) => correlate(weights).spearman()).filter((value) => !Number.isNaN(value)));
        into.set([spearman(), pearson(), rank(withPeople), rank(among)]);
      },
    },
    options.resampling,
  );
  const counts: Counts = { n: items.length, items: items.length, nulls: asked.length - items.length, ties: 0 };
  const on = counted(items.length, "item");
  const row = (statistic: string, measured: Measured, claim: (value: string) => string) =>
    tidyRow({ statistic, slice, judge_a: judge }, measured, "number", claim);
  const of = (figure: Parameters<typeof measuredFrom>[1]) =>
    measuredFrom(drawn, figure, counts, tooMany && figure !== 0 && figure !== 1 ? tooManyPeople : neverVaries);
  const mean = [
    row("spearman with people's mean", of(0), (value) => `${judge} and the people's mean: Spearman's rank correlation ${value} on ${on}`),
    ...(level.isNumeric
      ? [row("pearson with people's mean", of(1), (value) => `${judge} and the people's mean: Pearson's correlation ${value} on ${on}`)]
      : []),
  ];
  if (people.length < 2) return mean;
  return [
    ...mean,
    row("spearman with people", of(2), (value) => {
      return `${judge} and a person: Spearman's rank correlation ${value}, the mean over ${persons.length} people on ${on}`;
    }),
    row("ceiling: spearman", of(3), (value) => {
      return `Ceiling for ${judge}: two people's Spearman rank correlation is ${value}, the mean over their pairs on the same ${on}`;
    }),
    row("spearman minus ceiling", of({ of: 2, minus: 3 }), (value) => {
      return `${judge} with people, less people with one another, Spearman's rank correlation: ${value} on the same ${on}`;
    }),
  ];
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value / values.length, values.length === 0 ? Number.NaN : 0);
}
