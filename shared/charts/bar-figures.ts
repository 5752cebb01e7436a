import { AssayError } from "../assay-error.ts";
import type { Column, Row } from "../data/table.ts";
import { type Aggregate, aggregate, type Figure, type Reader } from "./aggregate.ts";
import { type ChartStudy, clusterReader } from "./chart-study.ts";
import { numberReader, requireColumn, requireNumbers } from "./table-columns.ts";

/** How groups of rows become figures. `among`: the rows that a share without a column is a share of. */
export type FigurePlan = { readonly kind: Aggregate; readonly of: (rows: readonly Row[], among: number) => Figure };

/**
 * Settles the aggregate: as the body says; else counts without `y`, shares of a true/false column, the value itself
 * where every group is one row, and otherwise the mean. `valueKey` is the body's key that holds the column.
 */
export function figurePlan(study: ChartStudy, valueKey: "y" | "color", groups: readonly (readonly Row[])[]): FigurePlan {
  const { body, schema } = study;
  const name = body[valueKey];
  if (body.agg === "count" || name === undefined) {
    const kind = body.agg === "share" ? "share" : "count";
    const reader: Reader = { number: () => 1, cluster: clusterReader(schema) };
    return { kind, of: (rows, among) => aggregate(kind, rows, reader, among) };
  }
  const column = requireNumbers(schema, name, valueKey, "Choose a column of numbers, or set `agg: count`.");
  const single = groups.every((rows) => rows.length <= 1);
  const kind = body.agg ?? (single ? "none" : column.type.type === "boolean" ? "share" : "mean");
  const reader: Reader = { number: numberReader(column), cluster: clusterReader(schema) };
  if (kind !== "none") return { kind, of: (rows) => aggregate(kind, rows, reader) };
  if (!single) {
    const most = Math.max(...groups.map((rows) => rows.length));
    throw new AssayError("cell-invalid", `A mark would stand for ${most} rows at once, and \`agg: none\` draws one.`, {
      hint: "Set `agg: mean`, or give each row its own `x`, `color` or `facet`.",
      place: { key: "agg" },
    });
  }
  return { kind, of: rowFigure(study, column) };
}

/** A row that already holds a figure: its value, the ends of its interval, its `n`, and its `reason` where undefined. */
export function rowFigure({ body, schema }: ChartStudy, column: Column): (rows: readonly Row[]) => Figure {
  const optional = (name: string | undefined, key: string) =>
    name === undefined ? () => null : numberReader(requireNumbers(schema, name, key, "An interval's ends are numbers."));
  const [value, low, high] = [numberReader(column), optional(body.low, "low"), optional(body.high, "high")];
  const size = schema.columns.find(({ name, type }) => name === "n" && type.type === "integer");
  const n = size ? numberReader(size) : () => null;
  const reason = schema.columns.some(({ name }) => name === "reason") ? requireColumn(schema, "reason", "y") : null;
  return ([row]) => {
    if (!row) return { value: null, low: null, high: null, n: 0, note: "no row", interval: null };
    const found = value(row);
    const said = reason ? row[reason.name] : null;
    const note = found === null ? (typeof said === "string" && said ? said : "no value") : null;
    const [from, to] = found === null ? [null, null] : [low(row), high(row)];
    const whole = from !== null && to !== null;
    return { value: found, low: whole ? from : null, high: whole ? to : null, n: n(row) ?? 1, note, interval: null };
  };
}
