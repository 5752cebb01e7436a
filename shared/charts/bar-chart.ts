import type { Column, Row } from "../data/table.ts";
import type { Figure } from "./aggregate.ts";
import { numberAxis } from "./axis.ts";
import { type FigurePlan, figurePlan } from "./bar-figures.ts";
import { groupRows, largest, orderedCategories } from "./categories.ts";
import { type Drilling, drillOf } from "./chart-drill.ts";
import {
  type ChartStudy,
  cutRemark,
  type Drawn,
  formatOf,
  intervalWords,
  measureWords,
  referenceOf,
  type SeriesPlan,
  seriesOf,
} from "./chart-study.ts";
import type { BarMark, ChartPanel } from "./drawing.ts";
import { extremesFinding, subject } from "./findings.ts";
import { areModels, paletteOf } from "./palette.ts";
import { columnWords, requireColumn } from "./table-columns.ts";

const mostCategories = 40;

/** Bars: one per category and series, from zero, with an interval wherever one is known. */
export function drawBars(study: ChartStudy): Drawn {
  const { body, schema, rows } = study;
  const x = requireColumn(schema, body.x, "x");
  const series = seriesOf(study);
  const groups = study.facets.flatMap((facet) => series.part(facet.rows).flatMap((part) => [...groupRows(part.rows, x).values()]));
  const plan = figurePlan(study, "y", groups);
  const { categories, remarks } = categoriesOf(study, x, plan);
  const measured = measureWords(plan.kind, plan.kind === "count" ? undefined : body.y);
  const format = formatOf(study, plan.kind, body.y);
  const reference = referenceOf(study, format);
  const figures = figuresOf(study, { x, series, plan, categories });
  const values = figures.flatMap(({ figure }) => [figure.value, figure.low, figure.high]);
  const y = numberAxis([...values, reference?.value ?? null], { label: measured, format, withZero: true });
  const color = paletteOf(series.column ? series.names : categories, study.context);
  const ownColors = series.column === null && areModels(categories, study.context);
  const panels = study.facets.map(({ title }): ChartPanel => {
    const bars = series.names.map((name) => ({
      name: name || measured,
      color: series.column ? color(name) : 0,
      bars: figures
        .filter((each) => each.facet === title && each.series === name)
        .map((each) => barOf(each, ownColors ? color(each.category) : null)),
    }));
    return { title, plot: { type: "bar", x: { label: columnWords(x.name), categories }, y, series: bars, reference } };
  });
  const marks = figures.map(({ facet, series: name, category, figure }) => ({
    ...figure,
    name: [facet, name, category].filter(Boolean).join(", "),
  }));
  const method = plan.kind === "none" ? `${columnWords(body.y ?? "")} as given` : measured;
  const intervals =
    plan.kind === "none" && body.low ? `, intervals from ${body.low} and ${body.high}` : intervalWords(figures.map(({ figure }) => figure));
  return {
    title: subject(measured, body.x, body.color === body.x ? undefined : body.color, body.facet),
    panels,
    method: `${method} per ${columnWords(x.name)}${intervals}`,
    finding: extremesFinding(measured, marks, format, reference),
    remarks: [...remarks, ...series.remarks, ...(rows.length === 0 ? ["the table is empty"] : [])],
  };
}

function categoriesOf(
  { body, rows }: ChartStudy,
  x: Column,
  plan: FigurePlan,
): { readonly categories: readonly string[]; readonly remarks: readonly string[] } {
  const groups = groupRows(rows, x);
  // With `agg: none` several series may share a category; the largest of them places it.
  const valueOf = (category: string) => {
    const group = groups.get(category) ?? [];
    const values = plan.kind === "none" ? group.map((row) => plan.of([row], 1).value) : [plan.of(group, rows.length).value];
    return values.reduce<number>((most, value) => Math.max(most, value ?? Number.NEGATIVE_INFINITY), Number.NEGATIVE_INFINITY);
  };
  const all = orderedCategories(groups, x, body.sort, valueOf);
  const limit = body.limit ?? mostCategories;
  if (body.sort === "value" && all.length > limit) {
    return { categories: all.slice(0, limit), remarks: [`the ${limit} highest of ${all.length} values of ${columnWords(x.name)}`] };
  }
  const categories = largest(groups, all, limit);
  return { categories, remarks: cutRemark(categories.length, all.length, columnWords(x.name)) };
}

type PlacedFigure = {
  readonly facet: string | null;
  readonly series: string;
  readonly category: string;
  readonly figure: Figure;
  readonly drilling: Drilling;
};

/** A figure for every combination that has rows; a combination without any has no mark. */
function figuresOf(
  study: ChartStudy,
  {
    x,
    series,
    plan,
    categories,
  }: { readonly x: Column; readonly series: SeriesPlan; readonly plan: FigurePlan; readonly categories: readonly string[] },
): readonly PlacedFigure[] {
  return study.facets.flatMap((facet) =>
    series.part(facet.rows).flatMap((part) => {
      const groups: ReadonlyMap<string, readonly Row[]> = groupRows(part.rows, x);
      return categories.flatMap((category): readonly PlacedFigure[] => {
        const group = groups.get(category);
        if (!group) return [];
        const drilling = drillOf(study, [study.facetColumn, series.column, x], group);
        return [{ facet: facet.title, series: part.name, category, figure: plan.of(group, part.rows.length), drilling }];
      });
    }),
  );
}

function barOf({ category, figure, drilling }: PlacedFigure, color: number | null): BarMark {
  const { value, low, high, n, note } = figure;
  return { category, value, low, high, n, note, ...(color === null ? {} : { color }), ...drilling };
}
