import { AssayError } from "#shared/assay-error.ts";
import type { FilterClause, RowChoice, TableQuery } from "#shared/contract/schemas.ts";
import type { Column, ColumnType, TableSchema } from "#shared/data/table.ts";
import { didYouMean } from "#shared/nearest-names.ts";

/** A table view's sorting, filtering and paging as SQL. Every click is a clause a person could have written. */
export type PageQueries = {
  /** The view without paging, as *Copy as SQL cell* keeps it. */
  readonly sql: string;
  readonly page: string;
  readonly count: string;
};

export function pageQueries(query: TableQuery, schema: TableSchema): PageQueries {
  const columns = query.columns.length === 0 ? "*" : query.columns.map((name) => identifier(columnNamed(schema, name).name)).join(", ");
  const from = fromClause(query, schema);
  const order = orderClauses(query, schema);
  const sorted = (keys: readonly string[]): string =>
    [`SELECT ${columns}`, from, ...(order.length > 0 ? [`ORDER BY ${keys.join(", ")}`] : [])].join("\n");
  return {
    sql: sorted(order),
    page: `${sorted([...order, ...tableOrder(schema)])}\nLIMIT ${query.limit} OFFSET ${query.offset}`,
    count: `SELECT count(*) AS n\n${from}`,
  };
}

/** Rows of a view by their places in it, in its order, with all columns. */
export function chosenRowsQuery({ ranges, ...query }: RowChoice, schema: TableSchema): string {
  const place = identifier(freePlace(schema));
  const keys = [...orderClauses(query, schema), ...tableOrder(schema)];
  const order = keys.length > 0 ? `ORDER BY ${keys.join(", ")}` : "";
  const chosen = ranges.map(({ first, last }) => `${place} BETWEEN ${first + 1} AND ${last + 1}`).join(" OR ");
  const placed = `SELECT *, row_number() OVER (${order}) AS ${place}\n${fromClause(query, schema)}`;
  return `SELECT * EXCLUDE (${place})\nFROM (${placed})\nWHERE ${chosen}\nORDER BY ${place}`;
}

/** Rows that sort alike keep the table's order, so that a place in a view means one row, whichever page is asked for. */
function tableOrder(schema: TableSchema): readonly string[] {
  return schema.columns.some(({ name }) => name.toLowerCase() === "rowid") ? [] : ["rowid"];
}

function freePlace(schema: TableSchema): string {
  let name = "place";
  while (schema.columns.some((column) => column.name.toLowerCase() === name)) name += "_";
  return name;
}

function fromClause(query: Pick<TableQuery, "table" | "filters">, schema: TableSchema): string {
  const where = query.filters.map((filter) => clause(filter, schema));
  return [`FROM ${identifier(query.table)}`, ...(where.length > 0 ? [`WHERE ${where.join(" AND ")}`] : [])].join("\n");
}

function orderClauses(query: Pick<TableQuery, "sort">, schema: TableSchema): readonly string[] {
  return query.sort.map((sort) => `${identifier(columnNamed(schema, sort.column).name)} ${sort.descending ? "DESC" : "ASC"} NULLS LAST`);
}

