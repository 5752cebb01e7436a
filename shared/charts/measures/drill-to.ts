import { people } from "../../statistics/bias/trait-rows.ts";
import type { TidyRow } from "../../statistics/tidy-row.ts";
import type { Drilling } from "../chart-drill.ts";
import type { ChartContext, ChartSource } from "../chart-study.ts";
import type { Drill } from "../drawing.ts";

type Where = Pick<TidyRow, "slice">;

/** Leads to the rows these judges gave in a slice of the table measured; "people" are all of them. */
export function drillTo(judges: readonly (string | null)[], where: Where, { source }: ChartContext): Drilling {
  const names = judges.filter((judge) => judge !== null);
  if (source === undefined || names.length === 0) return {};
  const [given, within] = [givenBy(names, source), inSlice(where, source)];
  return given === null || within === null ? {} : { drill: [...given, ...within] };
}

/** Leads to all rows of a slice, whoever gave them. */
export function drillToSlice(where: Where, { source }: ChartContext): Drilling {
  const within = source && inSlice(where, source);
  return within ? { drill: within } : {};
}

type Of = Pick<TidyRow, "judge_a" | "model" | "slice">;

/** Leads to a judge's rows that have the model on either side, or are of its answer; as far as the table's columns allow. */
export function drillToModel({ judge_a, model, slice }: Of, context: ChartContext): Drilling {
  const { a, b, model: column } = context.source?.columns ?? {};
  return withMore(judge_a, { slice }, context, onEitherSide(model, a, b) ?? equal(column, model));
}

/** The same for a family of models. */
export function drillToFamily({ judge_a, model, slice }: Of, context: ChartContext): Drilling {
  const { family_a, family_b } = context.source?.columns ?? {};
  return withMore(judge_a, { slice }, context, onEitherSide(model, family_a, family_b) ?? []);
}

/** Leads to what the judges said of one criterion; to everybody's where none is named. */
export function drillToCriterion(judges: readonly (string | null)[], row: Pick<TidyRow, "criterion" | "slice">, context: ChartContext) {
  const { drill } = judges.some((judge) => judge !== null) ? drillTo(judges, row, context) : drillToSlice(row, context);
  const criterion = equal(context.source?.columns.criterion, row.criterion);
  return drill === undefined ? joined(criterion) : joined([...drill, ...criterion]);
}

function withMore(judge: string | null, where: Where, context: ChartContext, more: Drill): Drilling {
  const { drill } = judge === null ? drillToSlice(where, context) : drillTo([judge], where, context);
  return joined([...(drill ?? []), ...more]);
}

function joined(drill: Drill): Drilling {
  return drill.length === 0 ? {} : { drill };
}

function onEitherSide(value: string | null, column: string | undefined, orColumn: string | undefined): Drill | null {
  if (column === undefined || orColumn === undefined || value === null) return null;
  return [{ column, orColumn, operator: "=", value }];
}

function equal(column: string | undefined, value: string | null): Drill {
  return column === undefined || value === null ? [] : [{ column, operator: "=", value }];
}

/** Null: no column says who judged. A person whose verdicts are a column of their own gave the rows that have one. */
function givenBy(names: readonly string[], { columns, people: persons = [] }: ChartSource): Drill | null {
  const { judge, human } = columns;
  const pooled = persons.length === 0 && human !== undefined ? [human] : persons;
  const all = new Set(names.flatMap((name) => (name === people ? pooled : [name])));
  const isColumn = human !== undefined && all.has(human) && !persons.includes(human);
  if (isColumn) all.delete(human);
  if (all.size === 0) return isColumn ? [{ column: human, operator: "not-null", value: "" }] : null;
  if (judge === undefined) return null;
  const inJudges = { column: judge, operator: "in", value: [...all].join("\n") } as const;
  return isColumn ? [inJudges, { column: human, operator: "not-null", value: "" }] : [inJudges];
}

/** "subset: email" as the filter it stands for; null where the slice is of rows without a value, which text can't tell from the word. */
function inSlice({ slice }: Where, { by = [] }: ChartSource): Drill | null {
  if (slice === null) return [];
  const column = by.filter((name) => slice.startsWith(`${name}: `)).sort((left, right) => right.length - left.length)[0];
  const value = slice.slice((column ?? "").length + 2);
  return column === undefined || value === "none" ? null : [{ column, operator: "=", value }];
}
