import { type Counts, type Measured, measure, undefinedMeasure } from "../measured.ts";
import { difference, type SumStatistic } from "../sum-statistic.ts";
import { type Claim, counted, type NumberStyle, type TidyRow, tidyRow } from "../tidy-row.ts";
import { cohenKappa, percentAgreement, type VotePair } from "./agreement-statistics.ts";
import { type AgreementStudy, type GivenVote, pairsAmong, pairsOf, votesBy } from "./agreement-study.ts";
import { chanceWords } from "./chance-words.ts";
import { leaveOneOut, leaveOneOutOf, matchWithMode, modesOf } from "./leave-one-out.ts";
import { meanOf, shareFigure } from "./mean-statistic.ts";
import type { VotedItem } from "./votes.ts";

/**
 * Judges against people, each figure beside what people reach with one another: agreement with their majority,
 * leave-one-out agreement with the mode, and the mean over persons with the ceiling on the same items.
 */
export function peopleRows(study: AgreementStudy): readonly TidyRow[] {
  const { people, judges, level } = study;
  if (people.length === 0 || !level.classes) return [];
  const machines = judges.filter((judge) => !people.includes(judge));
  return [
    ...majorityShareRows(study, level.classes),
    ...(people.length < 2 ? [] : [togetherRow(study), ...people.map((person) => personRow(study, person))]),
    ...machines.flatMap((judge) => judgeRows(study, judge)),
  ];
}

const mostShares = 8;
const fewPeople = "fewer than two people labelled the same item";

/** Which class most people gave, over the items anybody labelled. */
function majorityShareRows(study: AgreementStudy, classes: readonly GivenVote[]): readonly TidyRow[] {
  if (classes.length > mostShares || study.people.length < 2) return [];
  const labelled = study.items.flatMap((item) => {
    const votes = votesBy(study.people, item);
    return votes.length === 0 ? [] : [{ cluster: item.cluster, modes: modesOf(votes) }];
  });
  const counts = countsOf(labelled.length);
  const share = (statistic: string, holds: (modes: readonly GivenVote[]) => boolean, claim: (value: string) => string) => {
    const figures = labelled.map(({ cluster, modes }) => ({ cluster, figure: Number(holds(modes)) }));
    return rowOf(study, { statistic, of: null }, measure(shareFigure(figures, fewPeople), counts, study.options.resampling), claim);
  };
  const on = counted(labelled.length, "item");
  return [
    ...classes.map((each) =>
      share(
        `people's majority: ${each}`,
        (modes) => modes.length === 1 && modes[0] === each,
        (value) => `Most people said ${each} on ${value} of ${on}`,
      ),
    ),
    share(
      "people's majority: none",
      (modes) => modes.length > 1,
      (value) => `People were split without a majority on ${value} of ${on}`,
    ),
  ];
}

function togetherRow(study: AgreementStudy): TidyRow {
  const labelled = study.items.map((item) => ({ cluster: item.cluster, votes: votesBy(study.people, item) }));
  const figures = labelled.flatMap(({ cluster, votes }) => (votes.length < 2 ? [] : [{ cluster, figure: leaveOneOut(votes) }]));
  const measured = measure(shareFigure(figures, fewPeople), countsOf(figures.length), study.options.resampling);
  return rowOf(study, { statistic: "leave-one-out agreement", of: null }, measured, (value) => {
    return `A person says what most of the other people say in ${value} of cases on ${counted(figures.length, "item")}`;
  });
}

function personRow(study: AgreementStudy, person: string): TidyRow {
  const others = study.people.filter((each) => each !== person);
  const asked = study.items.filter((item) => item.votes.has(person) && votesBy(others, item).length > 0);
  const figures = asked.flatMap((item) => {
    const vote = item.votes.get(person) ?? null;
    return vote === null ? [] : [{ cluster: item.cluster, figure: matchWithMode(vote, votesBy(others, item)) }];
  });
  const counts = countsOf(figures.length, asked.length - figures.length);
  return rowOf(
    study,
    { statistic: "leave-one-out agreement", of: person },
    measure(shareFigure(figures, fewPeople), counts, study.options.resampling),
    (value) => `${person} says what most of the other people say on ${value} of ${counted(figures.length, "item")}`,
  );
}

