import type { Problem } from "../assay-error.ts";

/**
 * Words that cannot stand as a table name in DuckDB without quotes. Found by creating and reading a table of each name in
 * `duckdb_keywords()`.
 */
const reservedWords: ReadonlySet<string> = new Set(
  (
    "all analyse analyze and anti any array as asc asof asymmetric at authorization binary both by case cast check collate collation column " +
    "concurrently constraint create cross default deferrable desc describe distinct do else end except false fetch for foreign freeze from " +
    "full glob group having ilike in initially inner intersect into is isnull join lambda lateral leading left like limit natural not notnull " +
    "null offset on only or order outer overlaps pivot pivot_longer pivot_wider placing positional primary qualify references returning right " +
    "select semi show similar some summarize symmetric table tablesample then to trailing true union unique unpack unpivot using variadic " +
    "verbose when where window with"
  ).split(" "),
);

const namePattern = /^[a-z_][a-z0-9_]{0,62}$/;

/** Why a cell may not have this name, or null. `taken` are the names of the notebook's other cells. */
export function checkCellName(name: string, taken: Iterable<string>): Problem | null {
  if (!namePattern.test(name)) {
    const hint = "Use lower-case letters, digits and _, begin with a letter or _, at most 63 characters.";
    return problem("cell-invalid", `"${name}" cannot be a cell name.`, hint, name);
  }
  if (reservedWords.has(name)) {
    return problem("cell-invalid", `"${name}" is a word of SQL and cannot name a table.`, `Call it ${name}_cell, or what it holds.`, name);
  }
  for (const other of taken) {
    if (other.toLowerCase() === name)
      return problem("name-taken", `Another cell is already named "${other}".`, "Choose another name.", name);
  }
  return null;
}

/** The name itself when it is free, else the name with the first free number behind it. */
export function freeCellName(wanted: string, taken: Iterable<string>): string {
  const names = new Set([...taken].map((name) => name.toLowerCase()));
  const base = reservedWords.has(wanted) ? `${wanted}_cell` : wanted;
  if (!names.has(base)) return base;
  let number = 2;
  while (names.has(numbered(base, number))) number += 1;
  return numbered(base, number);
}

function numbered(base: string, number: number): string {
  const suffix = `_${number}`;
  return base.slice(0, 63 - suffix.length) + suffix;
}

function problem(code: Problem["code"], sentence: string, hint: string, cell: string): Problem {
  return { code, severity: "error", sentence, hint, place: { cell } };
}
