import type { FilterClause } from "#shared/contract/schemas.ts";
import type { ColumnType } from "#shared/data/table.ts";

export type Operator = FilterClause["operator"];

const words: { readonly [operator in Operator]: string } = {
  "=": "is",
  "!=": "is not",
  "<": "less than",
  "<=": "at most",
  ">": "more than",
  ">=": "at least",
  contains: "contains",
  regex: "matches regex",
  "is-null": "is null",
  "not-null": "is not null",
  in: "is one of",
};

const timeWords: { readonly [operator in Operator]?: string } = { "<": "before", "<=": "until", ">": "after", ">=": "from" };

/** The operators that make sense for a type, the likeliest first. */
export function operatorsFor(type: ColumnType): readonly Operator[] {
  switch (type.type) {
    case "text":
      return ["contains", "=", "!=", "in", "regex", "is-null", "not-null"];
    case "integer":
    case "double":
    case "decimal":
    case "date":
    case "timestamp":
      return ["=", "!=", "<", "<=", ">", ">=", "in", "is-null", "not-null"];
    case "boolean":
      return ["=", "is-null", "not-null"];
    case "list":
    case "struct":
    case "bytes":
      return ["contains", "regex", "is-null", "not-null"];
  }
}

export function operatorWord(operator: Operator, type: ColumnType): string {
  const ofTime = type.type === "date" || type.type === "timestamp";
  return (ofTime ? timeWords[operator] : undefined) ?? words[operator];
}

export function takesValue(operator: Operator): boolean {
  return operator !== "is-null" && operator !== "not-null";
}

/** The filter in words, for its chip. */
export function filterSentence(filter: FilterClause, type: ColumnType): string {
  const word = operatorWord(filter.operator, type);
  const columns = filter.orColumn === undefined ? filter.column : `${filter.column} or ${filter.orColumn}`;
  if (!takesValue(filter.operator)) return `${columns} ${word}`;
  return `${columns} ${word} ${filter.operator === "in" ? filter.value.split("\n").join(", ") : filter.value || "(empty)"}`;
}

/** Why a filter can't be asked, or null. */
export function filterProblem(filter: FilterClause, type: ColumnType): string | null {
  if (!takesValue(filter.operator)) return null;
  const values = filter.operator === "in" ? filter.value.split("\n") : [filter.value];
  if (type.type === "integer" || type.type === "double" || type.type === "decimal") {
    const wrong = values.find((value) => value.trim() === "" || !Number.isFinite(Number(value)));
    if (wrong !== undefined) return wrong.trim() === "" ? "Type a number, such as 0.5." : `"${wrong}" is not a number.`;
  }
  if (filter.operator === "contains" && filter.value === "") return "Type what it should contain.";
  if (filter.operator === "regex" && filter.value === "") return "Type a regular expression.";
  if (type.type === "date" && filter.operator !== "in" && !/^\d{4}-\d{2}-\d{2}$/.test(filter.value.trim()))
    return "Write a day as 2026-05-12.";
  if (type.type === "timestamp" && filter.operator !== "in" && !/^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}.*)?$/.test(filter.value.trim()))
    return "Write a time as 2026-05-12 14:02.";
  return null;
}