function judgeRows(study: AgreementStudy, judge: string): readonly TidyRow[] {
  const { people, items, options } = study;
  const asked = items.filter((item) => item.votes.has(judge) && votesBy(people, item).length > 0);
  const voted = asked.flatMap((item) => {
    const vote = item.votes.get(judge) ?? null;
    return vote === null ? [] : [{ item, cluster: item.cluster, vote, votes: votesBy(people, item) }];
  });
  const nulls = asked.length - voted.length;
  const withMode = voted.map(({ cluster, vote, votes }) => ({ cluster, figure: matchWithMode(vote, votes) }));
  const settled = voted.flatMap(({ cluster, vote, votes }) => {
    const [mode, ...tied] = modesOf(votes);
    return mode === undefined || tied.length > 0 ? [] : [{ cluster, first: vote, second: mode }];
  });
  const row = (statistic: string, measured: Measured, claim: Claim, style: NumberStyle = "percent") =>
    rowOf(study, { statistic, of: judge }, measured, claim, style);
  const several = voted.filter(({ votes }) => votes.length > 1);
  const oneOut = several.map(({ cluster, vote, votes }) => ({ cluster, figure: leaveOneOutOf(vote, votes) }));
  const noOverlap = "it judged no item that a person labelled";
  const majority = [
    row(
      "agreement with people's majority",
      measure(shareFigure(withMode, noOverlap), countsOf(voted.length, nulls), options.resampling),
      (value) => {
        return `${judge} says what most people say on ${value} of ${counted(voted.length, "item")}`;
      },
    ),
    row(
      "cohen kappa with people's majority",
      measure(cohenKappa(settled), countsOf(settled.length, nulls, voted.length - settled.length), options.resampling),
      (value, measured) => {
        return `${chanceWords(`${judge} and people's majority`, measured)} Cohen's kappa ${value} on ${counted(settled.length, "item")}`;
      },
      "number",
    ),
  ];
  if (people.length < 2)
    return [...majority, row("ceiling: percent agreement", undefinedMeasure(fewPeople, { ...countsOf(0), clusters: 0 }), (value) => value)];
  return [
    ...majority,
    row("leave-one-out agreement", measure(shareFigure(oneOut, fewPeople), countsOf(several.length), options.resampling), (value) => {
      return `${judge} says what most people but one say in ${value} of cases on ${counted(several.length, "item")}`;
    }),
    ...ceilingRows(
      study,
      judge,
      several.map(({ item }) => item),
    ),
  ];
}

type VotePairs = readonly VotePair<GivenVote>[];

/** With more people than this their pairs share too little for a mean over pairs, and are read as one. */
export const mostPairedPeople = 24;

/** A judge with each person, and people with one another, both on the items the judge and at least two people judged. */
function ceilingRows(study: AgreementStudy, judge: string, shared: readonly VotedItem[]): readonly TidyRow[] {
  const { people, options } = study;
  const here = people.filter((person) => shared.some((item) => (item.votes.get(person) ?? null) !== null));
  const counts = countsOf(shared.length);
  const on = counted(shared.length, "item");
  const tooMany = here.length > mostPairedPeople;
  const own = tooMany
    ? [shared.flatMap((item) => pairsWith(item, votesBy([judge], item), votesBy(people, item)))]
    : here.map((person) => pairsOf(shared, judge, person).pairs);
  const among = tooMany
    ? [shared.flatMap((item) => pairsAmong(votesBy(people, item)).map(([first, second]) => ({ cluster: item.cluster, first, second })))]
    : pairsAmong(here).map(([one, other]) => pairsOf(shared, one, other).pairs);
  const mean = (of: readonly VotePairs[], figure: (pairs: VotePairs) => SumStatistic) =>
    meanOf(of.filter(({ length }) => length > 0).map(figure), fewPeople);
  const note = tooMany ? `${here.length} people: their pairs of votes are read as one` : null;
  const row = (statistic: string, figure: SumStatistic, claim: Claim, style: NumberStyle = "percent") => {
    const measured = measure(figure, counts, options.resampling);
    return rowOf(study, { statistic, of: judge }, { ...measured, note: note ?? measured.note }, claim, style);
  };
  const [withPeople, ceiling] = [mean(own, percentAgreement), mean(among, percentAgreement)];
  return [
    row("percent agreement with people", withPeople, (value) => {
      return `${judge} says the same as a person in ${value} of cases, the mean over ${here.length} people on ${on}`;
    }),
    row("ceiling: percent agreement", ceiling, (value) => {
      return `Ceiling for ${judge}: two people say the same in ${value} of cases, the mean over their pairs on the same ${on}`;
    }),
    row(
      "percent agreement minus ceiling",
      difference(withPeople, ceiling),
      (value) => `${judge} with people, less people with one another: ${value} on the same ${on}`,
      "points",
    ),
    row(
      "cohen kappa with people",
      mean(own, cohenKappa),
      (value, measured) => {
        return `${chanceWords(`${judge} and a person`, measured)} a mean Cohen's kappa of ${value} on ${on}`;
      },
      "number",
    ),
    row(
      "ceiling: cohen kappa",
      mean(among, cohenKappa),
      (value, measured) => {
        return `Ceiling for ${judge}: ${chanceWords("two people", measured)} a mean Cohen's kappa of ${value} on the same ${on}`;
      },
      "number",
    ),
  ];
}

function pairsWith({ cluster }: VotedItem, own: readonly GivenVote[], others: readonly GivenVote[]): VotePairs {
  return own.flatMap((first) => others.map((second) => ({ cluster, first, second })));
}

function rowOf(
  { slice }: AgreementStudy,
  { statistic, of }: { readonly statistic: string; readonly of: string | null },
  measured: Measured,
  claim: Claim,
  style: NumberStyle = "percent",
): TidyRow {
  return tidyRow({ statistic, slice, judge_a: of }, measured, style, claim);
}

function countsOf(items: number, nulls = 0, ties = 0): Counts {
  return { n: items, items, nulls, ties };
}
