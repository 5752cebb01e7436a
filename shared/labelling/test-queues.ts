import type { LabelItem } from "./label-item.ts";
import { type LabelQueue, orderFor, shownRecord } from "./label-queue.ts";
import type { GivenLabel } from "./label-record.ts";

export function pairItem(at: number, more: Partial<LabelItem> = {}): LabelItem {
  return {
    key: `key-${at}`,
    item: `item-${at}`,
    comparison: `item-${at} · red × blue`,
    sample: 0,
    question: `Question ${at}?`,
    a: { model: "red", family: "red", text: `answer ${at} in red` },
    b: { model: "blue", family: "blue", text: `answer ${at} in blue` },
    verdicts: [],
    ...more,
  };
}

export function queueOf(items: readonly LabelItem[], more: Partial<LabelQueue> = {}): LabelQueue {
  return {
    ask: "pairwise",
    blind: true,
    criteria: null,
    scale: null,
    rubric: [],
    aggregate: null,
    overlap: 1,
    annotators: null,
    seed: 0,
    items: items.map((item) => ({ key: item.key, selectionP: 0.5, by: "random", item, hardness: { score: 0, why: "" } })),
    population: new Map(items.map((item) => [item.key, item])),
    isDeterministic: false,
    ...more,
  };
}

let given = 0;

/** A label of an item as the queue shows it to the person. */
export function labelOn(queue: LabelQueue, annotator: string, item: LabelItem, more: Partial<GivenLabel> = {}): GivenLabel {
  given += 1;
  return {
    type: "label",
    id: `label-${given}`,
    at: given,
    annotator,
    key: item.key,
    item: item.item,
    shown: shownRecord(queue, item, orderFor(queue, annotator, item)),
    selection_p: 0.5,
    ms: 1000,
    ...(more.score !== undefined || more.criteria !== undefined || more.accept !== undefined || more.skipped
      ? {}
      : { verdict: "a" as const }),
    ...more,
  };
}
