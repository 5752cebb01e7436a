import { integer, type Row, type schemaOf, text } from "#shared/data/table.ts";
import { lengthChars } from "#shared/data/value-text.ts";
import type { LabelItem } from "#shared/labelling/label-item.ts";
import type { LabelQueue } from "#shared/labelling/label-queue.ts";

export type Columns = Parameters<typeof schemaOf>[0];

/** Columns that say what an item is: two answers side by side, or one. */
export function itemColumns(queue: LabelQueue): Columns {
  if (queue.ask === "pairwise")
    return [
      ["comparison", text],
      ["a", text],
      ["b", text],
      ["family_a", text],
      ["family_b", text],
      ["len_a", integer],
      ["len_b", integer],
      ["question", text],
      ["response_a", text],
      ["response_b", text],
      ["sample", integer],
    ];
  return [
    ["model", text],
    ["family", text],
    ["length_chars", integer],
    ["question", text],
    ["response", text],
    ["sample", integer],
  ];
}

export function itemValues({ a, b, item, comparison, question, sample }: LabelItem): Row {
  const base = { item, question, sample };
  if (b === null) return { ...base, model: a.model, family: a.family, response: a.text, length_chars: lengthChars(a.text) };
  return {
    ...base,
    comparison,
    a: a.model,
    b: b.model,
    family_a: a.family,
    family_b: b.family,
    response_a: a.text,
    response_b: b.text,
    len_a: lengthChars(a.text),
    len_b: lengthChars(b.text),
  };
}
