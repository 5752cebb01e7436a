import type { ChartContext } from "../chart-study.ts";
import type { Drill } from "../drawing.ts";
import { drillTo } from "./marks.ts";

/** Leads to a judge's rows that have the model on either side; as far as the table's columns allow. */
export function drillToModel(judge: string | null, model: string | null, context: ChartContext): { readonly drill?: Drill } {
  return withColumns(judge, model, context, "a", "b");
}

/** The same for a family of models. */
export function drillToFamily(judge: string | null, family: string | null, context: ChartContext): { readonly drill?: Drill } {
  return withColumns(judge, family, context, "family_a", "family_b");
}

/** Leads to a judge's rows about one criterion. */
export function drillToCriterion(judge: string | null, criterion: string, context: ChartContext): { readonly drill?: Drill } {
  const { drill = [] } = drillTo([judge], context);
  const column = context.source?.columns.criterion;
  const all: Drill = column === undefined ? drill : [...drill, { column, operator: "=", value: criterion }];
  return all.length === 0 ? {} : { drill: all };
}

function withColumns(
  judge: string | null,
  value: string | null,
  context: ChartContext,
  ...[first, second]: readonly [string, string]
): { readonly drill?: Drill } {
  const { drill = [] } = drillTo([judge], context);
  const columns = context.source?.columns ?? {};
  const [column, orColumn] = [columns[first], columns[second]];
  if (column === undefined || orColumn === undefined || value === null) return drill.length === 0 ? {} : { drill };
  return { drill: [...drill, { column, orColumn, operator: "=", value }] };
}
