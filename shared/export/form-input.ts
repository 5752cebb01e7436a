import type { Row, TableSchema } from "../data/table.ts";
import { type ColumnRole, findRoles, missingRoles, type Roles } from "./column-roles.ts";
import type { ReasoningForm } from "./forms.ts";
import type { Origins } from "./provenance.ts";

/**
 * What a table holds: answers compared two by two with an outcome, pairs someone ordered, answers with a score, answers with a
 * yes or no, or answers alone; or prompts, or rows of any sort.
 */
export type SourceKind = "comparisons" | "pairs" | "scores" | "labels" | "answers" | "prompts" | "rows";

export type FormOptions = {
  readonly pairs: "best-worst" | "all";
  readonly minMargin: number;
  readonly threshold: number | null;
  readonly reasoning: ReasoningForm;
};

export type FormInput = {
  readonly kind: SourceKind;
  readonly schema: TableSchema;
  readonly rows: readonly Row[];
  readonly roles: Roles;
  readonly origins: Origins;
  readonly options: FormOptions;
};

export type FormTable = {
  readonly table: string;
  readonly schema: TableSchema;
  readonly rows: readonly Row[];
  readonly columns: { readonly [role in ColumnRole]?: string };
};

/** A table read as one of the kinds a form can use, best first. Throws column-missing, saying what would do. */
export function formInput(
  { table, schema, rows, columns }: FormTable,
  wanted: readonly SourceKind[],
  given: { readonly origins: Origins; readonly options: FormOptions },
): FormInput {
  const roles = findRoles(schema, table, columns);
  const kind = wanted.find((each) => holds[each](roles));
  if (kind === undefined) throw missingRoles(roles, schema, ...missing(wanted));
  if ((kind === "comparisons" || kind === "scores" || kind === "labels") && !roles.has("prompt"))
    throw missingRoles(roles, schema, ["prompt"], "so the prompts are not known");
  return { kind, schema, rows, roles, ...given };
}

const holds: { readonly [kind in SourceKind]: (roles: Roles) => boolean } = {
  comparisons: (roles) => roles.has("outcome") && ["a", "b", "response_a", "response_b"].every((name) => roles.column(name) !== undefined),
  pairs: (roles) => pairColumns(roles) !== null,
  scores: (roles) => roles.has("response") && roles.has("score"),
  labels: (roles) => roles.has("response") && roles.has("label"),
  answers: (roles) => roles.has("response") || roles.column(roles.name("prompt") ?? "")?.type.type === "list",
  prompts: (roles) => roles.has("prompt"),
  rows: () => true,
};

/** The columns of a pair someone ordered: a revision stands over what it revised. */
export function pairColumns(roles: Roles): readonly [string, string] | null {
  const [chosen, rejected] = [roles.name("chosen"), roles.name("rejected")];
  if (chosen !== null && rejected !== null) return [chosen, rejected];
  const response = roles.name("response");
  const original = `${response}_original`;
  return response !== null && roles.column(original) !== undefined ? [response, original] : null;
}

function missing(wanted: readonly SourceKind[]): readonly [readonly ColumnRole[], string] {
  if (wanted.includes("prompts")) return [["prompt"], "so it holds no prompts"];
  if (wanted.includes("answers")) return [["response"], "so it holds no answers"];
  if (wanted.includes("labels")) return [["label", "score", "outcome", "chosen"], "so nothing says which answers are good"];
  if (wanted.includes("comparisons")) return [["outcome", "chosen", "score"], "so nothing says which answer is better"];
  return [["score"], "so there is nothing to reward"];
}
