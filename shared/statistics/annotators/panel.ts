import { type VotedItem, voteTable } from "../agreement/votes.ts";
import type { Judgement } from "../judgement.ts";
import { averageProbabilities, type Probability, probabilityKey } from "./probability.ts";

/** What people and judges said, item by item, one vote each. */
export type Panel = {
  readonly people: readonly string[];
  readonly judges: readonly string[];
  readonly items: readonly PanelItem[];
};

export type PanelItem = {
  readonly item: string;
  readonly cluster: string;
  readonly slices: readonly string[];
  /** Readable votes of people, in the order of their names. */
  readonly people: readonly Vote[];
  /** People who were asked and gave no readable vote. */
  readonly unread: number;
  readonly votes: VotedItem["votes"];
  /** Of each judge that was asked and gave any. */
  readonly p: ReadonlyMap<string, Probability>;
};

export type Vote = string | number;

export type PanelOptions = {
  /** Stands for the people, in place of those marked so. */
  readonly reference?: string | undefined;
  /** What two orders that disagree count as. */
  readonly rule?: "drop" | "tie" | "category";
};

/** Judgements by item, in the order of the items' names, so that the order of rows changes nothing. */
export function panelOf(judgements: readonly Judgement[], { reference, rule = "drop" }: PanelOptions = {}): Panel {
  const table = voteTable(judgements, rule);
  const marked = new Set(judgements.flatMap(({ judge, isPerson }) => (isPerson ? [judge] : [])));
  const people = reference === undefined ? [...marked].sort() : table.judges.filter((judge) => judge === reference);
  const probabilities = averageProbabilities(judgements);
  const judges = table.judges.filter((judge) => !people.includes(judge) && !marked.has(judge));
  const items = table.items.map(({ item, cluster, slices, votes }): PanelItem => {
    const asked = people.filter((person) => votes.has(person));
    const given = asked.map((person) => votes.get(person) ?? null).filter((vote) => vote !== null);
    const p = judges.flatMap((judge) => {
      const probability = probabilities.get(probabilityKey(item, judge));
      return probability ? [[judge, probability] as const] : [];
    });
    return { item, cluster, slices, people: given, unread: asked.length - given.length, votes, p: new Map(p) };
  });
  return { people, judges, items };
}

/** The whole panel, then each slice of it: every figure is given for all of them. */
export function slicesOfPanel(panel: Panel): readonly { readonly slice: string | null; readonly panel: Panel }[] {
  const slices = [...new Set(panel.items.flatMap((item) => item.slices))].sort();
  return [
    { slice: null, panel },
    ...slices.map((slice) => ({ slice, panel: { ...panel, items: panel.items.filter((item) => item.slices.includes(slice)) } })),
  ];
}

/** The commonest votes; several where they tie. */
export function modesOf<V>(votes: readonly V[]): readonly V[] {
  const counts = new Map<V, number>();
  for (const vote of votes) counts.set(vote, (counts.get(vote) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return [...counts].flatMap(([vote, count]) => (count === most ? [vote] : []));
}
