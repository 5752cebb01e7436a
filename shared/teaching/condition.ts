import { AssayError } from "../assay-error.ts";
import type { Row } from "../data/table.ts";
import { didYouMean } from "../nearest-names.ts";
import { readTemplate, render, variablesOf } from "../prompts/template.ts";

/** A condition over a row; `source` is the expression as it was written. */
export type Condition = { readonly source: string; readonly holds: (row: Row) => boolean };

/**
 * Reads a Jinja expression over the columns of a row, such as `question | length > 20`. Throws AssayError("template") at
 * `key` for what can't be read and for a column that is not among `columns`; asking it throws the same for one row.
 */
export function readCondition(source: string, columns: readonly string[], key: string): Condition {
  const expression = source.replace(/^\s*\{\{-?([\s\S]*?)-?\}\}\s*$/, "$1").trim();
  const failed = (sentence: string, hint: string, cause?: unknown): AssayError =>
    new AssayError("template", sentence, { hint, place: { key }, ...(cause === undefined ? {} : { cause }) });
  const read = () => {
    try {
      return readTemplate(`{% if ${expression} %}yes{% endif %}`);
    } catch (cause) {
      if (!(cause instanceof AssayError)) throw cause;
      throw failed(`\`${key}: ${source}\` can't be read as a condition.`, "Write an expression such as `question | length > 20`.", cause);
    }
  };
  const template = read();
  const unknown = variablesOf(template).find((name) => !columns.includes(name) && !template.names.optional.has(name));
  if (unknown !== undefined)
    throw failed(
      `\`${key}\` asks about \`${unknown}\`, but there is no such column.`,
      didYouMean(unknown, columns) || `There are ${columns.join(", ")}.`,
    );
  return { source: expression, holds: (row) => render(template, row)[0]?.content === "yes" };
}
