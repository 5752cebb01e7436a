import { clusterOf, type Judgement } from "../judgement.ts";
import type { SumStatistic } from "../sum-statistic.ts";

/** What one judge answered when asked the same again: same item, same order. At least two readable answers. */
export type RepeatGroup = {
  /** Names the item and the order. */
  readonly key: string;
  readonly item: string;
  readonly cluster: string;
  readonly values: readonly (string | number)[];
};

/** The groups of one judge's judgements, in the order of their keys; how many answers in them were unreadable. */
export function repeatGroups(judgements: readonly Judgement[]): { readonly groups: readonly RepeatGroup[]; readonly unread: number } {
  const asked = new Map<string, Judgement[]>();
  for (const judgement of judgements) {
    const key = JSON.stringify([judgement.item, judgement.order ?? null]);
    const same = asked.get(key);
    if (same) same.push(judgement);
    else asked.set(key, [judgement]);
  }
  const groups: RepeatGroup[] = [];
  let unread = 0;
  for (const [key, same] of asked) {
    const [first] = same;
    if (!first || same.length < 2) continue;
    const values = same.flatMap(({ value }) => (value === null ? [] : [value]));
    unread += same.length - values.length;
    if (values.length > 1) groups.push({ key, item: first.item, cluster: clusterOf(first), values });
  }
  return { groups: groups.sort((left, right) => (left.key < right.key ? -1 : 1)), unread };
}

export const nothingRepeated = "no item was asked twice in the same order with two readable answers";

/** How often each value came. */
export function timesGiven<V>(values: readonly V[]): readonly number[] {
  const counts = new Map<V, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts.values()];
}

/** Chance that two answers to the same question differ: 1 − Σ n(n − 1) / (K(K − 1)), free of the number of repeats. */
export function flipChance({ values }: Pick<RepeatGroup, "values">): number {
  const same = timesGiven(values).reduce((sum, count) => sum + count * (count - 1), 0);
  return 1 - same / (values.length * (values.length - 1));
}

/** Entropy of the answers in bits: 0 when all are the same. Grows with the number of repeats, so compare equal numbers only. */
export function entropyBits({ values }: Pick<RepeatGroup, "values">): number {
  const shares = timesGiven(values).map((count) => count / values.length);
  return shares.reduce((sum, share) => sum - share * Math.log2(share), 0);
}

/** Share of the most frequent answer. */
export function majorityShare({ values }: Pick<RepeatGroup, "values">): number {
  return Math.max(...timesGiven(values)) / values.length;
}

/**
 * Test-retest reliability of scores: ICC(1) of a one-way table whose rows are items and whose columns are repeats, with
 * the mean number of repeats of an unbalanced design.
 * Reference: R psych::ICC (ICC1) for equal numbers of repeats. Source: Shrout and Fleiss 1979; Donner 1986 for unequal.
 */
export function testRetest(groups: readonly RepeatGroup[]): SumStatistic {
  return oneWay(groups, ({ between, within, repeats }) => {
    const below = between + (repeats - 1) * within;
    return below <= 0 ? "every answer is the same score" : (between - within) / below;
  });
}

/** Standard deviation of one answer about its item's mean: the error of measurement of asking once. */
export function repeatSpread(groups: readonly RepeatGroup[]): SumStatistic {
  return oneWay(groups, ({ within }) => Math.sqrt(within));
}

type MeanSquares = { readonly between: number; readonly within: number; readonly repeats: number };

function oneWay(groups: readonly RepeatGroup[], figure: (squares: MeanSquares) => number | string): SumStatistic {
  const all = groups.flatMap(({ values }) => values.map(Number));
  const origin = all.reduce((sum, value) => sum + value / all.length, 0);
  const contributions = groups.map(({ cluster, values }) => {
    const moved = values.map((value) => Number(value) - origin);
    const [k, sum] = [moved.length, moved.reduce((total, value) => total + value, 0)];
    const within = moved.reduce((total, value) => total + (value - sum / k) ** 2, 0);
    return { cluster, at: [0, 1, 2, 3, 4, 5], add: [1, k, k * k, sum, (sum * sum) / k, within] };
  });
  return {
    width: 6,
    contributions,
    value: ([items = 0, n = 0, squaredCounts = 0, sum = 0, squaredSums = 0, within = 0]) => {
      if (items < 2) return items === 0 ? nothingRepeated : "fewer than two items were scored twice";
      const between = (squaredSums - (sum * sum) / n) / (items - 1);
      const repeats = (n - squaredCounts / n) / (items - 1);
      return figure({ between: Math.max(0, between), within: within / (n - items), repeats });
    },
  };
}
