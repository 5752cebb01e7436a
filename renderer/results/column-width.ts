import type { Column, Row } from "#shared/data/table.ts";
import type { Look } from "./column-look.ts";
import { nestedToken, shownText } from "./value-text.ts";

export type ColumnLayout = { readonly column: Column; readonly look: Look; readonly width: number };

const characterPx = 7.4;
const paddingPx = 24;
/** Type glyph, sort mark and the button of the column's panel. */
const headerPx = 64;
const widest: { readonly [type in Look["type"]]: number } = { text: 300, nested: 200, outcome: 132, boolean: 96, time: 190, number: 150 };

/** A width that shows most values of the sample and all of the name, without letting one column take the screen. */
export function widthFor(column: Column, look: Look, sample: readonly Row[]): number {
  const lengths = sample.map((row) => lengthOf(row, column, look)).sort((left, right) => left - right);
  const usual = lengths[Math.floor(lengths.length * 0.9)] ?? 8;
  const content = Math.min(widest[look.type], usual * characterPx + paddingPx + (look.type === "outcome" ? 20 : 0));
  const name = Math.min(220, column.name.length * characterPx + headerPx);
  return Math.round(Math.max(72, content, name));
}

/** Gives room left over to texts that are cut, in equal shares. */
export function spread(columns: readonly ColumnLayout[], roomPx: number, fixed: (name: string) => boolean): readonly ColumnLayout[] {
  const left = roomPx - columns.reduce((sum, each) => sum + each.width, 0);
  const cut = columns.filter((each) => each.look.type === "text" && each.width >= widest.text && !fixed(each.column.name));
  if (left <= 0 || cut.length === 0) return columns;
  const more = Math.floor(left / cut.length);
  return columns.map((each) => (cut.includes(each) ? { ...each, width: each.width + more } : each));
}

function lengthOf(row: Row, column: Column, look: Look): number {
  const value = row[column.name] ?? null;
  const token = nestedToken(value);
  if (token !== null) return token.length + 18;
  const text = shownText(value, look);
  const end = text.indexOf("\n");
  return Math.min(80, end < 0 ? text.length : Math.max(end, 24));
}
