import type { Column, Row } from "../data/table.ts";
import { measure } from "../statistics/measured.ts";
import type { SumStatistic } from "../statistics/sum-statistic.ts";
import { capitalised } from "../words.ts";
import type { Figure } from "./aggregate.ts";
import { numberAxis } from "./axis.ts";
import { type FigurePlan, figurePlan } from "./bar-figures.ts";
import { drillOf } from "./chart-drill.ts";
import { type ChartStudy, clusterReader, type Drawn, formatOf, intervalWords, measureWords, referenceOf, seriesOf } from "./chart-study.ts";
import type { ChartPanel, NumberFormat, PointSeries } from "./drawing.ts";
import { subject } from "./findings.ts";
import { paletteOf } from "./palette.ts";
import { type PointCell, pointCells, sampled, thinned } from "./point-cells.ts";
import { columnWords, isMoment, numberReader, requireColumn, requireNumbers } from "./table-columns.ts";
import { writeFigure, writeNumber } from "./write-number.ts";

type PlacedPoint = {
  readonly facet: string | null;
  readonly series: string;
  readonly x: number;
  readonly rows: readonly Row[];
  readonly figure: Figure & { readonly value: number };
};

/** Lines: figures over a column of numbers, joined in its order. */
export function drawLines(study: ChartStudy): Drawn {
  return drawPoints(study, "line");
}

/** Scatter: a point per row, or per group when an aggregate is asked for. */
export function drawScatter(study: ChartStudy): Drawn {
  return drawPoints(study, "scatter");
}

function drawPoints(study: ChartStudy, type: "line" | "scatter"): Drawn {
  const { body, schema, context } = study;
  const x = requireNumbers(schema, body.x, "x", "Use `type: bar` for categories, or choose a column of numbers.");
  const series = seriesOf(study);
  const everyRow = type === "scatter" && (body.agg === undefined || body.agg === "none");
  const { cells, dropped: unplaced } = pointCells(study, series, x, everyRow);
  const plan = figurePlan(
    study,
    "y",
    cells.map(({ rows }) => rows),
  );
  const { kind } = plan;
  // A line is thinned before its figures are computed, a scatter after rows without numbers are out.
  const { points: all, dropped: unmeasured } = pointsOf(type === "line" ? thinned(cells) : cells, plan);
  const points = type === "line" ? all : sampled(all);
  const dropped = unplaced + unmeasured;
  const candidates = type === "line" ? cells.length - unmeasured : all.length;
  const measured = measureWords(kind, kind === "count" ? undefined : body.y);
  const format = formatOf(study, kind, body.y);
  const reference = referenceOf(study, format);
  const xAxis = numberAxis(
    points.map((point) => point.x),
    {
      label: columnWords(x.name),
      format: isMoment(x) ? "date" : formatOf({ ...study, body: { ...body, format: undefined } }, "none", x.name),
      withZero: false,
    },
  );
  const values = points.flatMap(({ figure }) => [figure.value, figure.low, figure.high]);
  const yAxis = numberAxis([...values, reference?.value ?? null], {
    label: measured,
    format,
    withZero: kind === "count" || kind === "sum",
  });
  const color = paletteOf(series.names, context);
  const yColumn = body.y === undefined ? null : requireColumn(schema, body.y, "y");
  const panels = study.facets.map(({ title }): ChartPanel => {
    const parts = series.names.map((name): PointSeries => {
      const own = points.filter((point) => point.facet === title && point.series === name);
      return {
        name: name || measured,
        color: series.column ? color(name) : 0,
        points: own.map(({ x: at, rows, figure: { value: y, low, high, n, note } }) => ({
          x: at,
          y,
          low,
          high,
          n,
          ...(note === null ? {} : { note }),
          ...drillOf(study, [study.facetColumn, series.column, x, everyRow ? yColumn : null], rows),
        })),
      };
    });
    return { title, plot: { type, x: xAxis, y: yAxis, series: parts.filter((part) => part.points.length > 0), reference } };
  });
  const counted = (amount: number) => amount.toLocaleString("en");
  return {
    title: type === "line" ? subject(measured, body.x, body.color, body.facet) : `${capitalised(measured)} against ${columnWords(x.name)}`,
    panels,
    method: `${everyRow ? "a point per row" : `${kind === "none" ? `${columnWords(body.y ?? "")} as given` : measured} per ${columnWords(x.name)}`}${intervalWords(all.map(({ figure }) => figure))}`,
    finding: type === "line" ? lineFinding(panels, format, xAxis.format) : scatterFinding(study, x),
    remarks: [
      ...(points.length < candidates
        ? [`${counted(points.length)} of ${counted(candidates)} points, ${type === "line" ? "evenly thinned" : "drawn with a fixed seed"}`]
        : []),
      ...(dropped > 0 ? [`${counted(dropped)} ${dropped === 1 ? "row" : "rows"} without both numbers left out`] : []),
      ...missingIntervals(points),
      ...series.remarks,
    ],
  };
}

