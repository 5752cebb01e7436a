import { createRandom } from "../data/random.ts";
import { type LabelQueue, setAsideReason } from "./label-queue.ts";
import { personKey, type StandingLabel } from "./standing-labels.ts";

export type PersonProgress = {
  readonly annotator: string;
  readonly done: number;
  readonly skipped: number;
  /** Items that are theirs: done, skipped and still to do. */
  readonly total: number;
};

export type LabelProgress = {
  /** Items chosen, and those that as many people labelled as the overlap asks for. */
  readonly items: number;
  readonly complete: number;
  readonly overlap: number;
  /** Labels wanted, and those given that count towards them. */
  readonly wanted: number;
  readonly done: number;
  readonly annotators: readonly PersonProgress[];
};

/** Labels that are about what the queue holds today, and the others with the reason. */
export function sortOut(
  queue: LabelQueue,
  labels: readonly StandingLabel[],
): {
  readonly current: readonly StandingLabel[];
  readonly setAside: readonly { readonly label: StandingLabel; readonly reason: string }[];
} {
  const current: StandingLabel[] = [];
  const setAside: { label: StandingLabel; reason: string }[] = [];
  for (const label of labels) {
    const reason = setAsideReason(queue, label);
    if (reason === null) current.push(label);
    else setAside.push({ label, reason });
  }
  return { current, setAside };
}

/** People who answered each item; a skip is no answer. */
export function answersByItem(labels: readonly StandingLabel[]): ReadonlyMap<string, ReadonlySet<string>> {
  const people = new Map<string, Set<string>>();
  for (const { label, answer, person } of labels) {
    if (answer.type === "skip") continue;
    const known = people.get(label.key);
    if (known) known.add(person);
    else people.set(label.key, new Set([person]));
  }
  return people;
}

/**
 * The items that are a person's, in the order they are asked. With named annotators each item belongs to as many of them
 * as the overlap says, evenly; otherwise to whoever comes first, and what a person has answered stays theirs.
 */
export function itemsOf(queue: LabelQueue, annotator: string, labels: readonly StandingLabel[]): readonly string[] {
  const person = personKey(annotator);
  const assigned = assignments(queue)?.get(person);
  if (assigned !== undefined) return assigned;
  if (queue.annotators !== null) return [];
  const answered = answersByItem(labels);
  const own = new Set(labels.filter((label) => label.person === person).map(({ label }) => label.key));
  return queue.items.map(({ key }) => key).filter((key) => own.has(key) || (answered.get(key)?.size ?? 0) < queue.overlap);
}

/** The first of a person's items they have neither answered nor skipped; null when nothing is left for them. */
export function nextItem(queue: LabelQueue, annotator: string, labels: readonly StandingLabel[]): string | null {
  const person = personKey(annotator);
  const seen = new Set(labels.filter((label) => label.person === person).map(({ label }) => label.key));
  return itemsOf(queue, annotator, labels).find((key) => !seen.has(key)) ?? null;
}

/** Who may label: anybody, unless the cell names people. */
export function mayLabel(queue: LabelQueue, annotator: string): boolean {
  return queue.annotators === null || queue.annotators.some((name) => personKey(name) === personKey(annotator));
}

/** Items by person where annotators are named: the least burdened first, chance among equals. */
function assignments(queue: LabelQueue): ReadonlyMap<string, readonly string[]> | null {
  if (queue.annotators === null) return null;
  const people = new Map(queue.annotators.map((name) => [personKey(name), [] as string[]]));
  for (const { key } of queue.items) {
    const ranked = [...people]
      .map(([person, items]) => ({ items, burden: items.length, chance: createRandom(`assign ${queue.seed} ${person} ${key}`).next() }))
      .sort((one, other) => one.burden - other.burden || one.chance - other.chance);
    for (const { items } of ranked.slice(0, queue.overlap)) items.push(key);
  }
  return people;
}

/** How far the queue is; `labels` are those that stand. */
export function progressOf(queue: LabelQueue, labels: readonly StandingLabel[]): LabelProgress {
  const chosen = new Set(queue.items.map(({ key }) => key));
  const inQueue = labels.filter(({ label }) => chosen.has(label.key));
  const answered = answersByItem(inQueue);
  const counts = [...answered.values()].map((people) => Math.min(people.size, queue.overlap));
  const names = new Map((queue.annotators ?? []).map((name) => [personKey(name), name]));
  for (const { person, annotator } of labels) if (!names.has(person)) names.set(person, annotator);
  return {
    items: queue.items.length,
    complete: counts.filter((count) => count === queue.overlap).length,
    overlap: queue.overlap,
    wanted: queue.items.length * queue.overlap,
    done: counts.reduce((sum, count) => sum + count, 0),
    annotators: [...names].map(([person, annotator]) => personProgress(queue, person, annotator, inQueue)),
  };
}

function personProgress(queue: LabelQueue, person: string, annotator: string, labels: readonly StandingLabel[]): PersonProgress {
  const own = labels.filter((label) => label.person === person);
  return {
    annotator,
    done: own.filter(({ answer }) => answer.type !== "skip").length,
    skipped: own.filter(({ answer }) => answer.type === "skip").length,
    total: Math.max(own.length, itemsOf(queue, annotator, labels).length),
  };
}
