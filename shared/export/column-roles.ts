import { AssayError } from "../assay-error.ts";
import type { Column, TableSchema } from "../data/table.ts";
import { requireColumn } from "../data/table-columns.ts";

/** Parts a column can play in an export; `columns:` names them where their usual names don't. */
export const columnRoles = [
  "item",
  "prompt",
  "input",
  "system",
  "history",
  "response",
  "reasoning",
  "model",
  "sample",
  "chosen",
  "rejected",
  "score",
  "label",
  "outcome",
  "margin",
  "judge",
  "reference",
] as const;
export type ColumnRole = (typeof columnRoles)[number];

const usualNames: { readonly [role in ColumnRole]: readonly string[] } = {
  item: ["item"],
  prompt: ["messages", "prompt", "question", "instruction"],
  input: ["input"],
  system: ["system"],
  history: ["history"],
  response: ["response", "completion", "answer", "output"],
  reasoning: ["reasoning", "reasoning_content", "thinking"],
  model: ["model"],
  sample: ["sample"],
  chosen: ["chosen"],
  rejected: ["rejected"],
  score: ["reward", "score"],
  label: ["label", "accept"],
  outcome: ["outcome", "verdict"],
  margin: ["margin"],
  judge: ["judge"],
  reference: ["reference", "answer"],
};

/** A table's columns by the part they play. */
export type Roles = {
  readonly table: string;
  readonly has: (role: ColumnRole) => boolean;
  /** Whether `columns:` says so, whatever the column is called. */
  readonly isNamed: (role: ColumnRole) => boolean;
  /** The column's name; null where nothing plays the part. */
  readonly name: (role: ColumnRole) => string | null;
  readonly column: (name: string) => Column | undefined;
};

/** Finds who plays which part. Throws column-missing for a named column that is not there. */
export function findRoles(schema: TableSchema, table: string, named: { readonly [role in ColumnRole]?: string }): Roles {
  const columns = new Map(schema.columns.map((column) => [column.name, column]));
  const found = new Map<ColumnRole, string>();
  for (const role of columnRoles) {
    const given = named[role];
    if (given !== undefined) requireColumn(schema, table, given, `columns.${role}`);
    const name = given ?? usualNames[role].find((each) => columns.has(each));
    if (name !== undefined) found.set(role, name);
  }
  return {
    table,
    has: (role) => found.has(role),
    isNamed: (role) => named[role] !== undefined,
    name: (role) => found.get(role) ?? null,
    column: (name) => columns.get(name),
  };
}

/** Throws column-missing: nothing in the table plays any of these parts. */
export function missingRoles(roles: Roles, schema: TableSchema, needed: readonly ColumnRole[], why: string): AssayError {
  const names = schema.columns.map(({ name }) => `\`${name}\``).join(", ");
  const wanted = needed.map((role) => `\`${usualNames[role][0] ?? role}\``).join(" or ");
  return new AssayError("column-missing", `\`${roles.table}\` has no column ${wanted}, ${why}.`, {
    hint: `It has ${names || "no columns"}. Name the right one under \`columns:\`, or join it back in a sql cell.`,
    place: { key: "from" },
  });
}
