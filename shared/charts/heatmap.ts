import { figurePlan } from "./bar-figures.ts";
import { groupRows, largest, orderedCategories } from "./categories.ts";
import { drillOf } from "./chart-drill.ts";
import { type ChartStudy, cutRemark, type Drawn, formatOf, intervalWords, measureWords, referenceOf } from "./chart-study.ts";
import type { ChartPanel, ColorScale, HeatCell, NumberFormat } from "./drawing.ts";
import { extremesFinding, subject } from "./findings.ts";
import { columnWords, requireColumn } from "./table-columns.ts";

const mostCategories = 40;

/** Heatmap: `x` across, `y` down, the figure of `color` in each square; counts when there is no `color`. */
export function drawHeatmap(study: ChartStudy): Drawn {
  const { body, schema, rows, facets } = study;
  const [x, y] = [requireColumn(schema, body.x, "x"), requireColumn(schema, body.y ?? "", "y")];
  const squares = facets.flatMap((facet) =>
    [...groupRows(facet.rows, y)].flatMap(([down, row]) => [...groupRows(row, x)].map(([across, part]) => ({ facet, across, down, part }))),
  );
  const plan = figurePlan(
    study,
    "color",
    squares.map(({ part }) => part),
  );
  const figures = squares.map((square) => ({ ...square, figure: plan.of(square.part, square.facet.rows.length) }));
  const axis = (column: typeof x) => {
    const groups = groupRows(rows, column);
    const all = orderedCategories(groups, column, body.sort === "value" ? "none" : body.sort);
    return { all, shown: largest(groups, all, body.limit ?? mostCategories), words: columnWords(column.name) };
  };
  const [across, down] = [axis(x), axis(y)];
  const measured = measureWords(plan.kind, plan.kind === "count" ? undefined : body.color);
  const format = formatOf(study, plan.kind, body.color);
  const reference = referenceOf(study, format);
  const shown = figures.filter((square) => across.shown.includes(square.across) && down.shown.includes(square.down));
  const scale = colorScale(
    shown.map(({ figure }) => figure.value),
    reference?.value ?? null,
    format,
  );
  const panels = facets.map((facet): ChartPanel => {
    const cells = shown
      .filter((square) => square.facet === facet)
      .map(({ across: column, down: row, part, figure: { value, low, high, n, note } }): HeatCell => {
        return { x: column, y: row, value, low, high, n, note, ...drillOf(study, [study.facetColumn, y, x], part) };
      });
    const axes = { x: { label: across.words, categories: across.shown }, y: { label: down.words, categories: down.shown } };
    return { title: facet.title, plot: { type: "heatmap", ...axes, label: measured, format, cells, scale } };
  });
  const marks = shown.map(({ facet, across: column, down: row, figure }) => ({
    ...figure,
    name: [facet.title, `${row} × ${column}`].filter(Boolean).join(", "),
  }));
  return {
    title: subject(measured, body.y, body.x),
    panels,
    method: `${plan.kind === "none" ? `${columnWords(body.color ?? "")} as given` : measured} per ${down.words} and ${across.words}${intervalWords(shown.map(({ figure }) => figure))}`,
    finding: extremesFinding(measured, marks, format, reference),
    remarks: [
      ...cutRemark(across.shown.length, across.all.length, across.words),
      ...cutRemark(down.shown.length, down.all.length, down.words),
    ],
  };
}

/** Diverging about a neutral value, as far to one side as to the other; else from zero, or the lowest, to the highest. */
export function colorScale(values: readonly (number | null)[], neutral: number | null, format: NumberFormat): ColorScale {
  const numbers = values.filter((value) => value !== null);
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  if (numbers.length === 0) return { type: "sequential", from: 0, to: 1 };
  if (neutral !== null) {
    const reach = Math.max(Math.abs(least - neutral), Math.abs(most - neutral)) || 1;
    return { type: "diverging", from: neutral - reach, neutral, to: neutral + reach };
  }
  if (format === "percent" && least >= 0 && most <= 1) return { type: "sequential", from: 0, to: 1 };
  const from = least >= 0 ? 0 : least;
  return { type: "sequential", from, to: most > from ? most : from + 1 };
}
