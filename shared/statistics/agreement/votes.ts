import { clusterOf, type DuplicateVote, inconsistent, type Judgement, tie, withoutDuplicates } from "../judgement.ts";

/** How a verdict that flips with the order counts when judges are compared. */
export type InconsistentRule = "drop" | "tie" | "category";

/** One vote per judge and item: what judges are compared by. Null: asked, but no usable answer came. */
export type Vote = string | number | null;

export type VotedItem = {
  readonly item: string;
  readonly cluster: string;
  readonly votes: ReadonlyMap<string, Vote>;
  readonly slices: readonly string[];
};

export type VoteTable = {
  /** Everybody who judged, people among them. */
  readonly judges: readonly string[];
  readonly people: readonly string[];
  readonly items: readonly VotedItem[];
  readonly duplicates: readonly DuplicateVote[];
};

/**
 * Judgements as one vote per judge and item, in the order of their names. Repeats in one order are settled by their
 * single most common verdict; scores by their mean. Orders that disagree, and repeats without a winner, make the vote
 * *inconsistent*, which is not a tie unless `rule` says so. A vote with an order that brought no answer is null:
 * what is left would carry that order's bias.
 */
export function voteTable(judgements: readonly Judgement[], rule: InconsistentRule): VoteTable {
  const { judgements: unique, duplicates } = withoutDuplicates(judgements);
  const items = new Map<string, { cluster: string; slices: Set<string>; asked: Map<string, Judgement[]> }>();
  for (const judgement of unique) {
    const item = items.get(judgement.item) ?? {
      cluster: clusterOf(judgement),
      slices: new Set<string>(),
      asked: new Map<string, Judgement[]>(),
    };
    items.set(judgement.item, item);
    for (const slice of judgement.slices ?? []) item.slices.add(slice);
    const asked = item.asked.get(judgement.judge);
    if (asked) asked.push(judgement);
    else item.asked.set(judgement.judge, [judgement]);
  }
  const judges = [...new Set(unique.map(({ judge }) => judge))].sort();
  const voted = [...items].map(([item, { cluster, slices, asked }]): VotedItem => {
    const votes = new Map([...asked].map(([judge, answers]) => [judge, settle(answers, rule)]));
    return { item, cluster, votes, slices: [...slices] };
  });
  const people = [...new Set(unique.filter(({ isPerson }) => isPerson).map(({ judge }) => judge))].sort();
  return { judges, people, items: voted.sort((left, right) => (left.item < right.item ? -1 : 1)), duplicates };
}

function settle(answers: readonly Judgement[], rule: InconsistentRule): Vote {
  const byOrder = new Map<string | null, (string | number)[]>();
  for (const { order, value } of answers) {
    const values = byOrder.get(order ?? null) ?? [];
    byOrder.set(order ?? null, values);
    if (value !== null) values.push(value);
  }
  const orders = [...byOrder.values()];
  if (orders.some((values) => values.length === 0)) return null;
  const scores = orders.flat().filter((value) => typeof value === "number");
  if (scores.length === orders.flat().length) {
    return mean(orders.map((values) => mean(values.map(Number))));
  }
  const verdicts = new Set(orders.map(commonest));
  const [verdict = inconsistent] = verdicts;
  const settled = verdicts.size === 1 ? verdict : inconsistent;
  if (settled !== inconsistent || rule === "category") return settled;
  return rule === "tie" ? tie : null;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function commonest(values: readonly (string | number)[]): string | number {
  const counts = new Map<string | number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const most = Math.max(...counts.values());
  const winners = [...counts].filter(([, count]) => count === most);
  return winners.length === 1 && winners[0] ? winners[0][0] : inconsistent;
}
