import { AssayError } from "../assay-error.ts";
import type { JudgementPart } from "../cells/measure.ts";
import type { TableSchema } from "../data/table.ts";
import { hasColumn, requireColumn } from "../data/table-columns.ts";

/** The table's column for each part of a judgement; null where nothing plays it. */
export type JudgementColumns = { readonly [part in JudgementPart | "value"]: string | null };

// The names Assay's own tables use come first, then what verdict files made elsewhere tend to say.
const usualNames: { readonly [part in JudgementPart | "value"]: readonly string[] } = {
  item: ["item_id", "item", "id", "question_id"],
  judge: ["judge", "annotator", "rater"],
  value: ["verdict", "score", "met", "label", "winner", "preference"],
  verdict: ["verdict", "label", "winner", "preference"],
  score: ["score", "met"],
  a: ["a", "model_a"],
  b: ["b", "model_b"],
  order: ["order_shown", "order"],
  repeat: ["repeat"],
  cluster: ["cluster", "prompt_id"],
  p: ["p", "probability"],
  p_low: ["p_low"],
  p_high: ["p_high"],
  margin: ["margin"],
  human: ["human"],
  judge_kind: ["judge_kind"],
  judge_family: ["judge_family"],
  family_a: ["family_a"],
  family_b: ["family_b"],
  len_a: ["len_a", "length_a"],
  len_b: ["len_b", "length_b"],
  response_a: ["response_a", "answer_a"],
  response_b: ["response_b", "answer_b"],
  model: ["model"],
  family: ["family"],
  response: ["response", "answer"],
  length: ["length_chars", "length"],
  criterion: ["criterion"],
  principle: ["principle"],
  weight: ["weight"],
  criterion_type: ["criterion_type", "type"],
  aggregate: ["aggregate"],
  selection_p: ["selection_p"],
  cost: ["cost_usd", "cost"],
};

/**
 * Which column plays which part once the cell's words and the table's own names are put together. Throws column-missing
 * when a named column is not there, or none can play a part that every measure needs.
 */
export function judgementColumns(
  named: { readonly [part in JudgementPart]?: string | undefined },
  schema: TableSchema,
  table: string,
): JudgementColumns {
  for (const [part, column] of Object.entries(named)) if (column !== undefined) requireColumn(schema, table, column, `columns.${part}`);
  const find = (part: keyof JudgementColumns): string | null => usualNames[part].find((name) => hasColumn(schema, name)) ?? null;
  const parts = Object.keys(usualNames) as (keyof JudgementColumns)[];
  const found = Object.fromEntries(
    parts.map((part) => [part, (part === "value" ? (named.score ?? named.verdict) : named[part]) ?? find(part)]),
  ) as JudgementColumns;
  for (const part of ["item", "judge", "value"] as const) {
    if (found[part] !== null || (part === "judge" && named.human !== undefined)) continue;
    const key = part === "value" ? "verdict" : part;
    throw new AssayError("column-missing", `\`${table}\` has no column that holds the ${key}.`, {
      hint: `Name one under \`columns:\`, such as \`${key}: ${schema.columns[0]?.name ?? "…"}\`.`,
      place: { key: `columns.${key}` },
    });
  }
  return found;
}
