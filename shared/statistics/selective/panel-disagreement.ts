import { kindOf, type ValueKind } from "../annotators/outcome.ts";
import { modesOf, type Panel, type PanelItem, type Vote } from "../annotators/panel.ts";
import { inconsistent } from "../judgement.ts";

export const urgencyNames = ["vote share", "entropy", "variance"] as const;
export type UrgencyName = (typeof urgencyNames)[number];

/** An item the panel and people both decided: how far apart they are, and how urgent a person's look seems from the panel alone. */
export type RoutedItem = {
  readonly cluster: string;
  readonly loss: number;
  readonly urgency: { readonly [name in UrgencyName]: number | null };
};

export type RoutedItems = { readonly items: readonly RoutedItem[]; readonly kind: ValueKind; readonly undecided: number };

/**
 * Items on which some judge and some person gave a readable verdict. Loss: the chance that a mode of the panel is not a mode of
 * the people; for scores, the distance of their means.
 */
export function routedItems({ items, judges }: Panel): RoutedItems {
  const kind = kindOf(items.flatMap(({ people, votes }) => [...people, ...votesOf(votes, judges)].filter((vote) => vote !== inconsistent)));
  let undecided = 0;
  const routed = items.flatMap((item) => {
    const votes = votesOf(item.votes, judges);
    if (item.people.length === 0) return [];
    if (votes.length > 0) return [{ cluster: item.cluster, loss: lossOf(votes, item.people, kind), urgency: urgencyOf(item, votes, kind) }];
    undecided++;
    return [];
  });
  return { items: routed, kind, undecided };
}

function votesOf(votes: PanelItem["votes"], judges: readonly string[]): readonly Vote[] {
  return judges.map((judge) => votes.get(judge) ?? null).filter((vote) => vote !== null);
}

function lossOf(votes: readonly Vote[], people: readonly Vote[], kind: ValueKind): number {
  if (kind === "score") return Math.abs(mean(votes.map(Number)) - mean(people.map(Number)));
  const [panel, truth] = [modesOf(votes), modesOf(people)];
  return 1 - panel.filter((mode) => truth.includes(mode)).length / (panel.length * truth.length);
}

function urgencyOf({ p }: PanelItem, votes: readonly Vote[], kind: ValueKind): RoutedItem["urgency"] {
  const probabilities = [...p.values()].map((given) => given.p);
  const spread = kind === "score" ? votes.map(Number) : probabilities;
  const modal = votes.filter((vote) => vote === modesOf(votes)[0]).length;
  return {
    "vote share": votes.length < 2 || kind === "score" ? null : 1 - modal / votes.length,
    entropy: probabilities.length === 0 || kind === "score" ? null : rounded(entropy(mean(probabilities))),
    variance: spread.length < 2 ? null : rounded(mean(spread.map((value) => (value - mean(spread)) ** 2))),
  };
}

function entropy(p: number): number {
  return p <= 0 || p >= 1 ? 0 : -(p * Math.log(p) + (1 - p) * Math.log(1 - p));
}

/** Urgencies equal but for their last digits are the same urgency. */
function rounded(value: number): number {
  return Number(value.toPrecision(10));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
