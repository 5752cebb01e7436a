import type { Row, Value } from "../data/table.ts";
import { textOfValue } from "../data/value-text.ts";
import type { CellState, CellStatus, TableSummary } from "../journal/entries.ts";
import { didYouMean } from "../nearest-names.ts";
import { headlineRow } from "../statistics/headline.ts";
import { tidyRowOf } from "../statistics/read-tidy-row.ts";
import type { ValueReference } from "./prose-values.ts";

/** What stands in a text for `{{ name.member }}`. */
export type ProseValue =
  | {
      readonly type: "value";
      readonly text: string;
      /** Why it may not be what a run would give now, in a word or two: "stale", "tried on 8 rows"; null for a fresh one. */
      readonly mark: string | null;
      /** Says more of the mark: why it is stale. */
      readonly reason: string;
      readonly isSimulated: boolean;
    }
  /** Its cell has no result yet. */
  | { readonly type: "missing"; readonly cell: string }
  | { readonly type: "problem"; readonly sentence: string; readonly hint: string }
  /** No value after all: nothing goes by that name, and nothing asks for more than to be read as it stands. */
  | { readonly type: "text" };

/** A value that stands in a row: which table, of which result, has to be read first, and how many of its rows. */
export type WantedRow = {
  readonly type: "row";
  readonly table: TableSummary;
  /** Names the result under the table's name. */
  readonly version: string;
  readonly column: string;
  readonly most: number;
  readonly status: Status;
};

type Status = Pick<CellStatus, "name" | "kind" | "state" | "reasons" | "result">;
type Cells = { readonly [name: string]: Status };

/** As many rows of a measure as a finding is looked for in. */
const measureRows = 1000;

/**
 * Where a value of a text is to be found: told at once, or in the one row of a table, or in a measure's row its sentence is about.
 * Never makes anything run.
 */
export function findValue(reference: ValueReference, cells: Cells): ProseValue | WantedRow {
  const { name, member } = reference;
  const found = ownerOf(name, cells);
  if (found === null) return member === null ? { type: "text" } : unknownName(name, cells);
  const { status, table } = found;
  const { result } = status;
  if (member === null)
    return problem(
      `${code(name)} has several values.`,
      `Write ${code(`{{ ${name}.rows }}`)}, or ${code(`| 2`)} behind it for two decimals.`,
    );
  if (result === null) return { type: "missing", cell: status.name };
  if (member === "sentence" || (member === "headline" && result.headline))
    return valueOf(textOfSentence(member === "sentence" ? result.summary : (result.headline ?? "")), status);
  if (table === null) return problem(`${code(name)} yields no table.`, `It has ${code(`${name}.sentence`)}.`);
  if (member === "rows") return valueOf(numberText(table.rows, reference), status);
  const columns = table.columns.map((each) => each.name);
  const column = columns.find((each) => each === member) ?? columns.find((each) => each.toLowerCase() === member.toLowerCase());
  if (column === undefined)
    return problem(
      `${code(name)} has no column ${code(member)}.`,
      didYouMean(member, ["rows", "sentence", ...columns]) || `It has ${columns.slice(0, 6).map(code).join(", ")}.`,
    );
  if (table.rows === 0) return problem(`${code(name)} has no row.`, "A value stands in one.");
  const isMeasure = status.kind === "measure" && table.name.toLowerCase() === status.name.toLowerCase();
  if (table.rows > 1 && !isMeasure) return severalRows(name, column, table.rows);
  return { type: "row", table, version: `${result.recipe} ${result.at}`, column, most: isMeasure ? measureRows : 1, status };
}

/** A value out of the rows that were wanted for it. */
export function valueInRows({ table, column, status }: WantedRow, rows: readonly Row[], reference: ValueReference): ProseValue {
  const row = rows.length > 1 ? rowOfFinding(rows, status.result?.summary ?? "") : rows[0];
  if (row === undefined) return severalRows(reference.name, column, table.rows);
  const value = row[column] ?? null;
  const type = table.columns.find((each) => each.name === column)?.type.type;
  // Decimals come as text, so that none of their digits is lost.
  if (type === "decimal" && typeof value === "string") return valueOf(numberText(Number(value), reference), status);
  if (value !== null) return valueOf(valueText(value, { ...reference, decimals: decimalsOf(column, row, reference) }), status);
  return valueOf(typeof row.reason === "string" ? `undefined, because ${row.reason}` : "no value", status);
}

function rowOfFinding(rows: readonly Row[], sentence: string): Row | undefined {
  const tidy = rows.map(tidyRowOf);
  const found = headlineRow(tidy, sentence);
  return found === null ? undefined : rows[tidy.indexOf(found)];
}

