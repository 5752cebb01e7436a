import { AssayError } from "../assay-error.ts";
import type { MeasureBody } from "../cells/measure.ts";
import type { Value } from "../data/table.ts";
import { textOfValue } from "../data/value-text.ts";

/** Where a cell of a verdict table stands, and whether the measure would be wrong without it. */
export type CellPlace = {
  readonly table: string;
  readonly column: string;
  /** From 1. */
  readonly row: number;
  readonly part: "p" | "p_low" | "p_high" | "order" | "judge" | "criterion_type" | "aggregate";
  /** Nobody named the column, and this method does not read it: what can't be read there is no one's concern. */
  readonly isIdle: boolean;
};

/** The measures that read probabilities, and those that read orders. */
const readers: { readonly [part in CellPlace["part"]]?: readonly MeasureBody["method"][] } = {
  p: ["calibration", "selective", "self-preference", "routing", "correction"],
  order: ["position"],
};

/** Whether a measure would come out wrong if the part could not be read. */
export function readsPart(method: MeasureBody["method"], part: "p" | "order"): boolean {
  return readers[part]?.includes(method) ?? false;
}

/** A finite number, also one written as text, as decimals of SQL are. Null: there is none. */
export function numberIn(value: Value | undefined): number | null {
  if (typeof value !== "number" && typeof value !== "bigint" && typeof value !== "string") return null;
  if (typeof value === "string" && value.trim() === "") return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** As much as sums of probabilities lose in their last digits. */
const slack = 1e-9;

/** A probability. Nothing and NaN are none; anything else that is no number from 0 to 1 throws data-unreadable. */
export function chanceIn(value: Value | undefined, place: CellPlace): number | null {
  if (value === null || value === undefined || value === "" || Number.isNaN(value)) return null;
  const number = numberIn(value);
  if (number !== null && number >= -slack && number <= 1 + slack) return Math.min(1, Math.max(0, number));
  if (place.isIdle) return null;
  throw unreadable(
    value,
    place,
    "a probability is a number from 0 to 1",
    "Divide percentages by 100 in an `sql` cell above, or name the column that holds probabilities",
  );
}

/** One of a few words. Anything else is nothing where the column was only found by its name, and throws data-unreadable where it was named. */
export function wordIn<Word extends string>(value: Value | undefined, words: readonly Word[], place: CellPlace): Word | null {
  const said = textOfValue(value).trim().toLowerCase();
  const word = words.find((each) => each === said) ?? null;
  if (word !== null || said === "" || place.isIdle) return word;
  throw unreadable(
    value,
    place,
    `the column holds one of ${words.join(", ")}`,
    "Rewrite it in an `sql` cell above, or name the column that holds it",
  );
}

/** Which side was shown first. Nothing is not recorded; anything but "ab" and "ba" throws data-unreadable. */
export function orderIn(value: Value | undefined, place: CellPlace): "ab" | "ba" | null {
  const said = textOfValue(value).trim().toLowerCase();
  if (said === "ab" || said === "ba") return said;
  // What both orders made together has none of its own.
  if (said === "" || said === "both" || place.isIdle) return null;
  throw unreadable(
    value,
    place,
    '"ab" says that side a was shown first, "ba" that side b was',
    "Rewrite it in an `sql` cell above, or name the column that holds the order",
  );
}

function unreadable(value: Value | undefined, { table, column, row, part }: CellPlace, rule: string, step: string): AssayError {
  const said = textOfValue(value);
  const shown = typeof value === "string" ? `"${said.length > 60 ? `${said.slice(0, 60)}…` : said}"` : said;
  return new AssayError("data-unreadable", `Row ${row} of \`${table}\` holds ${shown} as \`${column}\`, and ${rule}.`, {
    hint: `${step} under \`columns:\` as \`${part}:\`.`,
    place: { key: `columns.${part}`, row },
  });
}

/** A judgement by nobody can be compared with nothing. */
export function namelessJudge({ table, column, row }: CellPlace): AssayError {
  return new AssayError("data-unreadable", `Row ${row} of \`${table}\` holds a verdict and nobody's name as \`${column}\`.`, {
    hint: "Fill it in or leave such rows out in an `sql` cell above, or name the column that holds the judge under `columns:` as `judge:`.",
    place: { key: "columns.judge", row },
  });
}

/** A list or a structure names no side and is no score. */
export function structuredVerdict(value: Value, { table, column, row }: Omit<CellPlace, "part" | "isIdle">): AssayError {
  return new AssayError(
    "data-unreadable",
    `Row ${row} of \`${table}\` holds ${textOfValue(value).slice(0, 60)} as \`${column}\`, and a verdict is a word or a number.`,
    {
      hint: `Take the field that holds it out in an \`sql\` cell above, such as \`${column}.winner AS verdict\`.`,
      place: { key: "columns.verdict", row },
    },
  );
}
