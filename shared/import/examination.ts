import type { Value } from "../data/table.ts";
import { canonicalJson } from "../journal/canonical-json.ts";
import { isBlank } from "./shape.ts";

/** Rows of a file that something is said of: how many there are, and the first of them by line, or by number where there are no lines. */
export type ToldRows = { readonly count: number; readonly first: readonly number[]; readonly by: "line" | "row" };

export type TokenCounts = {
  /** Rows whose tokens were counted. */
  readonly rows: number;
  /** Null where the rows have none. */
  readonly prompt: TokenCount | null;
  readonly response: TokenCount | null;
};

/** Texts, and their tokens in all. */
export type TokenCount = { readonly texts: number; readonly total: number };

/** What a closer look at a file's rows finds. */
export type Examination = {
  /** Rows looked at, and of how many: fewer where they were drawn at random. */
  readonly rows: number;
  readonly of: number;
  /** Of the column that names the item. `repeated`: rows after the first that has their id. */
  readonly ids: { readonly column: string; readonly repeated: ToldRows; readonly missing: ToldRows } | null;
  /** Null where the rows are in a shape, which tells of its own. */
  readonly emptyPrompts: { readonly column: string; readonly told: ToldRows } | null;
  readonly tokens: TokenCounts | null;
};

const mostTold = 5;

/** The item a value names, as a dataset cell takes it; null for none. */
function itemOf(value: Value): string | null {
  if (value === null) return null;
  return typeof value === "string" ? value : typeof value === "object" ? canonicalJson(value) : String(value);
}

/** Rows whose id a row before has, and rows without one. `placeOf` gives a row's line or number. */
export function examineIds(
  values: readonly Value[],
  by: ToldRows["by"],
  placeOf: (index: number) => number,
): { readonly repeated: ToldRows; readonly missing: ToldRows } {
  const seen = new Set<string>();
  const [repeated, missing]: [number[], number[]] = [[], []];
  values.forEach((value, index) => {
    const item = itemOf(value);
    if (item === null) missing.push(index);
    else if (seen.has(item)) repeated.push(index);
    else seen.add(item);
  });
  return { repeated: tell(repeated, by, placeOf), missing: tell(missing, by, placeOf) };
}

/** Rows whose text is nothing, or nothing but white space. */
export function examinePrompts(values: readonly Value[], by: ToldRows["by"], placeOf: (index: number) => number): ToldRows {
  const blank = values.flatMap((value, index) => (isBlank(value) ? [index] : []));
  return tell(blank, by, placeOf);
}

function tell(indexes: readonly number[], by: ToldRows["by"], placeOf: (index: number) => number): ToldRows {
  return { count: indexes.length, first: indexes.slice(0, mostTold).map(placeOf), by };
}
