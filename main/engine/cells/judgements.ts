import { AssayError } from "#shared/assay-error.ts";
import type { MeasureBody } from "#shared/cells/measure.ts";
import type { Row, TableSchema, Value } from "#shared/data/table.ts";
import { canonicalComparison, type Judgement } from "#shared/statistics/judgement.ts";
import type { InputTable } from "./cell-runner.ts";
import { hasColumn, requireColumn, textOfValue } from "./input-rows.ts";

/** Which column plays which part once the cell's words and the table's own names are put together; null where nothing does. */
type Columns = { readonly [Part in "item" | "judge" | "value" | "a" | "b" | "order" | "repeat" | "cluster"]: string | null };

// The names Assay's own tables use come first, then what verdict files made elsewhere tend to say.
const usualNames: { readonly [Part in keyof Columns]: readonly string[] } = {
  item: ["comparison", "item", "item_id", "id"],
  judge: ["judge", "annotator", "rater"],
  value: ["verdict", "score", "label"],
  a: ["a", "model_a"],
  b: ["b", "model_b"],
  order: ["order_shown", "order"],
  repeat: ["repeat"],
  cluster: ["cluster", "prompt_id"],
};

/** Rows of any verdict table as judgements. Throws column-missing when no column can play a part that is needed. */
export function judgementsOf(body: MeasureBody, input: InputTable): readonly Judgement[] {
  const columns = columnsFor(body, input.schema, input.table);
  for (const [index, column] of body.by.entries()) requireColumn(input.schema, input.table, column, `by.${index}`);
  const bothOrders =
    body.method === "position" && columns.order === null && hasColumn(input.schema, "verdict_ab") && hasColumn(input.schema, "verdict_ba");
  return input.rows.flatMap((row, index) =>
    bothOrders ? fromBothOrders(row, index, columns, body) : [judgementOf(row, index, columns, body)],
  );
}

function columnsFor(body: MeasureBody, schema: TableSchema, table: string): Columns {
  const named = body.columns;
  for (const [key, column] of Object.entries(named)) if (column !== undefined) requireColumn(schema, table, column, `columns.${key}`);
  const find = (part: keyof Columns): string | null => usualNames[part].find((name) => hasColumn(schema, name)) ?? null;
  const columns: Columns = {
    item: named.item ?? find("item"),
    judge: named.judge ?? find("judge"),
    value: named.score ?? named.verdict ?? find("value"),
    a: named.a ?? find("a"),
    b: named.b ?? find("b"),
    order: named.order ?? find("order"),
    repeat: named.repeat ?? find("repeat"),
    // Comparisons of one item share a prompt; Assay's own tables say so by their `item`.
    cluster: named.cluster ?? find("cluster") ?? (hasColumn(schema, "comparison") && hasColumn(schema, "item") ? "item" : null),
  };
  for (const part of ["item", "judge", "value"] as const) {
    if (columns[part] !== null) continue;
    const key = part === "value" ? "verdict" : part;
    throw new AssayError("column-missing", `\`${table}\` has no column that holds the ${key}.`, {
      hint: `Name one under \`columns:\`, such as \`${key}: ${schema.columns[0]?.name ?? "…"}\`.`,
      place: { key: `columns.${key}` },
    });
  }
  return columns;
}

function judgementOf(row: Row, index: number, columns: Columns, body: MeasureBody): Judgement {
  return side(row, index, columns, body, valueOf(row[columns.value ?? ""]), orderOf(row[columns.order ?? ""]));
}

/** A comparison row holds both orders; each is a judgement of its own. */
function fromBothOrders(row: Row, index: number, columns: Columns, body: MeasureBody): readonly Judgement[] {
  return [side(row, index, columns, body, valueOf(row.verdict_ab), "ab"), side(row, index, columns, body, valueOf(row.verdict_ba), "ba")];
}

function side(
  row: Row,
  index: number,
  columns: Columns,
  body: MeasureBody,
  value: string | number | null,
  order: "ab" | "ba" | null,
): Judgement {
  const prompt = columns.cluster === null ? null : textOfValue(row[columns.cluster]);
  const slices = body.by.map((column) => `${column}: ${textOfValue(row[column]) || "none"}`);
  const repeat = columns.repeat === null ? undefined : row[columns.repeat];
  const base = {
    judge: textOfValue(row[columns.judge ?? ""]),
    cluster: prompt === "" ? null : prompt,
    ...(typeof repeat === "number" ? { repeat } : {}),
    ...(slices.length > 0 ? { slices } : {}),
  };
  const item = textOfValue(row[columns.item ?? ""]) || String(index + 1);
  if (columns.a === null || columns.b === null || typeof value === "number")
    return { ...base, item: scoredItem(row, item, columns), value, order };
  const pair = canonicalComparison({
    prompt: item,
    modelA: textOfValue(row[columns.a]),
    modelB: textOfValue(row[columns.b]),
    verdict: value,
    order,
  });
  return { ...base, item: pair.item, value: pair.verdict, order: pair.order };
}

/** Scores of several models' answers to one item are several items. */
function scoredItem(row: Row, item: string, columns: Columns): string {
  if (columns.item !== "item" || typeof row.model !== "string") return item;
  return JSON.stringify([item, row.model, row.sample ?? 0]);
}

function valueOf(value: Value | undefined): string | number | null {
  if (value === null || value === undefined || value === "") return null;
  return typeof value === "number" ? value : textOfValue(value);
}

function orderOf(value: Value | undefined): "ab" | "ba" | null {
  return value === "ab" || value === "ba" ? value : null;
}
