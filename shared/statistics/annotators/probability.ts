import type { Judgement } from "../judgement.ts";

/** A judge's probability on one item, over all its repeats and both orders. */
export type Probability = {
  readonly p: number;
  /** Bounds further apart than a tenth: a label's tokens were not among those returned. */
  readonly isWide: boolean;
  /** Only one order of a comparison was asked, so p carries the judge's leaning to a position. */
  readonly isOneOrder: boolean;
};

const wide = 0.1;

type Given = { p: number; isWide: boolean };

export function probabilityKey(item: string, judge: string): string {
  return JSON.stringify([item, judge]);
}

/**
 * p averaged within each order, then over the orders (Lee et al. 2023, RLAIF). An item one of whose orders brought no p has
 * none: what is left would carry that order's bias.
 */
export function averageProbabilities(judgements: readonly Judgement[]): ReadonlyMap<string, Probability> {
  const asked = new Map<string, Map<"ab" | "ba" | null, Map<string, Given>>>();
  for (const judgement of judgements) {
    const key = probabilityKey(judgement.item, judgement.judge);
    const orders = asked.get(key) ?? new Map<"ab" | "ba" | null, Map<string, Given>>();
    asked.set(key, orders);
    const given = orders.get(judgement.order ?? null) ?? new Map<string, Given>();
    orders.set(judgement.order ?? null, given);
    const { p, pLow, pHigh } = judgement;
    if (typeof p !== "number" || !(p >= 0 && p <= 1)) continue;
    // The same answer given twice counts once.
    given.set(JSON.stringify([judgement.repeat ?? 0, p]), { p, isWide: (pHigh ?? p) - (pLow ?? p) > wide });
  }
  const averages = new Map<string, Probability>();
  for (const [key, orders] of asked) {
    const groups = [...orders.values()].map((given) => [...given.values()]);
    if (groups.some((group) => group.length === 0)) continue;
    const p = mean(groups.map((group) => mean(group.map((given) => given.p))));
    const isOneOrder = orders.size === 1 && !orders.has(null);
    averages.set(key, { p, isWide: groups.flat().some((given) => given.isWide), isOneOrder });
  }
  return averages;
}

/** Summed from the smallest, so that the order of rows changes no digit. */
function mean(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right).reduce((sum, value) => sum + value, 0) / values.length;
}
