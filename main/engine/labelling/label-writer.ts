import { AssayError } from "#shared/assay-error.ts";
import { answerFields, type LabelAnswer, type SeenAnswer, type ShownOrder } from "#shared/labelling/label-answer.ts";
import { shownCheck } from "#shared/labelling/label-item.ts";
import { mayLabel } from "#shared/labelling/label-progress.ts";
import { type LabelQueue, orderFor, type QueuedItem, shownRecord } from "#shared/labelling/label-queue.ts";
import type { GivenLabel, LabelRecord } from "#shared/labelling/label-record.ts";
import { readLabelSheet, type SheetReading } from "#shared/labelling/read-label-sheet.ts";
import { personKey, type StandingLabel } from "#shared/labelling/standing-labels.ts";
import type { EngineParts } from "../parts/engine-parts.ts";
import { checkedAnswer } from "./checked-answer.ts";
import type { OpenQueue } from "./label-queues.ts";

/** What a window sends with an answer. */
export type Given = {
  readonly annotator: string;
  readonly key: string;
  readonly check: string;
  readonly answer: SeenAnswer;
  readonly note: string | null;
  readonly ms: number | null;
  readonly replaces: string | null;
};

type Written = { readonly order: ShownOrder; readonly answer: LabelAnswer; readonly note: string | null; readonly ms: number | null };
type Made = Pick<EngineParts, "clock" | "createIdentifier">;

/** Who is named may label; where nobody is, everybody may. Throws forbidden. */
export function requireAnnotator({ queue }: OpenQueue, annotator: string): void {
  if (mayLabel(queue, annotator)) return;
  throw new AssayError("forbidden", `“${annotator}” is not one of this cell's annotators.`, {
    hint: `They are ${(queue.annotators ?? []).join(", ")}; add the name under \`annotators:\` to let them label.`,
    place: { key: "annotators" },
  });
}

/** The record of an answer; null when it says nothing new. Throws not-found, busy, unsupported. */
export function givenRecord(open: OpenQueue, given: Given, made: Made): LabelRecord | null {
  const { queue } = open;
  const queued = requireItem(queue, given.key);
  const { item } = queued;
  const order = orderFor(queue, given.annotator, item);
  if (shownCheck(item, order) !== given.check) {
    throw new AssayError("not-found", "The answers to this item have changed since they were shown.", {
      hint: "Read the item again; nothing was recorded.",
    });
  }
  const answer = checkedAnswer(queue, item, order, given.answer);
  const standing = standingOf(open, given.annotator, given.key);
  if (standing !== null && JSON.stringify(standing.answer) === JSON.stringify(answer) && (given.note ?? "") === (standing.note ?? ""))
    return null;
  if ((standing?.label.id ?? null) !== given.replaces) {
    throw new AssayError("busy", `“${given.annotator}” labelled this item in another window meanwhile.`, {
      hint: "Look at that label; giving the answer again replaces it.",
    });
  }
  const label = labelOf(queue, queued, given.annotator, { order, answer, note: given.note, ms: given.ms }, made);
  return standing === null ? label : { ...label, undoes: standing.label.id };
}

/** The person's last label taken back. Throws not-found. */
export function undoRecord(open: OpenQueue, annotator: string, made: Made): { readonly record: LabelRecord; readonly key: string } {
  const own = open.current.filter(({ person }) => person === personKey(annotator));
  const last = own.reduce<StandingLabel | null>(
    (latest, each) => (latest === null || each.label.at >= latest.label.at ? each : latest),
    null,
  );
  if (last === null)
    throw new AssayError("not-found", `“${annotator}” has no label to undo in this cell.`, { hint: "Nothing was changed." });
  return {
    key: last.label.key,
    record: { type: "undo", id: made.createIdentifier(), at: made.clock.now(), annotator: annotator.trim(), undoes: last.label.id },
  };
}

export function noteRecord(open: OpenQueue, annotator: string, key: string, note: string, made: Made): LabelRecord {
  requireItem(open.queue, key);
  return { type: "note", id: made.createIdentifier(), at: made.clock.now(), annotator: annotator.trim(), key, note };
}

/** The rows of a filled-in sheet that say something new, as records. */
export function sheetRecords(
  { queue, current }: OpenQueue,
  annotator: string,
  csv: string,
  made: Made,
): { readonly reading: SheetReading; readonly records: readonly LabelRecord[] } {
  const reading = readLabelSheet(queue, annotator, current, csv);
  const records = reading.labels.map(({ key, order, answer, note }): LabelRecord => {
    const label = labelOf(queue, requireItem(queue, key), annotator, { order, answer, note, ms: null }, made);
    return { ...label, by: "sheet" };
  });
  return { reading, records };
}

function labelOf(
  queue: LabelQueue,
  { item, selectionP }: QueuedItem,
  annotator: string,
  { order, answer, note, ms }: Written,
  made: Made,
): GivenLabel {
  return {
    type: "label",
    id: made.createIdentifier(),
    at: made.clock.now(),
    annotator: annotator.trim(),
    key: item.key,
    item: item.item,
    ...answerFields(answer),
    ...(note === null || note.trim() === "" ? {} : { note }),
    shown: shownRecord(queue, item, order),
    selection_p: selectionP,
    ms,
  };
}

/** Only what was chosen has a chance with which it was chosen. */
function requireItem(queue: LabelQueue, key: string): QueuedItem {
  const item = queue.items.find((each) => each.key === key);
  if (item !== undefined) return item;
  throw new AssayError("not-found", "This item is not in the queue any more.", {
    hint: "The cell or its input has changed; go on with the next item.",
  });
}

function standingOf({ current }: OpenQueue, annotator: string, key: string): StandingLabel | null {
  return current.find(({ label, person }) => label.key === key && person === personKey(annotator)) ?? null;
}
