import { tie } from "../judgement.ts";
import { type Counts, measure } from "../measured.ts";
import { proportion, type SumStatistic } from "../sum-statistic.ts";
import { counted, type TidyRow, tidyRow } from "../tidy-row.ts";
import { type AgreementStudy, type GivenVote, pairsAmong, votesBy } from "./agreement-study.ts";
import { shareFigure } from "./mean-statistic.ts";
import type { VotedItem } from "./votes.ts";

/**
 * Agreement of single votes as MT-bench counts it, of each judge with people and of people with one another: ties kept
 * (chance 1/3 with three verdicts) or only pairs of votes neither of which is a tie (chance 1/2); each pair of votes
 * counting once, so that items with many votes weigh more, or each item once. Source: Zheng et al. 2023, Table 5.
 */
export function voteRows(study: AgreementStudy): readonly TidyRow[] {
  const { people, judges, level } = study;
  if (!level.classes || people.length < 2) return [];
  const items = study.tiedItems ?? study.items;
  const rules = study.tiedItems ? (["ties kept", "no ties"] as const) : (["all votes"] as const);
  const machines = judges.filter((judge) => !people.includes(judge));
  return rules.flatMap((rule) => [
    ...rowsOf(study, { who: null, rule, pairs: items.map((item) => ({ item, votes: pairsAmong(votesBy(people, item)) })) }),
    ...machines.flatMap((judge) => {
      const pairs = items.map((item) => ({ item, votes: votesBy([judge], item).flatMap((own) => pairedWith(own, votesBy(people, item))) }));
      return rowsOf(study, { who: judge, rule, pairs });
    }),
  ]);
}

type VotePairs = readonly (readonly [GivenVote, GivenVote])[];

type Compared = {
  /** Null: people with one another. */
  readonly who: string | null;
  readonly rule: "ties kept" | "no ties" | "all votes";
  readonly pairs: readonly { readonly item: VotedItem; readonly votes: VotePairs }[];
};

function pairedWith(own: GivenVote, others: readonly GivenVote[]): VotePairs {
  return others.map((other) => [own, other] as const);
}

const noPairs = "no item has two votes to compare";

function rowsOf({ slice, options }: AgreementStudy, { who, rule, pairs }: Compared): readonly TidyRow[] {
  const all = pairs.reduce((sum, { votes }) => sum + votes.length, 0);
  const kept = pairs
    .map(({ item, votes }) => ({ cluster: item.cluster, votes: rule === "no ties" ? votes.filter((pair) => !pair.includes(tie)) : votes }))
    .filter(({ votes }) => votes.length > 0);
  const n = kept.reduce((sum, { votes }) => sum + votes.length, 0);
  const counts: Counts = { n, items: kept.length, nulls: 0, ties: all - n };
  const same = (votes: VotePairs) => votes.filter(([left, right]) => left === right).length;
  const byVote: SumStatistic = {
    ...proportion([], noPairs),
    contributions: kept.map(({ cluster, votes }) => ({ cluster, at: [0, 1], add: [same(votes), votes.length] })),
  };
  const byItem = shareFigure(
    kept.map(({ cluster, votes }) => ({ cluster, figure: same(votes) / votes.length })),
    noPairs,
  );
  const subject = (weighting: string) => ({ statistic: `vote agreement, ${rule}, ${weighting}`, slice, judge_a: who });
  const what = who === null ? "Two people's votes are the same" : `${who}'s and a person's vote are the same`;
  const ruled = { "all votes": "", "ties kept": ", ties and flips counting as ties", "no ties": ", neither a tie" }[rule];
  return [
    tidyRow(subject("vote-weighted"), measure(byVote, counts, options.resampling), "percent", (value) => {
      return `${what} in ${value} of ${counted(n, "pair")}${ruled}`;
    }),
    tidyRow(subject("item-weighted"), measure(byItem, counts, options.resampling), "percent", (value) => {
      return `${what} in ${value} of cases, each of ${counted(kept.length, "item")} counting once${ruled}`;
    }),
  ];
}
