import { double, integer, type Row, schemaOf, type TableSchema, text } from "#shared/data/table.ts";
import type { LabelItem, MachineVerdict } from "#shared/labelling/label-item.ts";
import type { LabelQueue } from "#shared/labelling/label-queue.ts";
import type { StandingLabel } from "#shared/labelling/standing-labels.ts";
import { itemColumns, itemValues } from "./item-columns.ts";

/** The judges' word on an item as a whole: the verdict of more than half of them, or their mean score. */
export function machineSummary(queue: LabelQueue, item: LabelItem): Row {
  const whole = item.verdicts.filter(({ criterion }) => criterion === null);
  if (whole.length === 0) return { machine_verdict: null, machine_p: null, machine_judge: null };
  const ps = whole.flatMap(({ p }) => (p === null ? [] : [p]));
  return {
    machine_verdict: queue.ask === "pairwise" || queue.ask === "accept" ? majority(whole) : meanScore(whole),
    machine_p: ps.length === 0 ? null : ps.reduce((sum, p) => sum + p, 0) / ps.length,
    machine_judge: [...new Set(whole.map(({ judge }) => judge))].join(", "),
  };
}

function majority(verdicts: readonly MachineVerdict[]): string | null {
  const counts = new Map<string, number>();
  for (const verdict of verdicts) {
    const said = wordOf(verdict);
    if (said !== null) counts.set(said, (counts.get(said) ?? 0) + 1);
  }
  return [...counts].find(([, count]) => 2 * count > verdicts.length)?.[0] ?? null;
}

function wordOf({ flipped, value }: MachineVerdict): string | null {
  if (flipped) return "inconsistent";
  return value === null ? null : String(value);
}

function meanScore(verdicts: readonly MachineVerdict[]): number | null {
  const scores = verdicts.flatMap(({ value }) => (typeof value === "number" ? [value] : []));
  return scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

/** Columns of `NAME_judgements`. */
export function judgementSchema(queue: LabelQueue): TableSchema {
  const isScored = queue.ask === "score" || queue.ask === "rubric";
  return schemaOf([
    ["item", text],
    ["judge", text],
    ["judge_kind", text],
    isScored ? ["score", double] : ["verdict", text],
    ...(queue.ask === "pairwise" ? ([["order_shown", text]] as const) : []),
    ["p", double],
    ["repeat", integer],
    ["judge_family", text],
    ...itemColumns(queue),
    ["selection_p", double],
    ["item_key", text],
  ]);
}

/**
 * People and judges as equals, one row a judgement: every label but the skips, and what each judge said of the items labelled.
 * A judge's scores stand beside people's only where both score whole answers.
 */
export function judgementRows(queue: LabelQueue, labels: readonly StandingLabel[], labelled: readonly Row[]): readonly Row[] {
  const given = labels.filter(({ answer }) => answer.type !== "skip");
  const selected = new Map(given.map(({ label }) => [label.key, label.selection_p]));
  const people = labelled.filter((row) => row.skipped !== true).map((row) => ({ ...row, p: null, repeat: null, judge_family: null }));
  const judges = [...selected].flatMap(([key, selectionP]) => {
    const item = queue.population.get(key);
    if (item === undefined) return [];
    return item.verdicts.filter(isComparable(queue)).map(
      (verdict): Row => ({
        ...itemValues(item),
        judge: verdict.judge,
        judge_kind: "model",
        judge_family: verdict.judgeFamily,
        repeat: verdict.repeat,
        p: verdict.p,
        ...(typeof verdict.value === "number" ? { score: verdict.value } : { verdict: wordOf(verdict) }),
        selection_p: selectionP,
        item_key: key,
      }),
    );
  });
  return [...people, ...judges];
}

function isComparable(queue: LabelQueue): (verdict: MachineVerdict) => boolean {
  const isScored = queue.ask === "score" || queue.ask === "rubric";
  return ({ criterion, value }) => criterion === null && (value === null || (typeof value === "number") === isScored);
}
