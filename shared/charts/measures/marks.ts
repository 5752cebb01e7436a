import type { TidyRow } from "../../statistics/tidy-row.ts";
import type { ChartContext } from "../chart-study.ts";
import type { BarMark, PointSeries } from "../drawing.ts";
import { areModels, paletteOf } from "../palette.ts";
import { drillTo } from "./drill-to.ts";

const mostPanels = 12;

/** How every measure's caption names its intervals. */
export const intervalWords = "95 % intervals";

export function barOf({ estimate, low, high, n, reason }: TidyRow, category: string): BarMark {
  return { category, value: estimate, low, high, n, note: estimate === null ? reason : null };
}

export function ends(rows: readonly TidyRow[]): readonly (number | null)[] {
  return rows.flatMap(({ estimate, low, high }) => [estimate, low, high]);
}

export function slicesOf(rows: readonly TidyRow[]): readonly (string | null)[] {
  return [...new Set(rows.map(({ slice }) => slice))].slice(0, mostPanels);
}

export function withSlice({ slice }: TidyRow, name: string): string {
  return slice === null ? name : `${slice}, ${name}`;
}

/** "n = 58 to 60 items, 0 to 2 left out". */
export function itemsWords(rows: readonly TidyRow[]): string {
  const whole = rows.filter(({ slice }) => slice === null);
  const dropped = whole.map((row) => row.dropped);
  return `n = ${rangeWords(whole.map(({ items }) => items))} items${Math.max(...dropped) > 0 ? `, ${rangeWords(dropped)} unreadable or contradictory left out` : ""}`;
}

function rangeWords(counts: readonly number[]): string {
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return least === most ? most.toLocaleString("en") : `${least.toLocaleString("en")} to ${most.toLocaleString("en")}`;
}

/** A panel's title: what it shows and of which slice. */
export function titled(name: string, slice: string | null): string {
  return slice === null ? name : `${name}, ${slice}`;
}

/** A labelled point a judge, a series a family where families are known, so that each wears its family's colour. */
export function pointSeries(
  placed: readonly { readonly row: TidyRow; readonly x: number; readonly y: number; readonly name?: string }[],
  context: ChartContext,
): readonly PointSeries[] {
  const named = placed.map((point) => ({ ...point, label: point.name ?? point.row.judge_a ?? "" }));
  const names = named.map(({ label }) => label);
  const [known, others] = [names.filter((name) => areModels([name], context)), names.filter((name) => !areModels([name], context))];
  const [ofKnown, ofOthers] = [paletteOf(known, context), paletteOf(others, context)];
  const colorOf = (name: string) => (known.includes(name) ? ofKnown(name) : ofOthers(name));
  const families = new Map<string, (typeof named)[number][]>();
  for (const point of named) {
    const family = context.families?.[point.label] ?? point.label;
    families.set(family, [...(families.get(family) ?? []), point]);
  }
  return [...families].map(([name, points]) => ({
    name,
    color: colorOf(points[0]?.label ?? ""),
    points: points.map(({ row, x, y, label }) => ({
      x,
      y,
      low: row.low,
      high: row.high,
      n: row.n,
      note: row.low === null ? row.reason : null,
      label,
      ...drillTo([label], row, context),
    })),
  }));
}
