import { clusterOf, type Judgement } from "../judgement.ts";

export type Label = string | number;

/** What one source said of one item, beside what people said of it. */
export type LabelledItem = {
  readonly item: string;
  readonly cluster: string;
  readonly labels: readonly Label[];
  readonly people: readonly Label[];
};

/** Labels by source: each judge for itself, and people together (`judge` null). Unreadable answers are counted, not kept. */
export type LabelSource = { readonly judge: string | null; readonly items: readonly LabelledItem[]; readonly unread: number };

/** People first where there are any, then judges by name; every source's items in the order of their names. */
export function labelSources(judgements: readonly Judgement[]): readonly LabelSource[] {
  const bySource = new Map<string | null, { items: Map<string, { cluster: string; labels: Label[] }>; unread: number }>();
  for (const judgement of judgements) {
    const name = judgement.isPerson ? null : judgement.judge;
    const source = bySource.get(name) ?? { items: new Map<string, { cluster: string; labels: Label[] }>(), unread: 0 };
    bySource.set(name, source);
    const item = source.items.get(judgement.item) ?? { cluster: clusterOf(judgement), labels: [] };
    source.items.set(judgement.item, item);
    if (judgement.value === null) source.unread++;
    else item.labels.push(judgement.value);
  }
  const people = bySource.get(null)?.items ?? new Map<string, { labels: Label[] }>();
  const names = [...bySource.keys()].sort((left, right) => (left === null || (right !== null && left < right) ? -1 : 1));
  return names.map((judge) => {
    const { items = new Map<string, { cluster: string; labels: Label[] }>(), unread = 0 } = bySource.get(judge) ?? {};
    const labelled = [...items].map(
      ([item, { cluster, labels }]): LabelledItem => ({ item, cluster, labels, people: people.get(item)?.labels ?? [] }),
    );
    return {
      judge,
      unread,
      items: labelled.filter(({ labels }) => labels.length > 0).sort((left, right) => (left.item < right.item ? -1 : 1)),
    };
  });
}
