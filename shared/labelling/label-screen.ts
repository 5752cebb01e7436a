import type { LabelAsk } from "../cells/human.ts";
import { type SeenAnswer, seenAnswer } from "./label-answer.ts";
import { shownCheck, shownTexts } from "./label-item.ts";
import { itemsOf, type LabelProgress, nextItem, progressOf } from "./label-progress.ts";
import { criteriaFor, type LabelCriterion, type LabelQueue, type LabelScale, orderFor } from "./label-queue.ts";
import { personKey, type StandingLabel } from "./standing-labels.ts";

/** An item as one person is shown it: by position, and by no name where the cell is blind. */
export type ShownItem = {
  readonly key: string;
  /** Goes back with the answer: proves that what was answered is what stands in the notebook. */
  readonly check: string;
  /** Its place among the person's items, from 1. */
  readonly place: number;
  readonly question: string;
  readonly texts: readonly { readonly text: string; readonly model: string | null }[];
  readonly rubric: readonly Omit<LabelCriterion, "item" | "weight">[];
  /** What the person said already, and the label that says so. */
  readonly given: { readonly label: string; readonly answer: SeenAnswer } | null;
  readonly note: string | null;
};

export type LabelScreen = {
  readonly ask: LabelAsk;
  readonly blind: boolean;
  readonly criteria: string | null;
  readonly scale: LabelScale | null;
  /** Null: nothing is left for this person. */
  readonly item: ShownItem | null;
  /** Neighbours among the person's items. */
  readonly before: string | null;
  readonly after: string | null;
  readonly own: { readonly done: number; readonly skipped: number; readonly total: number };
  readonly progress: LabelProgress;
};

/** What a person sees at an item, or at the next one they have not answered where `key` is null. */
export function labelScreen(queue: LabelQueue, labels: readonly StandingLabel[], annotator: string, key: string | null): LabelScreen {
  const keys = itemsOf(queue, annotator, labels);
  const at = key === null ? -1 : keys.indexOf(key);
  const shown = at === -1 ? nextItem(queue, annotator, labels) : key;
  const place = shown === null ? keys.length : keys.indexOf(shown);
  const person = personKey(annotator);
  const own = labels.filter((label) => label.person === person && keys.includes(label.label.key));
  const skipped = own.filter(({ answer }) => answer.type === "skip").length;
  return {
    ask: queue.ask,
    blind: queue.blind,
    criteria: queue.criteria,
    scale: queue.scale,
    item: shown === null ? null : shownItem(queue, labels, annotator, shown, place + 1),
    before: keys[place - 1] ?? null,
    after: keys[place + 1] ?? null,
    own: { done: own.length - skipped, skipped, total: keys.length },
    progress: progressOf(queue, labels),
  };
}

function shownItem(queue: LabelQueue, labels: readonly StandingLabel[], annotator: string, key: string, place: number): ShownItem | null {
  const item = queue.population.get(key);
  if (item === undefined) return null;
  const order = orderFor(queue, annotator, item);
  const standing = labels.find((label) => label.label.key === key && label.person === personKey(annotator));
  return {
    key,
    check: shownCheck(item, order),
    place,
    question: item.question,
    texts: shownTexts(item, order).map(({ text, model }) => ({ text, model: queue.blind ? null : model })),
    rubric: criteriaFor(queue, item).map(({ id, text, type, levels }) => ({ id, text, type, levels })),
    given: standing === undefined ? null : { label: standing.label.id, answer: seenAnswer(standing.answer, order) },
    note: standing?.note ?? null,
  };
}
