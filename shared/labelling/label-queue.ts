import type { LabelAsk } from "../cells/human.ts";
import { createRandom } from "../data/random.ts";
import { sha256Hex } from "../journal/sha256.ts";
import type { Aggregate } from "../rubric/criterion.ts";
import type { Hardness } from "./hardness.ts";
import type { ShownOrder } from "./label-answer.ts";
import { type LabelItem, shownTexts } from "./label-item.ts";
import type { Shown } from "./label-record.ts";
import type { Selected } from "./select-items.ts";
import { personKey, type StandingLabel } from "./standing-labels.ts";

/** A criterion as people are asked about it. */
export type LabelCriterion = {
  readonly id: string;
  readonly text: string;
  readonly type: "rule" | "principle" | "pitfall";
  readonly weight: number;
  /** Descriptions from the lowest level to the highest; null: met or not met. */
  readonly levels: readonly string[] | null;
  /** The prompt it was written for; null: all of them. */
  readonly item: string | null;
};

export type LabelScale = { readonly min: number; readonly max: number; readonly levels: { readonly [score: string]: string } };

export type QueuedItem = Selected & { readonly item: LabelItem; readonly hardness: Hardness };

/** All there is to ask, before anybody has answered. */
export type LabelQueue = {
  readonly ask: LabelAsk;
  readonly blind: boolean;
  readonly criteria: string | null;
  readonly scale: LabelScale | null;
  readonly rubric: readonly LabelCriterion[];
  /** How criteria make a score; null where no rubric is asked about. */
  readonly aggregate: Aggregate | null;
  readonly overlap: number;
  readonly annotators: readonly string[] | null;
  readonly seed: number;
  /** The items chosen, in the order in which they are asked. */
  readonly items: readonly QueuedItem[];
  /** Every item that could have been chosen. */
  readonly population: ReadonlyMap<string, LabelItem>;
  readonly isDeterministic: boolean;
};

/** Which answer stands first: random for each person and item, the same whenever they come back. */
export function orderFor(queue: LabelQueue, annotator: string, item: LabelItem): ShownOrder {
  if (item.b === null) return null;
  return createRandom(`order ${queue.seed} ${personKey(annotator)} ${item.key}`).next() < 0.5 ? "ab" : "ba";
}

export function criteriaFor(queue: LabelQueue, item: LabelItem): readonly LabelCriterion[] {
  return queue.rubric.filter((criterion) => criterion.item === null || criterion.item === item.item);
}

/** What a label says of the item's criteria, without those that were worded otherwise when it was given. */
export function standingCriteria(
  queue: LabelQueue,
  item: LabelItem,
  { label, answer }: Pick<StandingLabel, "label" | "answer">,
): readonly { readonly criterion: LabelCriterion; readonly said: number | null }[] {
  if (answer.type !== "rubric") return [];
  return criteriaFor(queue, item).flatMap((criterion) => {
    const said = answer.criteria[criterion.id];
    const shownAs = label.shown.criteria?.[criterion.id];
    return said === undefined || (shownAs !== undefined && shownAs !== sha256Hex(criterion.text)) ? [] : [{ criterion, said }];
  });
}

/** The share of a criterion that is met: its level over the highest. */
export function shareMet({ levels }: LabelCriterion, said: number | null): number | null {
  return said === null || levels === null ? said : said / Math.max(1, levels.length - 1);
}

/** What a person is shown, as it is kept with their label. */
export function shownRecord(queue: LabelQueue, item: LabelItem, order: ShownOrder): Shown {
  const proof = (text: string) => ({ sha256: sha256Hex(text), chars: [...text].length });
  return {
    order,
    question: proof(item.question),
    texts: shownTexts(item, order).map(({ text }) => proof(text)),
    ...(queue.scale === null ? {} : { scale: { min: queue.scale.min, max: queue.scale.max } }),
    ...(queue.ask === "rubric"
      ? { criteria: Object.fromEntries(criteriaFor(queue, item).map(({ id, text }) => [id, sha256Hex(text)])) }
      : {}),
  };
}

const answerTypes: { readonly [ask in LabelAsk]: StandingLabel["answer"]["type"] } = {
  pairwise: "verdict",
  score: "score",
  accept: "accept",
  rubric: "rubric",
};

/** Why a label says nothing of what stands in the queue today; null when it does. */
export function setAsideReason(queue: LabelQueue, { label, answer }: Pick<StandingLabel, "label" | "answer">): string | null {
  const item = queue.population.get(label.key);
  if (item === undefined) return "the item is not there any more";
  if (answer.type !== "skip" && answer.type !== answerTypes[queue.ask]) return `given when the cell asked for ${wordFor(answer.type)}`;
  const now = shownRecord(queue, item, label.shown.order);
  if (now.question.sha256 !== label.shown.question.sha256) return "the question has changed since";
  if (JSON.stringify(now.texts) !== JSON.stringify(label.shown.texts)) return "the text has changed since";
  if (answer.type !== "score" || queue.scale === null) return null;
  const { scale } = label.shown;
  if (scale !== undefined && (scale.min !== queue.scale.min || scale.max !== queue.scale.max))
    return `given on a scale from ${scale.min} to ${scale.max}`;
  return answer.score < queue.scale.min || answer.score > queue.scale.max ? "the score is off the scale" : null;
}

function wordFor(type: StandingLabel["answer"]["type"]): string {
  return { verdict: "a comparison", score: "a score", accept: "accept or reject", rubric: "a rubric", skip: "anything" }[type];
}