/** A point says itself why it has no interval; the caption says how many do, and why the first of them. */
function missingIntervals(points: readonly PlacedPoint[]): readonly string[] {
  const reasons = points.flatMap(({ figure }) => (figure.low === null && figure.note !== null ? [figure.note] : []));
  if (reasons.length === 0) return [];
  const [first = ""] = reasons;
  const same = reasons.every((reason) => reason === first);
  const many =
    reasons.length === points.length ? "no point has an interval" : `${reasons.length} of ${points.length} points have no interval`;
  return [`${many} (${first.replace(/^no interval: /, "")}${same ? "" : ", and the like"})`];
}

/** Figures where the y value is defined; undefined ones are counted among the rows left out. */
function pointsOf(cells: readonly PointCell[], plan: FigurePlan): { readonly points: readonly PlacedPoint[]; readonly dropped: number } {
  let dropped = 0;
  const points = cells.flatMap(({ facet, series, x, rows, among }): readonly PlacedPoint[] => {
    const figure = plan.of(rows, among);
    if (figure.value !== null) return [{ facet, series, x, rows, figure: { ...figure, value: figure.value } }];
    dropped += rows.length;
    return [];
  });
  return { points, dropped };
}

function lineFinding(panels: readonly ChartPanel[], format: NumberFormat, xFormat: NumberFormat): string {
  const lines = panels.flatMap(({ title, plot }) =>
    plot.type === "line"
      ? plot.series.map(({ name, points }) => ({ name: [title, name].filter(Boolean).join(", "), first: points[0], last: points.at(-1) }))
      : [],
  );
  const told = lines.slice(0, 3).flatMap(({ name, first, last }) => {
    if (!first || !last) return [];
    const at = ({ x, y, ...ends }: typeof first) => `${writeFigure({ ...ends, value: y }, format)} at ${writeNumber(x, xFormat)}`;
    return [`${name} goes from ${at(first)} to ${at(last)}`];
  });
  if (told.length === 0) return "No point has both numbers.";
  return `${told.join("; ")}${lines.length > 3 ? `; and ${lines.length - 3} more` : ""}.`;
}

/** Pearson's correlation over all rows, sampled or not, with its interval. */
function scatterFinding({ body, schema, rows }: ChartStudy, x: Column): string {
  if (body.y === undefined) return `${rows.length.toLocaleString("en")} rows.`;
  const y = requireNumbers(schema, body.y, "y", "Choose a column of numbers.");
  const [readX, readY, cluster] = [numberReader(x), numberReader(y), clusterReader(schema)];
  const pairs = rows.flatMap((row, index) => {
    const [left, right] = [readX(row), readY(row)];
    return left === null || right === null ? [] : [{ left, right, cluster: cluster(row) ?? `row ${index}` }];
  });
  const counts = { n: pairs.length, items: pairs.length, nulls: 0, ties: 0 };
  const draws = Math.max(200, Math.min(2000, Math.floor(2e7 / Math.max(1, pairs.length))));
  const { value, low, high, reason, intervalReason } = measure(correlation(pairs), counts, { draws, seed: 1 });
  const points = `${pairs.length.toLocaleString("en")} points`;
  if (value === null) return `${capitalised(points)}; correlation undefined: ${reason}.`;
  return `${capitalised(points)}; Pearson's correlation ${writeFigure({ value, low, high }, "number")}${intervalReason ? ` (${intervalReason})` : ""}.`;
}

type Pair = { readonly left: number; readonly right: number; readonly cluster: string };

function correlation(pairs: readonly Pair[]): SumStatistic {
  const mean = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length);
  const [centreX, centreY] = [mean(pairs.map(({ left }) => left)), mean(pairs.map(({ right }) => right))];
  return {
    width: 6,
    contributions: pairs.map(({ left, right, cluster }) => {
      const [x, y] = [left - centreX, right - centreY];
      return { cluster, at: [0, 1, 2, 3, 4, 5], add: [1, x, y, x * x, y * y, x * y] };
    }),
    value: ([n = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0]) => {
      const spreads = (n * xx - x * x) * (n * yy - y * y);
      if (n < 2) return "fewer than two points";
      return spreads <= 1e-24 * n * n * n * n * xx * yy || spreads <= 0
        ? "one of the two never varies"
        : (n * xy - x * y) / Math.sqrt(spreads);
    },
  };
}
