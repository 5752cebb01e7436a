import { double, type Row, schemaOf, type TableSchema, text } from "#shared/data/table.ts";
import { seenAnswer } from "#shared/labelling/label-answer.ts";
import { criteriaFor, type LabelQueue, shareMet, standingCriteria } from "#shared/labelling/label-queue.ts";
import { answerText } from "#shared/labelling/label-sheet.ts";
import type { StandingLabel } from "#shared/labelling/standing-labels.ts";
import { itemColumns, itemValues } from "./item-columns.ts";
import { peoplesAggregate, timestamp } from "./tables.ts";

/** Columns of `NAME_criteria`; `met` is 1, 0 or the level's share, null where the person could not say. */
export function criteriaSchema(queue: LabelQueue): TableSchema {
  return schemaOf([
    ["item", text],
    ["judge", text],
    ["judge_kind", text],
    ["criterion", text],
    ["met", double],
    ["type", text],
    ["weight", double],
    ["aggregate", text],
    ["criterion_text", text],
    ...itemColumns(queue),
    ["selection_p", double],
    ["label_id", text],
    ["item_key", text],
  ]);
}

/** One row a label and criterion. A criterion that was worded otherwise when it was answered has no row: see `setAsideRows`. */
export function criteriaRows(queue: LabelQueue, labels: readonly StandingLabel[]): readonly Row[] {
  return labels.flatMap((standing) => {
    const { label, annotator } = standing;
    const item = queue.population.get(label.key);
    if (item === undefined) return [];
    return standingCriteria(queue, item, standing).map(({ criterion, said }) => ({
      ...itemValues(item),
      judge: annotator,
      judge_kind: "human",
      criterion: criterion.id,
      met: shareMet(criterion, said),
      type: criterion.type,
      weight: criterion.weight,
      aggregate: peoplesAggregate(queue),
      criterion_text: criterion.text,
      selection_p: label.selection_p,
      label_id: label.id,
      item_key: label.key,
    }));
  });
}

export const setAsideSchema: TableSchema = schemaOf([
  ["item", text],
  ["annotator", text],
  ["reason", text],
  ["answer", text],
  ["note", text],
  ["labelled_at", { type: "timestamp" }],
  ["label_id", text],
  ["item_key", text],
]);

/** Labels that say nothing of what stands today, and verdicts on criteria that were worded otherwise: kept, and told apart. */
export function setAsideRows(
  queue: LabelQueue,
  current: readonly StandingLabel[],
  setAside: readonly { readonly label: StandingLabel; readonly reason: string }[],
): readonly Row[] {
  const reworded = current.flatMap((standing) => {
    const item = queue.population.get(standing.label.key);
    if (item === undefined || standing.answer.type !== "rubric") return [];
    const known = new Set(criteriaFor(queue, item).map(({ id }) => id));
    const stands = new Set(standingCriteria(queue, item, standing).map(({ criterion }) => criterion.id));
    return Object.entries(standing.answer.criteria).flatMap(([id, said]) => {
      if (stands.has(id)) return [];
      const reason = known.has(id) ? `the criterion ${id} was worded otherwise` : `the criterion ${id} is not there any more`;
      return [setAsideRow(standing, reason, said === null ? "?" : String(said))];
    });
  });
  return [...setAside.map(({ label, reason }) => setAsideRow(label, reason, answerIn(label))), ...reworded];
}

function answerIn({ answer }: StandingLabel): string {
  if (answer.type === "rubric") return JSON.stringify(answer.criteria);
  return answer.type === "verdict" ? answer.verdict : answerText(seenAnswer(answer, null));
}

function setAsideRow({ label, annotator, note }: StandingLabel, reason: string, answer: string): Row {
  return {
    item: label.item,
    annotator,
    reason,
    answer,
    note,
    labelled_at: timestamp(label.at),
    label_id: label.id,
    item_key: label.key,
  };
}
