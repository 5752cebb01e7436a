import { clusterOf, type Judgement, tie } from "../judgement.ts";
import { type Contribution, proportion, type SumStatistic, trial } from "../sum-statistic.ts";

/** A verdict by position: which of the two answers shown was preferred. Null: no answer, or one that names no side. */
export type SeenVerdict = {
  readonly item: string;
  readonly judge: string;
  readonly cluster: string;
  readonly order: "ab" | "ba";
  readonly repeat: number;
  readonly preference: "first" | "second" | "tie" | null;
  readonly slices: readonly string[];
};

/** The judgements whose order is known, read by position. */
export function seenVerdicts(judgements: readonly Judgement[]): readonly SeenVerdict[] {
  return judgements.flatMap((judgement) => {
    const { item, judge, order, repeat = 0, value, slices = [] } = judgement;
    if (!order) return [];
    return [{ item, judge, cluster: clusterOf(judgement), order, repeat, preference: preferenceOf(value, order), slices }];
  });
}

function preferenceOf(value: Judgement["value"], order: "ab" | "ba"): SeenVerdict["preference"] {
  if (value === tie) return "tie";
  if (value !== "a" && value !== "b") return null;
  return value === order[0] ? "first" : "second";
}

/** One comparison asked in both orders. `conflict`: the verdict follows the position instead of the answer. */
export type OrderPair = { readonly item: string; readonly cluster: string; readonly conflict: "none" | "first" | "second" };

/**
 * Joins the two orders of each item and repeat. Consistent: the same side, or a tie, both times. A conflict leans
 * first when some order preferred the first shown (and the other did, or tied), second likewise (Shi et al. 2024).
 */
export function orderPairs(verdicts: readonly SeenVerdict[]): { readonly pairs: readonly OrderPair[]; readonly unread: number } {
  const asked = new Map<string, { ab?: SeenVerdict; ba?: SeenVerdict }>();
  for (const verdict of verdicts) {
    const key = JSON.stringify([verdict.item, verdict.repeat]);
    const orders = asked.get(key) ?? {};
    asked.set(key, orders);
    orders[verdict.order] = verdict;
  }
  const pairs: OrderPair[] = [];
  let unread = 0;
  for (const { ab, ba } of asked.values()) {
    if (!ab || !ba) continue;
    if (ab.preference === null || ba.preference === null) unread++;
    else pairs.push({ item: ab.item, cluster: ab.cluster, conflict: conflictOf(ab.preference, ba.preference) });
  }
  return { pairs, unread };
}

type Preference = "first" | "second" | "tie";

function conflictOf(ab: Preference, ba: Preference): OrderPair["conflict"] {
  const preferences = new Set([ab, ba]);
  const consistent = preferences.has("first") ? preferences.has("second") : !preferences.has("second");
  if (consistent) return "none";
  return preferences.has("first") ? "first" : "second";
}

const noPairs = "no item has a readable verdict in both orders";

/** Share of pairs whose verdict changes with the order, or changes towards the position named. */
export function conflictRate(pairs: readonly OrderPair[], towards?: "first" | "second"): SumStatistic {
  const counts = ({ conflict }: OrderPair) => (towards ? conflict === towards : conflict !== "none");
  return proportion(
    pairs.map((pair) => trial(pair.cluster, counts(pair))),
    noPairs,
  );
}

/** (R − P) / N of Shi et al. 2024: 0 fair, below 0 towards the first shown, above 0 towards the second. */
export function preferenceFairness(pairs: readonly OrderPair[]): SumStatistic {
  const lean = { none: 0, first: -1, second: 1 } as const;
  return {
    width: 2,
    contributions: pairs.map(({ cluster, conflict }) => ({ cluster, at: [0, 1], add: [lean[conflict], 1] })),
    value: ([leaning = 0, n = 0]) => (n === 0 ? noPairs : leaning / n),
  };
}

/** Share of all verdicts given that prefer the first shown. */
export function firstShown(verdicts: readonly SeenVerdict[]): SumStatistic {
  return proportion(
    verdicts.map(({ cluster, preference }) => trial(cluster, preference === "first")),
    "no readable verdict with a known order",
  );
}

/** Share of decisive verdicts that prefer the first shown; 0.5 is neutral. */
export function firstPreference(verdicts: readonly SeenVerdict[]): SumStatistic {
  const decisive = verdicts.filter(({ preference }) => preference === "first" || preference === "second");
  return {
    ...firstShown(decisive),
    value: ([first = 0, n = 0]) => (n === 0 ? "no verdict is decisive: all are ties or unreadable" : first / n),
  };
}

/** The readable verdicts on one item in one order, when it was asked more than once. */
export type RepeatGroup = { readonly item: string; readonly cluster: string; readonly counts: readonly number[]; readonly asked: number };

export function repeatGroups(verdicts: readonly SeenVerdict[]): readonly RepeatGroup[] {
  const groups = new Map<string, { item: string; cluster: string; counts: Map<Preference, number>; asked: number }>();
  for (const { item, order, cluster, preference } of verdicts) {
    if (preference === null) continue;
    const key = JSON.stringify([item, order]);
    const group = groups.get(key) ?? { item, cluster, counts: new Map<Preference, number>(), asked: 0 };
    groups.set(key, group);
    group.counts.set(preference, (group.counts.get(preference) ?? 0) + 1);
    group.asked++;
  }
  const repeated = [...groups.values()].filter(({ asked }) => asked > 1);
  return repeated.map(({ item, cluster, counts, asked }) => ({ item, cluster, counts: [...counts.values()], asked }));
}

const noRepeats = "no item was asked twice in the same order, so a flip by noise can't be told from one by position";

/** Mean over items and orders of the share of the most frequent verdict among the repeats. */
export function repetitionStability(groups: readonly RepeatGroup[]): SumStatistic {
  return meanOver(groups, ({ counts, asked }) => Math.max(...counts) / asked);
}

/** Chance that two repeats of the same prompt in the same order differ. */
export function flipRate(groups: readonly RepeatGroup[]): SumStatistic {
  return meanOver(groups, ({ counts, asked }) => 1 - counts.reduce((same, count) => same + count * (count - 1), 0) / (asked * (asked - 1)));
}

function meanOver(groups: readonly RepeatGroup[], figure: (group: RepeatGroup) => number): SumStatistic {
  const contributions = groups.map((group): Contribution => ({ cluster: group.cluster, at: [0, 1], add: [figure(group), 1] }));
  return { width: 2, contributions, value: ([sum = 0, n = 0]) => (n === 0 ? noRepeats : sum / n) };
}
