import { AssayError } from "../assay-error.ts";
import type { TableSchema, Value } from "../data/table.ts";
import { hasColumn, requireColumn } from "../data/table-columns.ts";
import { textOfValue } from "../data/value-text.ts";
import type { StepContext } from "./step.ts";

/** Columns a text is looked for in where no step and no cell names one, in this order. */
const usualTexts = ["response", "completion", "output", "text", "content", "instruction", "question", "prompt", "messages"];
/** The same for prompts. */
const usualPrompts = ["question", "prompt", "instruction", "input", "messages", "text"];

/** The column a step reads texts from. Throws column-missing at the key that names it, with the nearest names. */
export function textColumnOf(
  schema: TableSchema,
  table: string,
  named: string | undefined,
  cellColumn: string | null,
  place: string,
): string {
  if (named !== undefined) return required(schema, table, named, `${place}.column`);
  if (cellColumn !== null) return required(schema, table, cellColumn, "column");
  return usual(schema, table, usualTexts, `${place}.column`);
}

/** The column a prompt stands in; the usual names come before the cell's column, which mostly names answers. */
export function promptColumnOf(
  schema: TableSchema,
  table: string,
  named: string | undefined,
  fallback: string | null,
  key: string,
): string {
  if (named !== undefined) return required(schema, table, named, key);
  const found = usualPrompts.find((name) => hasColumn(schema, name));
  if (found !== undefined) return found;
  return fallback === null ? usual(schema, table, usualPrompts, key) : required(schema, table, fallback, "column");
}

function required(schema: TableSchema, table: string, column: string, key: string): string {
  requireColumn(schema, table, column, key);
  return column;
}

function usual(schema: TableSchema, table: string, names: readonly string[], key: string): string {
  const found = names.find((name) => hasColumn(schema, name));
  if (found !== undefined) return found;
  throw new AssayError("column-missing", `\`${table}\` has none of the columns a text usually stands in.`, {
    hint: `Name one as \`column\`; it has ${schema.columns.map(({ name }) => `\`${name}\``).join(", ")}.`,
    place: { key },
  });
}

/** The column a step reads, and the texts of the rows that reached it. */
export function stepTexts(
  step: { readonly column?: string | undefined },
  context: StepContext,
): { readonly column: string; readonly texts: readonly (string | null)[] } {
  const column = textColumnOf(context.table.schema, context.table.name, step.column, context.textColumn, context.place);
  return { column, texts: textsOf(context, column) };
}

/** Texts of the rows that reached a step, beside its rows; null where a row has none. */
export function textsOf({ table, rows }: Pick<StepContext, "table" | "rows">, column: string): readonly (string | null)[] {
  const values = table.column(column);
  return rows.map((row) => textOf(values[row]));
}

/** A value as one text: chat messages by what they say, anything else as a person would read it. Null has no text. */
export function textOf(value: Value | undefined, whose: "all" | "user" = "all"): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "string") return value;
  if (!Array.isArray(value)) return textOfValue(value);
  if (value.length === 0) return null;
  const said = (value as readonly Value[]).flatMap((turn) =>
    isTurn(turn) && (whose === "all" || turn.role === "user") ? [turn.content] : [],
  );
  return said.length === 0 ? textOfValue(value) : said.join("\n");
}

function isTurn(value: Value): value is { readonly role: string; readonly content: string } {
  return typeof value === "object" && value !== null && "content" in value && typeof value.content === "string";
}

/** "3 without words stay", or nothing. */
export function withoutText(count: number, what = "text"): readonly string[] {
  return count === 0 ? [] : [`${count.toLocaleString("en")} without ${what} ${count === 1 ? "stays" : "stay"}`];
}
