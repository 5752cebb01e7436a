import { boolean, double, integer, type Row, schemaOf, type TableSchema, text } from "#shared/data/table.ts";
import type { LabelItem } from "#shared/labelling/label-item.ts";
import { answersByItem } from "#shared/labelling/label-progress.ts";
import { criteriaFor, type LabelQueue, shareMet, standingCriteria } from "#shared/labelling/label-queue.ts";
import type { StandingLabel } from "#shared/labelling/standing-labels.ts";
import type { Aggregate } from "#shared/rubric/criterion.ts";
import { scoreRubric } from "#shared/statistics/rubric/score-rubric.ts";
import { type Columns, itemColumns, itemValues } from "./item-columns.ts";
import { machineSummary } from "./machine.ts";

/** What was said, in the columns a measure looks for. */
function answerColumns(queue: LabelQueue): Columns {
  switch (queue.ask) {
    case "pairwise":
      return [
        ["verdict", text],
        ["both_bad", boolean],
        ["order_shown", text],
      ];
    case "accept":
      return [
        ["verdict", text],
        ["accept", boolean],
      ];
    case "score":
      return [["score", double]];
    case "rubric":
      return [
        ["score", double],
        ["criteria_met", integer],
        ["criteria_missing", integer],
      ];
  }
}

/** Neither good enough counts as a tie, with `both_bad` to tell it from one. */
function answerValues(queue: LabelQueue, item: LabelItem, standing: StandingLabel): Row {
  const { answer, label } = standing;
  switch (answer.type) {
    case "verdict":
      return {
        verdict: answer.verdict === "neither" ? "tie" : answer.verdict,
        both_bad: answer.verdict === "neither",
        order_shown: label.shown.order,
      };
    case "score":
      return { score: answer.score };
    case "accept":
      return { verdict: answer.accept ? "accept" : "reject", accept: answer.accept };
    case "rubric": {
      const { score, met, missing } = rubricScore(queue, item, standing);
      return { score, criteria_met: met, criteria_missing: missing };
    }
    case "skip":
      return { order_shown: label.shown.order };
  }
}

function rubricScore(queue: LabelQueue, item: LabelItem, standing: StandingLabel) {
  const shares = new Map(
    standingCriteria(queue, item, standing).map(({ criterion, said }) => [criterion.id, shareMet(criterion, said)] as const),
  );
  const scored = criteriaFor(queue, item).map(({ id, type, weight, levels }) => ({
    id,
    type,
    weight,
    ...(levels === null ? {} : { levels: levels.length - 1 }),
  }));
  return scoreRubric(scored, shares, peoplesAggregate(queue));
}

/** People say what holds criterion by criterion, never all of them at once: of a holistic rubric theirs is the weighted share. */
export function peoplesAggregate({ aggregate }: LabelQueue): Aggregate {
  return aggregate === null || aggregate === "holistic" ? "weighted" : aggregate;
}

export function labelSchema(queue: LabelQueue): TableSchema {
  return schemaOf([
    ["item", text],
    ["judge", text],
    ["judge_kind", text],
    ...answerColumns(queue),
    ["machine_verdict", queue.ask === "pairwise" || queue.ask === "accept" ? text : double],
    ["machine_p", double],
    ["machine_judge", text],
    ...itemColumns(queue),
    ["skipped", boolean],
    ["note", text],
    ["selection_p", double],
    ["in_queue", boolean],
    ["seconds", double],
    ["labelled_at", { type: "timestamp" }],
    ["label_id", text],
    ["item_key", text],
  ]);
}

/** One row a label that stands, with the machine's verdict beside it. */
export function labelRows(queue: LabelQueue, labels: readonly StandingLabel[]): readonly Row[] {
  const chosen = new Set(queue.items.map(({ key }) => key));
  return labels.flatMap((standing) => {
    const { label } = standing;
    const item = queue.population.get(label.key);
    if (item === undefined) return [];
    return [
      {
        ...itemValues(item),
        ...answerValues(queue, item, standing),
        ...machineSummary(queue, item),
        judge: standing.annotator,
        judge_kind: "human",
        skipped: standing.answer.type === "skip",
        note: standing.note,
        selection_p: label.selection_p,
        in_queue: chosen.has(label.key),
        seconds: label.ms === null ? null : label.ms / 1000,
        labelled_at: timestamp(label.at),
        label_id: label.id,
        item_key: label.key,
      },
    ];
  });
}

export function queueSchema(queue: LabelQueue): TableSchema {
  return schemaOf([
    ["item", text],
    ["place", integer],
    ["labels", integer],
    ["skips", integer],
    ["hardness", double],
    ["why", text],
    ["selected_by", text],
    ["selection_p", double],
    ...itemColumns(queue),
    ["item_key", text],
  ]);
}

/** One row an item chosen, in the order they are asked. */
export function queueRows(queue: LabelQueue, labels: readonly StandingLabel[]): readonly Row[] {
  const answered = answersByItem(labels);
  const skips = new Map<string, number>();
  for (const { label, answer } of labels) if (answer.type === "skip") skips.set(label.key, (skips.get(label.key) ?? 0) + 1);
  return queue.items.map(({ item, hardness, by, selectionP }, at) => ({
    ...itemValues(item),
    place: at + 1,
    labels: answered.get(item.key)?.size ?? 0,
    skips: skips.get(item.key) ?? 0,
    hardness: hardness.score,
    why: hardness.why,
    selected_by: by,
    selection_p: selectionP,
    item_key: item.key,
  }));
}

export function timestamp(at: number): string {
  return new Date(at).toISOString();
}
