import { AssayError } from "../assay-error.ts";
import type { TableSchema } from "../data/table.ts";
import { requireColumn } from "../data/table-columns.ts";
import { addedColumns } from "./filter-tables.ts";
import type { FilterStep } from "./step-schema.ts";
import { promptColumnOf, textColumnOf } from "./step-text.ts";
import { evaluationColumn } from "./steps/decontaminate.ts";
import { kindOfStep } from "./steps.ts";

type NamedSchema = { readonly name: string; readonly schema: TableSchema };

/**
 * Whether every step finds the columns it names, before any runs. Throws column-missing or cell-invalid at the key, with the
 * nearest names. `other` is a step's other table.
 */
export function checkSteps(
  body: { readonly column?: string | undefined; readonly steps: readonly FilterStep[] },
  from: NamedSchema,
  other: (name: string) => NamedSchema,
): void {
  refuseOwnColumns(from);
  if (body.column !== undefined) requireColumn(from.schema, from.name, body.column, "column");
  for (const [index, step] of body.steps.entries()) {
    if (step.off) continue;
    const place = `steps.${index}`;
    const { columns, readsText } = kindOfStep(step).needs(step);
    for (const { name, key } of columns) requireColumn(from.schema, from.name, name, `${place}.${key}`);
    if (readsText) textColumnOf(from.schema, from.name, columnIn(step), body.column ?? null, place);
    if (step.type === "decontaminate") {
      const column = promptColumnOf(from.schema, from.name, step.column, body.column ?? null, `${place}.column`);
      for (const name of step.tables) evaluationColumn(step, other(name).schema, name, column, place);
    }
    if (step.type === "mix" && step.table !== undefined) checkTypes(from, other(step.table), `${place}.table`);
  }
}

function columnIn(step: FilterStep): string | undefined {
  return "column" in step && typeof step.column === "string" ? step.column : undefined;
}

function refuseOwnColumns({ name, schema }: NamedSchema): void {
  const clash = schema.columns.find((column) => addedColumns.some((added) => added.name === column.name));
  if (clash === undefined) return;
  throw new AssayError("cell-invalid", `\`${name}\` has a column \`${clash.name}\`, which the table of dropped rows needs for itself.`, {
    hint: `Rename it in a sql cell: SELECT * RENAME (${clash.name} AS ${clash.name}_before) FROM ${name}.`,
    place: { key: "from" },
  });
}

/** Rows mixed in stand in the columns of the others, so what both have must be of one type. */
function checkTypes(from: NamedSchema, mixed: NamedSchema, key: string): void {
  const shared = from.schema.columns.flatMap((column) => {
    const other = mixed.schema.columns.find((each) => each.name === column.name);
    return other === undefined ? [] : [{ column, other }];
  });
  if (shared.length === 0) {
    throw new AssayError("column-missing", `\`${mixed.name}\` has no column in common with \`${from.name}\`.`, {
      hint: "Name its columns as theirs in a sql cell.",
      place: { key },
    });
  }
  const clash = shared.find(({ column, other }) => !fits(column.type, other.type));
  if (clash === undefined) return;
  const { column, other } = clash;
  throw new AssayError(
    "cell-invalid",
    `\`${column.name}\` is ${other.type.type} in \`${mixed.name}\` and ${column.type.type} in \`${from.name}\`.`,
    {
      hint: "Cast it in a sql cell first.",
      place: { key },
    },
  );
}

function fits(wanted: TableSchema["columns"][number]["type"], given: TableSchema["columns"][number]["type"]): boolean {
  return (wanted.type === "double" && given.type === "integer") || JSON.stringify(wanted) === JSON.stringify(given);
}