/** A name as DuckDB reads it back whatever it holds. */
export function identifier(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) && !reserved.has(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

// Column names people use that SQL keeps for itself; quoting more than needed does no harm, but reads worse.
const reserved = new Set([
  "order",
  "group",
  "select",
  "from",
  "where",
  "table",
  "column",
  "user",
  "end",
  "desc",
  "asc",
  "limit",
  "offset",
  "case",
  "default",
  "all",
  "any",
  "in",
  "is",
  "not",
  "null",
  "on",
  "or",
  "and",
  "primary",
  "references",
  "then",
  "to",
  "union",
  "using",
  "when",
  "with",
  "window",
  "check",
  "constraint",
  "create",
  "cast",
  "distinct",
  "else",
  "except",
  "false",
  "true",
  "fetch",
  "for",
  "foreign",
  "grant",
  "having",
  "initially",
  "intersect",
  "into",
  "lateral",
  "leading",
  "placing",
  "returning",
  "some",
  "symmetric",
  "trailing",
  "unique",
  "variadic",
  "do",
  "both",
  "array",
  "as",
  "collate",
  "deferrable",
  "analyse",
  "analyze",
  "asymmetric",
  "qualify",
  "pivot",
  "unpivot",
  "describe",
  "show",
  "summarize",
]);

function literal(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

function columnNamed(schema: TableSchema, name: string): Column {
  const found = schema.columns.find((column) => column.name === name);
  if (found !== undefined) return found;
  throw new AssayError("column-missing", `There is no column \`${name}\`.`, {
    hint:
      didYouMean(
        name,
        schema.columns.map((column) => column.name),
      ) || "Choose one of the table's columns.",
  });
}

/** One filter; with another column it may hold in instead, the same condition of either. */
function clause(filter: FilterClause, schema: TableSchema): string {
  const names = [filter.column, ...(filter.orColumn === undefined ? [] : [filter.orColumn])];
  const conditions = names.map((name) => condition(filter, columnNamed(schema, name)));
  return conditions.length === 1 ? conditions.join("") : `(${conditions.join(" OR ")})`;
}

function condition(filter: FilterClause, column: Column): string {
  const name = identifier(column.name);
  const asText = isNested(column.type) ? `${name}::VARCHAR` : name;
  switch (filter.operator) {
    case "is-null":
      return `${name} IS NULL`;
    case "not-null":
      return `${name} IS NOT NULL`;
    case "contains":
      return `contains(lower(${name}::VARCHAR), ${literal(filter.value.toLowerCase())})`;
    case "regex":
      return `regexp_matches(${name}::VARCHAR, ${literal(filter.value)})`;
    case "in":
      return `${asText}::VARCHAR IN (${filter.value.split("\n").map(literal).join(", ") || "NULL"})`;
    default:
      return `${asText} ${filter.operator} ${typedLiteral(filter.value, column.type)}`;
  }
}

function isNested(type: ColumnType): boolean {
  return type.type === "list" || type.type === "struct" || type.type === "bytes";
}

function typedLiteral(value: string, type: ColumnType): string {
  switch (type.type) {
    case "integer":
    case "double":
    case "decimal": {
      if (!Number.isFinite(Number(value)) || value.trim() === "")
        throw new AssayError("cell-invalid", `"${value}" is not a number.`, { hint: "Type a number, such as 0.5." });
      return value.trim();
    }
    case "boolean":
      return /^(t|true|1|yes)$/i.test(value.trim()) ? "true" : "false";
    case "date":
      return `DATE ${literal(value)}`;
    case "timestamp":
      return `TIMESTAMP ${literal(value)}`;
    default:
      return literal(value);
  }
}

const exactRows = 1_000_000;
const bins = 20;
const topValues = 3;

/** Queries behind a column header: nulls and distinct values, then a histogram of values or lengths, or the commonest values. */
export function profileQueries(table: string, column: Column, rows: number) {
  const name = identifier(column.name);
  const source =
    rows > exactRows
      ? `(SELECT ${name} FROM ${identifier(table)} USING SAMPLE reservoir(${exactRows} ROWS) REPEATABLE (0))`
      : identifier(table);
  const kind = profileKind(column.type);
  const value = kind === "length" ? `length(${name})` : `${name}::DOUBLE`;
  return {
    kind,
    counts: `SELECT count(*) AS rows, count(*) - count(${name}) AS nulls, ${isNested(column.type) ? "NULL::BIGINT" : `count(DISTINCT ${name})`} AS distinct_values${kind === "top" ? "" : `, min(${value}) AS low, max(${value}) AS high`} FROM ${source}`,
    histogram: (low: number, high: number): string => {
      const width = high > low ? (high - low) / bins : 1;
      return `SELECT least(${bins - 1}, greatest(0, floor((${value} - (${low})) / ${width})))::INTEGER AS bin, count(*) AS n FROM ${source} WHERE ${name} IS NOT NULL AND NOT isnan(${value}::DOUBLE) GROUP BY 1 ORDER BY 1`;
    },
    top: `SELECT ${name}::VARCHAR AS value, count(*) AS n FROM ${source} WHERE ${name} IS NOT NULL GROUP BY 1 ORDER BY n DESC, value LIMIT ${topValues}`,
    binEdges: (low: number, high: number, bin: number): { from: number; to: number } => {
      const width = high > low ? (high - low) / bins : 1;
      return { from: low + bin * width, to: low + (bin + 1) * width };
    },
  };
}

function profileKind(type: ColumnType): "value" | "length" | "top" | "none" {
  switch (type.type) {
    case "integer":
    case "double":
    case "decimal":
      return "value";
    case "text":
      return "top";
    case "boolean":
    case "date":
    case "timestamp":
      return "top";
    case "list":
    case "struct":
    case "bytes":
      return "none";
  }
}
