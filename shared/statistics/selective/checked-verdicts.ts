import { outcomeOf } from "../annotators/outcome.ts";
import { modesOf, type Panel, type PanelItem } from "../annotators/panel.ts";
import type { Judgement } from "../judgement.ts";
import type { Checked } from "./fixed-sequence.ts";

/** What a judge's p says of an item, beside people's verdict where they have one. */
export type CheckedItem = Checked & {
  readonly item: string;
  readonly cluster: string;
  readonly p: number;
  /** People's most common outcome. */
  readonly truth: number;
};

/** Verdicts by the judge's p on items people decided. A p of one half says tie; a tie is an error unless people tied too. */
export function checkedItems(items: readonly PanelItem[], judge: string): readonly CheckedItem[] {
  return items.flatMap((each) => {
    const [p, truth] = [each.p.get(judge)?.p, peopleOutcome(each)];
    if (p === undefined || truth === null) return [];
    const said = p > 0.5 ? 1 : p < 0.5 ? 0 : 0.5;
    return [{ item: each.item, cluster: each.cluster, p, truth, confidence: Math.max(p, 1 - p), isError: said !== truth }];
  });
}

/** Null: nobody labelled it, or no outcome is the most common. */
export function peopleOutcome({ people }: PanelItem): number | null {
  const outcomes = people.map(outcomeOf).filter((outcome) => outcome !== null);
  const modes = outcomes.length === 0 ? [] : modesOf(outcomes);
  return modes.length === 1 ? (modes[0] ?? null) : null;
}

/** From the cheapest: mean cost of a call, those without a known cost last, then by name. */
export function byCost(
  { judges }: Panel,
  judgements: readonly Judgement[],
): { readonly judges: readonly string[]; readonly isKnown: boolean } {
  const costs = new Map<string, { sum: number; calls: number }>();
  for (const { judge, costUsd } of judgements) {
    if (typeof costUsd !== "number") continue;
    const cost = costs.get(judge) ?? { sum: 0, calls: 0 };
    costs.set(judge, { sum: cost.sum + costUsd, calls: cost.calls + 1 });
  }
  const meanCost = (judge: string): number => {
    const cost = costs.get(judge);
    return cost ? cost.sum / cost.calls : Number.POSITIVE_INFINITY;
  };
  const sorted = [...judges].sort((left, right) => {
    const [first, second] = [meanCost(left), meanCost(right)];
    return first === second ? (left < right ? -1 : 1) : first - second;
  });
  return { judges: sorted, isKnown: judges.every((judge) => costs.has(judge)) };
}
