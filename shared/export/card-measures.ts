import { double, integer, type Row, schemaOf, type TableSchema, text } from "../data/table.ts";
import { headlineRow } from "../statistics/headline.ts";
import type { TidyRow } from "../statistics/tidy-row.ts";
import { count, plain } from "./card-text.ts";

/** A measure's table, and the sentence its cell sums it up in. */
export type QuotedMeasure = { readonly table: string; readonly sentence: string; readonly rows: readonly Row[] };

/** More figures of one measure are no headline any more. */
const mostQuoted = 8;

/**
 * The figures a card quotes: of each measure, over all rows, the statistic its sentence is about, a line a judge; the others by
 * their number, and what is undefined under its reasons.
 */
export function measureLines(measures: readonly QuotedMeasure[]): readonly string[] {
  const quoted = measures.map((measure) => ({ ...measure, headlines: headlinesOf(measure) }));
  const all = measures.flatMap(({ rows }) => rows);
  const undefined_ = all.filter(isUndefined);
  const others = all.length - undefined_.length - quoted.reduce((sum, { headlines }) => sum + headlines.length, 0);
  return [
    ...quoted.flatMap(({ table, headlines }) =>
      headlines.length === 0
        ? [`- Nothing in \`${table}\` is defined over all rows.`]
        : headlines.map((row) => `- ${plain(String(row.sentence))} (${basisOf(row)}\`${table}\`)`),
    ),
    ...(others + undefined_.length === 0 ? [] : ["", [othersLine(others), undefinedLine(undefined_)].filter(Boolean).join(" ")]),
  ];
}

/** What a figure was taken over, and why it has no interval where it has none. */
function basisOf({ n, low, reason }: Row): string {
  const bare = (low ?? null) === null && typeof reason === "string" ? `${plain(reason)}, ` : "";
  return `${typeof n === "number" ? `n ${count(n)}, ` : ""}${bare}`;
}

function othersLine(others: number): string {
  if (others === 0) return "";
  return `${count(others)} more ${others === 1 ? "figure is" : "figures are"} in \`measures.jsonl\`, each with what it was taken over.`;
}

/** Undefined figures by their reason, the most frequent first. */
function undefinedLine(rows: readonly Row[]): string {
  if (rows.length === 0) return "";
  const reasons = new Map<string, number>();
  for (const { reason } of rows) reasons.set(String(reason), (reasons.get(String(reason)) ?? 0) + 1);
  const told = [...reasons].sort((one, other) => other[1] - one[1]).map(([reason, times]) => `${plain(reason)} (${count(times)})`);
  return `${count(rows.length)} ${rows.length === 1 ? "is" : "are"} undefined, because ${told.join("; because ")}.`;
}

function isUndefined(row: Row): boolean {
  return (row.estimate ?? null) === null && typeof row.reason === "string";
}

/** Rows of the statistic the measure's sentence tells, else of the first that is defined. */
function headlinesOf({ rows, sentence }: QuotedMeasure): readonly Row[] {
  const whole = rows.filter((row) => (row.slice ?? null) === null && typeof row.sentence === "string" && !isUndefined(row));
  const front = headlineRow(whole.map(tidyOf), sentence)?.statistic ?? whole[0]?.statistic;
  return whole.filter(({ statistic }) => statistic === front).slice(0, mostQuoted);
}

const columns = [
  ["statistic", text],
  ["slice", text],
  ["judge_a", text],
  ["judge_b", text],
  ["model", text],
  ["criterion", text],
  ["x", double],
  ["estimate", double],
  ["low", double],
  ["high", double],
  ["interval", text],
  ["n", integer],
  ["items", integer],
  ["clusters", integer],
  ["dropped", integer],
  ["ties", integer],
  ["p_value", double],
  ["threshold", double],
  ["reason", text],
  ["sentence", text],
] as const satisfies readonly (readonly [keyof TidyRow, unknown])[];

/** Every figure of the measures a card quotes, as one table. */
export const measuresSchema: TableSchema = schemaOf([["table", text], ...columns]);

export function measureRows(measures: readonly QuotedMeasure[]): readonly Row[] {
  return measures.flatMap(({ table, rows }) => rows.map((row) => ({ table, ...tidyOf(row) })));
}

/** A table somebody made may hold anything under these names. */
function tidyOf(row: Row): TidyRow & Row {
  const read = columns.map(([name, type]) => {
    const value = row[name] ?? null;
    const number = typeof value === "bigint" ? Number(value) : value;
    return [name, typeof number === (type === text ? "string" : "number") ? number : null];
  });
  return Object.fromEntries(read) as TidyRow & Row;
}