/** The cell of that name, or whose table it is; what a cell without a result may come to yield counts as its own. */
function ownerOf(name: string, cells: Cells): { readonly status: Status; readonly table: TableSummary | null } | null {
  const wanted = name.toLowerCase();
  const statuses = Object.values(cells);
  const tableOf = (status: Status): TableSummary | undefined => status.result?.tables.find((table) => table.name.toLowerCase() === wanted);
  const cell = statuses.find((status) => status.name.toLowerCase() === wanted);
  if (cell !== undefined) return { status: cell, table: tableOf(cell) ?? cell.result?.tables[0] ?? null };
  for (const status of statuses) {
    const table = tableOf(status);
    if (table !== undefined) return { status, table };
  }
  const coming = statuses.find((status) => status.result === null && wanted.startsWith(`${status.name.toLowerCase()}_`));
  return coming === undefined ? null : { status: coming, table: null };
}

function unknownName(name: string, cells: Cells): ProseValue {
  const known = Object.values(cells).flatMap((status) => [status.name, ...(status.result?.tables ?? []).map((table) => table.name)]);
  return problem(
    `No cell or table is called ${code(name)}.`,
    didYouMean(name, new Set(known)) || "Put it between backticks to show it as it is written.",
  );
}

function severalRows(name: string, column: string, rows: number): ProseValue {
  return problem(
    `${code(name)} has ${rows.toLocaleString("en")} rows, and a value in a text is of one.`,
    `Pick it in a ${code("sql")} cell, such as ${code(`SELECT ${column} FROM ${name} WHERE … LIMIT 1`)}, and name that.`,
  );
}

function problem(sentence: string, hint: string): ProseValue {
  return { type: "problem", sentence, hint };
}

function code(words: string): string {
  return `\`${words}\``;
}

/** States in which a result is not what the notebook says now, in a word. */
const marks: { readonly [State in CellState]: string | null } = {
  new: null,
  fresh: null,
  queued: "queued",
  running: "running",
  stale: "stale",
  paused: "paused",
  partial: "partial",
  error: "from before an error",
  blocked: "blocked",
  clash: "name used twice",
  conflict: "changed on disk",
  frozen: "frozen",
  off: "off",
};

function valueOf(text: string, { state, reasons, result }: Status): ProseValue {
  const tried = result?.triedRows ?? null;
  return {
    type: "value",
    text,
    mark: tried === null ? marks[state] : `tried on ${tried.toLocaleString("en")} ${tried === 1 ? "row" : "rows"}`,
    reason: state === "stale" ? reasons.join("; ") : "",
    isSimulated: result?.simulated ?? false,
  };
}

/** A longer text is no value in a sentence any more. */
const mostCharacters = 300;

function valueText(value: Value, reference: ValueReference): string {
  if (typeof value === "number" || typeof value === "bigint") return numberText(value, reference);
  const characters = [...textOfSentence(textOfValue(value))];
  if (characters.length <= mostCharacters) return characters.join("");
  return `${characters.slice(0, mostCharacters).join("")} … (${characters.length.toLocaleString("en")} characters)`;
}

function textOfSentence(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

const ends: readonly string[] = ["estimate", "low", "high"];

/** A figure and its interval have the same decimals, as many as give the largest of the three four digits; whole figures none. */
function decimalsOf(column: string, row: Row, { decimals, isPercent }: ValueReference): number | null {
  if (decimals !== null || !ends.includes(column)) return decimals;
  const numbers = ends.map((end) => row[end]).flatMap((end) => (typeof end === "number" ? [isPercent ? end * 100 : end] : []));
  const needed = numbers.map((number) => String(Number(number.toPrecision(4))).split(".")[1]?.length ?? 0);
  const largest = Math.max(...numbers.map(Math.abs));
  const most = largest === 0 ? 0 : Math.max(0, 3 - Math.floor(Math.log10(largest)));
  return Math.min(Math.max(...needed), most);
}

/** Thousands set apart; four digits where nothing else is asked for. */
function numberText(value: number | bigint, { decimals, isPercent }: ValueReference): string {
  const number = isPercent ? Number(value) * 100 : value;
  const unit = isPercent ? " %" : "";
  if (typeof number === "bigint" || (decimals === null && Number.isInteger(number))) return `${number.toLocaleString("en")}${unit}`;
  const style = decimals === null ? { maximumSignificantDigits: 4 } : { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return `${Number.isFinite(number) ? number.toLocaleString("en", style) : String(number)}${unit}`;
}
