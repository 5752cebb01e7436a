import { firstShown } from "../bias/position-statistics.ts";
import { type Counts, type Measured, measure } from "../measured.ts";
import { counted, type TidyRow, tidyRow } from "../tidy-row.ts";
import { commonestShare, percentAgreement } from "./agreement-statistics.ts";
import { type AgreementStudy, type GivenVote, votesBy } from "./agreement-study.ts";
import { matchWithMode, modesOf } from "./leave-one-out.ts";
import { shareFigure } from "./mean-statistic.ts";
import { longerSides } from "./sides.ts";
import type { VotedItem } from "./votes.ts";

type ItemVote = { readonly item: VotedItem; readonly vote: GivenVote };

/** What judges would reach that read nothing: always the commonest class, the answer shown first, the longer answer. */
export function baselineRows(study: AgreementStudy): readonly TidyRow[] {
  const longer = longerSides(study.judgements);
  return [
    ...(study.people.length > 0 ? peopleBaselines(study, longer) : []),
    ...study.judges.flatMap((judge) => judgeBaselines(study, judge, longer)),
  ];
}

function judgeBaselines(study: AgreementStudy, judge: string, longer: ReadonlyMap<string, "a" | "b">): readonly TidyRow[] {
  const asked = study.items.filter(({ votes }) => votes.has(judge));
  const votes = asked.flatMap((item): readonly ItemVote[] => votesBy([judge], item).map((vote) => ({ item, vote })));
  const nulls = asked.length - votes.length;
  const sized = votes.filter(({ item }) => longer.has(item.item));
  const pairs = sized.map(({ item, vote }) => ({ cluster: item.cluster, first: longer.get(item.item) ?? "a", second: vote }));
  return [
    constantRow(study, judge, votes, nulls),
    ...firstRow(study, judge, [judge]),
    ...(sized.length === 0
      ? []
      : [longerRow(study, judge, sized.length, measure(percentAgreement(pairs), countsOf(sized.length, nulls), study.options.resampling))]),
  ];
}

/** The same judges compared with what most people said. */
function peopleBaselines(study: AgreementStudy, longer: ReadonlyMap<string, "a" | "b">): readonly TidyRow[] {
  if (!study.level.classes) return [];
  const labelled = study.items.flatMap((item) => {
    const votes = votesBy(study.people, item);
    return votes.length === 0 ? [] : [{ item, votes, modes: modesOf(votes) }];
  });
  const settled = labelled.flatMap(({ item, modes }): readonly ItemVote[] => {
    const [vote, ...tied] = modes;
    return vote === undefined || tied.length > 0 ? [] : [{ item, vote }];
  });
  const figures = labelled.flatMap(({ item, votes }) => {
    const side = longer.get(item.item);
    return side === undefined ? [] : [{ cluster: item.cluster, figure: matchWithMode<GivenVote>(side, votes) }];
  });
  const measured = () => measure(shareFigure(figures, "no label"), countsOf(figures.length), study.options.resampling);
  return [
    constantRow(study, null, settled, 0, labelled.length - settled.length),
    ...firstRow(study, null, study.people),
    ...(figures.length === 0 ? [] : [longerRow(study, null, figures.length, measured())]),
  ];
}

function constantRow(study: AgreementStudy, judge: string | null, votes: readonly ItemVote[], nulls: number, ties = 0): TidyRow {
  const figure = commonestShare(votes.map(({ item, vote }) => ({ cluster: item.cluster, vote })));
  return tidyRow(
    { statistic: "baseline: commonest class", slice: study.slice, judge_a: judge },
    measure(figure, countsOf(votes.length, nulls, ties), study.options.resampling),
    "percent",
    (value) =>
      `A judge that always gives the commonest class would agree with ${nameOf(judge)} on ${value} of ${counted(votes.length, "item")}`,
  );
}

function firstRow({ seen, slice, options }: AgreementStudy, judge: string | null, voters: readonly string[]): readonly TidyRow[] {
  const own = seen.filter((verdict) => voters.includes(verdict.judge));
  if (own.length === 0) return [];
  const shown = own.filter(({ preference }) => preference !== null);
  const counts: Counts = { n: shown.length, items: new Set(shown.map(({ item }) => item)).size, nulls: own.length - shown.length, ties: 0 };
  const row = tidyRow(
    { statistic: "baseline: always first", slice, judge_a: judge },
    measure(firstShown(shown), counts, options.resampling),
    "percent",
    (value) =>
      `A judge that always prefers the answer shown first would agree with ${judge ?? "people"} on ${value} of ${counted(shown.length, "verdict")}`,
  );
  return [row];
}

function longerRow({ slice }: AgreementStudy, judge: string | null, items: number, measured: Measured): TidyRow {
  return tidyRow({ statistic: "baseline: always longer", slice, judge_a: judge }, measured, "percent", (value) => {
    return `A judge that always prefers the longer answer would agree with ${nameOf(judge)} on ${value} of ${counted(items, "item")} with a longer one`;
  });
}

function nameOf(judge: string | null): string {
  return judge ?? "people's majority";
}

function countsOf(items: number, nulls = 0, ties = 0): Counts {
  return { n: items, items, nulls, ties };
}
