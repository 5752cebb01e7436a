import { double, type Row, type TableSchema, text } from "#shared/data/table.ts";
import type { FilterTask } from "#shared/filter/filter-task.ts";
import type { Embeddings } from "#shared/filter/step.ts";
import type { FilterStep } from "#shared/filter/step-schema.ts";
import { textColumnOf, textOf } from "#shared/filter/step-text.ts";

type SemanticStep = Extract<FilterStep, { type: "semantic" }>;

/** The semantic step whose vectors are to stay, with its place; null where none is. */
export function vectorStep({ body }: FilterTask): { readonly step: SemanticStep; readonly index: number } | null {
  for (const [index, step] of body.steps.entries())
    if (step.type === "semantic" && !step.off && step.vectors === true) return { step, index };
  return null;
}

/** The columns of rows that bring their vectors along: `embedding` and whose it is, in place of such columns they had. */
export function vectorSchema(schema: TableSchema): TableSchema {
  const others = schema.columns.filter(({ name }) => name !== "embedding" && name !== "embedding_model");
  return { columns: [...others, { name: "embedding", type: { type: "list", item: double } }, { name: "embedding_model", type: text }] };
}

/** Each row with the embedding of its text; null where its call failed, or nothing asked for it, such as a row mixed in afterwards. */
export function* withVectors(
  { step, index }: NonNullable<ReturnType<typeof vectorStep>>,
  { body, from }: FilterTask,
  rows: Iterable<Row>,
  { schema, embeddings }: { readonly schema: TableSchema; readonly embeddings: Embeddings },
): Iterable<Row> {
  const column = textColumnOf(schema, from.table, step.column, body.column ?? null, `steps.${index}`);
  for (const row of rows) {
    const vector = embeddings.of(textOf(row[column]) ?? "");
    yield { ...row, embedding: vector === null ? null : Array.from(vector), embedding_model: vector === null ? null : step.model };
  }
}
