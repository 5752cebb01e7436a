import { csvLine } from "./csv-text.ts";
import { type SeenAnswer, seenAnswer } from "./label-answer.ts";
import { type LabelItem, shownCheck, shownTexts } from "./label-item.ts";
import { itemsOf } from "./label-progress.ts";
import { criteriaFor, type LabelQueue, orderFor } from "./label-queue.ts";
import { personKey, type StandingLabel } from "./standing-labels.ts";

/** Heads of a sheet's columns. Criteria have one each, by their id. */
export const sheetColumns = {
  key: "item",
  check: "check",
  question: "question",
  first: "shown_first",
  second: "shown_second",
  answer: "verdict",
  note: "note",
} as const;

export const criterionPrefix = "criterion: ";

/**
 * A person's part of the queue for a spreadsheet: a row an item, in the order and with the texts they would see here, and
 * what they said so far. No model is named where the cell is blind.
 */
export function writeLabelSheet(queue: LabelQueue, annotator: string, labels: readonly StandingLabel[]): string {
  const columns = sheetColumns;
  const criteria = sheetCriteria(queue);
  const named = queue.blind ? [] : queue.ask === "pairwise" ? ["model_first", "model_second"] : ["model"];
  const head = [
    columns.key,
    columns.check,
    columns.question,
    columns.first,
    ...(queue.ask === "pairwise" ? [columns.second] : []),
    ...named,
    ...criteria.map(({ id }) => `${criterionPrefix}${id}`),
    ...(queue.ask === "rubric" ? [] : [columns.answer]),
    columns.note,
  ];
  const own = new Map(labels.filter(({ person }) => person === personKey(annotator)).map((label) => [label.label.key, label]));
  const rows = itemsOf(queue, annotator, labels).flatMap((key) => {
    const item = queue.population.get(key);
    return item === undefined ? [] : [sheetRow(queue, item, annotator, own.get(key) ?? null)];
  });
  return [csvLine(head), ...rows.map(csvLine)].join("");
}

/** Every criterion a row of the sheet may have a say on. */
export function sheetCriteria(queue: LabelQueue): readonly { readonly id: string }[] {
  const wanted = new Set(queue.items.map(({ item }) => item.item));
  return queue.rubric.filter(({ item }) => item === null || wanted.has(item));
}

function sheetRow(queue: LabelQueue, item: LabelItem, annotator: string, given: StandingLabel | null): readonly string[] {
  const order = given?.label.shown.order ?? orderFor(queue, annotator, item);
  const sides = shownTexts(item, order);
  const seen = given === null ? null : seenAnswer(given.answer, order);
  const asked = new Set(criteriaFor(queue, item).map(({ id }) => id));
  return [
    item.key,
    shownCheck(item, order),
    item.question,
    ...sides.map(({ text }) => text),
    ...(queue.blind ? [] : sides.map(({ model }) => model)),
    ...sheetCriteria(queue).map(({ id }) => (asked.has(id) ? criterionText(queue, seen, id) : "not asked")),
    ...(queue.ask === "rubric" ? [] : [answerText(seen)]),
    given?.note ?? "",
  ];
}

/** What a sheet says for an answer; reading it back gives the same. */
export function answerText(seen: SeenAnswer | null): string {
  if (seen === null || seen.type === "rubric") return "";
  if (seen.type === "choice") return seen.choice;
  if (seen.type === "score") return String(seen.score);
  if (seen.type === "accept") return seen.accept ? "accept" : "reject";
  return "skip";
}

function criterionText(queue: LabelQueue, seen: SeenAnswer | null, id: string): string {
  if (seen?.type === "skip") return "skip";
  const value = seen?.type === "rubric" ? seen.criteria[id] : undefined;
  if (value === undefined) return "";
  if (value === null) return "?";
  const criterion = queue.rubric.find((each) => each.id === id);
  return criterion?.levels == null ? (value === 1 ? "yes" : "no") : String(value);
}
