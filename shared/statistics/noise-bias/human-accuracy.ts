import type { Judgement } from "../judgement.ts";
import type { SumStatistic } from "../sum-statistic.ts";
import type { Label, LabelledItem, LabelSource } from "./label-sources.ts";

/** Pairs of labels that one person gave the same item at two times. */
export type RepeatPairs = { readonly cluster: string; readonly same: number; readonly pairs: number };

/** A person asked again is the only measure of people's own noise; different people may differ for good reasons. */
export function repeatPairsOf(judgements: readonly Judgement[], clusterOfItem: (item: string) => string): readonly RepeatPairs[] {
  const labels = new Map<string, { item: string; values: Label[] }>();
  for (const { item, judge, value, isPerson } of judgements) {
    if (!isPerson || value === null) continue;
    const key = JSON.stringify([item, judge]);
    const own = labels.get(key) ?? { item, values: [] };
    labels.set(key, own);
    own.values.push(value);
  }
  return [...labels.values()].flatMap(({ item, values }) => {
    if (values.length < 2) return [];
    const same = values.reduce<number>((sum, value, index) => sum + values.slice(index + 1).filter((other) => other === value).length, 0);
    return [{ cluster: clusterOfItem(item), same, pairs: (values.length * (values.length - 1)) / 2 }];
  });
}

/** Why labels of a source and of people are not the two classes that the correction needs; null when they are. */
export function notBinary(sources: readonly LabelSource[]): string | null {
  const classes = new Set(sources.flatMap(({ items }) => items.flatMap(({ labels }) => labels)));
  return classes.size === 2 ? null : `it needs labels of two classes, and there are ${classes.size}`;
}

/**
 * A judge's accuracy against the truth, from its agreement with single labels of people whose accuracy is h:
 * (agreement − (1 − h)) / (2h − 1), for two classes and errors independent of the judge's (Lam and Stork 2003). A
 * person who repeats a label with chance P has h = (1 + √(2P − 1)) / 2 when both errors are independent.
 */
export function correctedAccuracy(items: readonly LabelledItem[], repeats: readonly RepeatPairs[]): SumStatistic {
  const agreements = items.map(({ cluster, labels, people }) => {
    const same = labels.reduce<number>((sum, label) => sum + people.filter((person) => person === label).length, 0);
    return { cluster, at: [0, 1], add: [same / labels.length, people.length] };
  });
  return {
    width: 4,
    contributions: [...agreements, ...repeats.map(({ cluster, same, pairs }) => ({ cluster, at: [2, 3], add: [same, pairs] }))],
    value: ([same = 0, n = 0, repeated = 0, pairs = 0]) => {
      if (pairs === 0) return "no person labelled the same item twice, so people's own noise is unknown";
      if (n === 0) return "no item has a label of the judge and of a person";
      const stability = repeated / pairs;
      if (stability <= 0.5) return "people repeat their own labels no better than chance";
      const h = (1 + Math.sqrt(2 * stability - 1)) / 2;
      return (same / n - (1 - h)) / (2 * h - 1);
    },
  };
}
