import type { Column, Row } from "#shared/data/table.ts";
import type { Look } from "./column-look.ts";
import { nestedToken, shownText } from "./value-text.ts";

export type ColumnLayout = { readonly column: Column; readonly look: Look; readonly width: number };

const characterPx = 7.9;
/** Tabular figures are wider than letters. */
const figurePx = 8.9;
const paddingPx = 24;
/** The type's glyph and the space around a name; the button of the column's panel lies over it. */
const headerPx = 46;
const widest: { readonly [type in Look["type"]]: number } = { text: 240, nested: 200, outcome: 132, boolean: 96, time: 204, number: 150 };

/** A width that shows most values of the sample and all of the name, without letting one column take the screen. */
export function widthFor(column: Column, look: Look, sample: readonly Row[], rows: number): number {
  const lengths = sample.map((row) => lengthOf(row, column, look)).sort((left, right) => left - right);
  // Whole numbers are often counted through the table: the last is as long as the number of rows.
  const least = column.type.type === "integer" ? String(rows).length : 0;
  const usual = Math.max(least, lengths[Math.floor(lengths.length * 0.9)] ?? 8);
  const content = Math.min(
    widest[look.type],
    usual * (look.type === "number" || look.type === "time" ? figurePx : characterPx) + paddingPx + (look.type === "outcome" ? 20 : 0),
  );
  const name = Math.min(220, column.name.length * characterPx + headerPx);
  return Math.round(Math.max(72, content, name));
}

/** What a text may grow by when nothing is cut: rows further down may be longer than the first. */
const reservePx = 120;

/** Gives room left over to texts that are cut, in equal shares; else a little to every text. */
export function spread(columns: readonly ColumnLayout[], roomPx: number, fixed: (name: string) => boolean): readonly ColumnLayout[] {
  const left = roomPx - columns.reduce((sum, each) => sum + each.width, 0);
  const texts = columns.filter((each) => each.look.type === "text" && !fixed(each.column.name));
  const cut = texts.filter((each) => each.width >= widest.text);
  const growing = cut.length > 0 ? cut : texts;
  if (left <= 0 || growing.length === 0) return columns;
  const more = Math.min(cut.length > 0 ? left : reservePx, Math.floor(left / growing.length));
  return columns.map((each) => (growing.includes(each) ? { ...each, width: each.width + more } : each));
}

function lengthOf(row: Row, column: Column, look: Look): number {
  const value = row[column.name] ?? null;
  const token = nestedToken(value);
  if (token !== null) return token.length + 18;
  const text = shownText(value, look);
  const end = text.indexOf("\n");
  return Math.min(80, end < 0 ? text.length : Math.max(end, 24));
}
