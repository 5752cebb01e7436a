import type { Column, Row } from "../data/table.ts";
import { randomBits, uniform } from "../statistics/random.ts";
import { groupRows } from "./categories.ts";
import type { ChartStudy, SeriesPlan } from "./chart-study.ts";
import { numberReader } from "./table-columns.ts";

/** Above this a picture says no more and draws slowly. */
const mostPoints = 2000;

/** The rows behind one point. */
export type PointCell = {
  readonly facet: string | null;
  readonly series: string;
  readonly x: number;
  readonly rows: readonly Row[];
  readonly among: number;
};

/** A cell per row, or per number on the x axis in its order. `dropped` counts rows without such a number. */
export function pointCells(
  study: ChartStudy,
  series: SeriesPlan,
  x: Column,
  everyRow: boolean,
): { readonly cells: readonly PointCell[]; readonly dropped: number } {
  const place = numberReader(x);
  let dropped = 0;
  const cells = study.facets.flatMap((facet) =>
    series.part(facet.rows).flatMap((part) => {
      const groups = everyRow ? part.rows.map((row) => [row]) : [...groupRows(part.rows, x).values()];
      return groups.flatMap((rows): readonly PointCell[] => {
        const at = rows[0] ? place(rows[0]) : null;
        if (at !== null) return [{ facet: facet.title, series: part.name, x: at, rows, among: part.rows.length }];
        dropped += rows.length;
        return [];
      });
    }),
  );
  return { cells: everyRow ? cells : cells.sort((left, right) => left.x - right.x), dropped };
}

/** Every k-th cell of each line, and its last. */
export function thinned(cells: readonly PointCell[]): readonly PointCell[] {
  if (cells.length <= mostPoints) return cells;
  const stride = Math.ceil(cells.length / mostPoints);
  const lineOf = ({ facet, series }: PointCell) => JSON.stringify([facet, series]);
  const lengths = new Map<string, number>();
  for (const cell of cells) lengths.set(lineOf(cell), (lengths.get(lineOf(cell)) ?? 0) + 1);
  const seen = new Map<string, number>();
  return cells.filter((cell) => {
    const line = lineOf(cell);
    const index = seen.get(line) ?? 0;
    seen.set(line, index + 1);
    return index % stride === 0 || index + 1 === lengths.get(line);
  });
}

/** A seeded sample that keeps the order of the rows: each point with just the chance that fills the places left. */
export function sampled<Point>(points: readonly Point[]): readonly Point[] {
  const bits = randomBits(1);
  let places = mostPoints;
  return points.filter((_, index) => {
    const taken = uniform(bits) * (points.length - index) < places;
    if (taken) places--;
    return taken;
  });
}
