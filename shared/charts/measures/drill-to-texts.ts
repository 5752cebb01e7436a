import type { Value } from "../../data/table.ts";
import { textOfValue } from "../../data/value-text.ts";
import type { ChartContext } from "../chart-study.ts";
import type { Drill, Lead } from "../drawing.ts";

/** Leads to the texts of a group, and of one generation where the figure is of one; `group` null: all texts. */
export function drillToTexts(group: string | null, generation: number | null, { source }: ChartContext): Lead {
  const found = source?.groups?.[group ?? ""];
  if (source === undefined || found === undefined) return {};
  const column = source.columns.generation ?? "generation";
  const of = Object.entries(found.values).map(([name, value]) => holds(name, value));
  const drill = [...of, ...(generation === null ? [] : [holds(column, generation)])];
  return found.table === null ? { drill } : { drill, drillTable: found.table };
}

/** Leads to all rows of a table. */
export function drillToTable(table: string | null, { source }: ChartContext): Lead {
  return source === undefined || table === null ? {} : { drill: [], drillTable: table };
}

function holds(column: string, value: Value): Drill[number] {
  const text = textOfValue(value);
  return value === null ? { column, operator: "is-null", value: "" } : { column, operator: "=", value: text };
}
