import { expect, test } from "vitest";
import type { AssayError } from "../assay-error.ts";
import { boolean, double, integer, type Row, type TableSchema, text } from "../data/table.ts";
import type { ChartBody } from "./chart-body.ts";
import { drawChart } from "./draw-chart.ts";
import type { ChartDrawing, Plot } from "./drawing.ts";

const schema: TableSchema = {
  columns: [
    { name: "item", type: text },
    { name: "judge", type: text },
    { name: "kind", type: text },
    { name: "correct", type: boolean },
    { name: "score", type: integer },
    { name: "length", type: double },
    { name: "cost_usd", type: double },
  ],
};

const rows: readonly Row[] = Array.from({ length: 240 }, (_, index) => ({
  item: `i${index % 40}`,
  judge: index % 2 === 0 ? "sim/oak" : "sim/elm",
  kind: ["sums", "lists", "facts"][index % 3] ?? "",
  correct: index % 5 !== 0,
  score: 1 + (index % 7),
  length: 20 + ((index * 37) % 211),
  cost_usd: index / 10_000,
}));

function draw(body: ChartBody, over: readonly Row[] = rows): ChartDrawing {
  return drawChart(body, over, schema);
}

function plotOf<Type extends Plot["type"]>(drawing: ChartDrawing, type: Type, panel = 0): Extract<Plot, { type: Type }> {
  const plot = drawing.panels[panel]?.plot;
  if (plot?.type !== type) throw new Error(`expected a ${type}, got ${plot?.type}`);
  return plot as Extract<Plot, { type: Type }>;
}

test("bars of a true/false column are shares with intervals over items", () => {
  const drawing = draw({ type: "bar", x: "judge", y: "correct" });
  const plot = plotOf(drawing, "bar");
  expect(plot.y.format).toBe("percent");
  expect(plot.series[0]?.bars.map(({ category, n }) => [category, n])).toEqual([
    ["sim/oak", 120],
    ["sim/elm", 120],
  ]);
  for (const bar of plot.series[0]?.bars ?? []) {
    expect(bar.value).toBeCloseTo(0.8, 12);
    expect(bar.low).toBeLessThan(0.8);
    expect(bar.high).toBeGreaterThan(0.8);
  }
  expect(drawing.title).toBe("Share of correct by judge");
  expect(drawing.caption).toBe("Share of correct per judge, 95 % intervals by cluster bootstrap; n = 240 rows.");
});

test("a mean of a constant group says why it has no interval, and few clusters say so", () => {
  const few = rows.slice(0, 6).map((row) => ({ ...row, item: null }));
  const bars = plotOf(draw({ type: "bar", x: "judge", y: "score", agg: "mean" }, few), "bar").series[0]?.bars;
  expect(bars?.[0]).toMatchObject({ value: 3, low: null, note: expect.stringContaining("3 of the 10 prompts") });
});

test("rows that hold figures are drawn as given, undefined ones with their reason", () => {
  const tidy: TableSchema = {
    columns: [
      ...schema.columns.slice(0, 2),
      ...["estimate", "low", "high"].map((name) => ({ name, type: double })),
      { name: "n", type: integer },
      { name: "reason", type: text },
    ],
  };
  const figures: readonly Row[] = [
    { item: null, judge: "x", estimate: 0.7, low: 0.6, high: 0.8, n: 50, reason: null },
    { item: null, judge: "y", estimate: null, low: null, high: null, n: 0, reason: "all ties" },
  ];
  const drawing = drawChart(
    { type: "bar", x: "judge", y: "estimate", low: "low", high: "high", neutral: 0.5, format: "percent" },
    figures,
    tidy,
  );
  expect(plotOf(drawing, "bar").series[0]?.bars).toEqual([
    { category: "x", value: 0.7, low: 0.6, high: 0.8, n: 50, note: null },
    { category: "y", value: null, low: null, high: null, n: 0, note: "all ties" },
  ]);
  expect(plotOf(drawing, "bar").reference).toEqual({ axis: "y", value: 0.5, label: "neutral 50 %" });
  expect(drawing.summary).toBe("Estimate of x is 70 % [60, 80]; 1 of 1 intervals leave out “neutral 50 %”; 1 undefined.");
});

test("categories keep the rows' order for text, go by label for numbers, and by value when asked", () => {
  const categories = (body: ChartBody) => plotOf(draw(body), "bar").x.categories;
  expect(categories({ type: "bar", x: "kind", agg: "count" })).toEqual(["sums", "lists", "facts"]);
  expect(categories({ type: "bar", x: "score", agg: "count" })).toEqual(["1", "2", "3", "4", "5", "6", "7"]);
  expect(categories({ type: "bar", x: "kind", y: "length", agg: "max", sort: "label" })).toEqual(["facts", "lists", "sums"]);
  const values = plotOf(draw({ type: "bar", x: "score", y: "length", agg: "mean", sort: "value" }), "bar").series[0]?.bars.map(
    ({ value }) => value ?? 0,
  );
  expect(values).toEqual([...(values ?? [])].sort((left, right) => right - left));
});

test("a limit keeps the highest where bars go by value, and says so", () => {
  const drawing = draw({ type: "bar", x: "score", y: "length", agg: "max", sort: "value", limit: 3 });
  const all = draw({ type: "bar", x: "score", y: "length", agg: "max", sort: "value" });
  expect(plotOf(drawing, "bar").x.categories).toEqual(plotOf(all, "bar").x.categories.slice(0, 3));
  expect(drawing.caption).toContain("the 3 highest of 7 values of score");
});

test("colours are series and facets are panels on one scale, and a cut is told in the caption", () => {
  const drawing = draw({ type: "bar", x: "score", y: "length", color: "judge", facet: "kind", limit: 4 });
  expect(drawing.panels.map(({ title }) => title)).toEqual(["sums", "lists", "facts"]);
  expect(plotOf(drawing, "bar", 0).series.map(({ name, color }) => [name, color])).toEqual([
    ["sim/oak", 0],
    ["sim/elm", 1],
  ]);
  expect(plotOf(drawing, "bar", 2).y).toEqual(plotOf(drawing, "bar", 0).y);
  expect(drawing.caption).toContain("the 4 of 7 values of score with the most rows");
});

test("a model wears the colour of its family in every chart", () => {
  const families = { "sim/oak": "willow", "sim/elm": "birch", "sim/ash": "cedar" };
  const byColor = drawChart({ type: "bar", x: "kind", agg: "count", color: "judge" }, rows, schema, { families });
  const byCategory = drawChart({ type: "bar", x: "judge", agg: "count" }, rows.slice(1), schema, { families });
  const [cedar, willow] = plotOf(byColor, "bar").series.map(({ color }) => color);
  expect(willow).not.toBe(cedar);
  expect(plotOf(byCategory, "bar").series[0]?.bars.map(({ color }) => color)).toEqual([willow, cedar]);
});

test("a line whose points are too few for an interval says so at each point and in the caption", () => {
  const few = rows.slice(0, 24).map((row) => ({ ...row, item: null }));
  const drawing = draw({ type: "line", x: "score", y: "length", agg: "mean" }, few);
  const points = plotOf(drawing, "line").series[0]?.points ?? [];
  const without = points.filter(({ low }) => low === null);
  expect(without.length).toBeGreaterThan(0);
  for (const { note } of without) expect(note).toMatch(/^no interval: \d of the 10 prompts/);
  expect(drawing.caption).toMatch(/(no point has an interval|points have no interval) \(\d of the 10 prompts that resampling needs/);
});

test("a share without a column is each category's part of all rows of its series", () => {
  const bars = plotOf(draw({ type: "bar", x: "kind", agg: "share" }), "bar").series[0]?.bars;
  expect(bars?.map(({ value, n }) => [value?.toFixed(4), n])).toEqual(Array(3).fill(["0.3333", 240]));
});

test("lines join the mean at each number in order; words on the x axis are refused with what to do", () => {
  const plot = plotOf(draw({ type: "line", x: "score", y: "length", color: "judge" }), "line");
  expect(plot.series[0]?.points.map(({ x }) => x)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(plot.series[0]?.points[0]?.low).toBeLessThan(plot.series[0]?.points[0]?.y ?? 0);
  expect(() => draw({ type: "line", x: "kind", y: "score" })).toThrow("`kind` holds text, and `x` needs numbers.");
});

test("a scatter of many rows is a fixed sample that the caption owns to, its correlation taken over all", () => {
  const many = Array.from({ length: 9000 }, (_, index): Row => ({ length: index, cost_usd: index + ((index * 7919) % 3000) }));
  const drawing = draw({ type: "scatter", x: "length", y: "cost_usd" }, many);
  expect(plotOf(drawing, "scatter").series[0]?.points).toHaveLength(2000);
  expect(drawing.caption).toContain("2,000 of 9,000 points, drawn with a fixed seed");
  expect(drawing.summary).toMatch(/^9,000 points; Pearson's correlation 0\.9\d \[/);
  expect(draw({ type: "scatter", x: "length", y: "cost_usd" }, many)).toEqual(drawing);
});

test("a long line is thinned evenly and keeps both its ends", () => {
  const long = Array.from({ length: 5001 }, (_, index): Row => ({ length: index, cost_usd: index * 2 }));
  const drawing = draw({ type: "line", x: "length", y: "cost_usd" }, long);
  const points = plotOf(drawing, "line").series[0]?.points ?? [];
  expect(points.length).toBeLessThanOrEqual(2001);
  expect([points[0]?.x, points.at(-1)?.x]).toEqual([0, 5000]);
  expect(drawing.caption).toContain(`${points.length.toLocaleString("en")} of 5,001 points, evenly thinned`);
});

test("points without a number are left out and counted", () => {
  const holed = [...rows.slice(0, 20), { item: "i", length: null, cost_usd: 1 }, { item: "i", length: 3, cost_usd: null }];
  expect(draw({ type: "scatter", x: "length", y: "cost_usd" }, holed).caption).toContain("2 rows without both numbers left out");
});

test("a histogram counts every number once, on bins of a round width", () => {
  const drawing = draw({ type: "histogram", x: "length", color: "judge" });
  const plot = plotOf(drawing, "histogram");
  const total = plot.series.reduce((sum, { bins }) => sum + bins.reduce((all, { count }) => all + count, 0), 0);
  expect(total).toBe(240);
  expect(plot.series[0]?.bins.length).toBeLessThanOrEqual(60);
  expect(plotOf(draw({ type: "histogram", x: "length", bins: 7 }), "histogram").series[0]?.bins).toHaveLength(7);
  expect(drawing.summary).toMatch(/^Length has median \d+.*, half of the 240 rows lie between/);
});

test("a heatmap puts a figure in each square and centres its colours on a neutral value", () => {
  const drawing = draw({ type: "heatmap", x: "kind", y: "judge", color: "correct", neutral: 0.5 });
  const plot = plotOf(drawing, "heatmap");
  expect(plot.cells).toHaveLength(6);
  expect(plot.scale).toMatchObject({ type: "diverging", neutral: 0.5 });
  expect(plotOf(draw({ type: "heatmap", x: "kind", y: "judge" }), "heatmap").label).toBe("rows");
});

test("a missing column names the nearest one, and several rows in one mark ask for an aggregate", () => {
  const failure = (body: ChartBody): AssayError | null => {
    try {
      draw(body);
      return null;
    } catch (error) {
      return error as AssayError;
    }
  };
  expect(failure({ type: "bar", x: "juge", agg: "count" })).toMatchObject({
    code: "column-missing",
    hint: "Did you mean `judge`?",
    place: { key: "x" },
  });
  expect(failure({ type: "bar", x: "judge", y: "kind" })).toMatchObject({ code: "column-missing", place: { key: "y" } });
  expect(failure({ type: "bar", x: "judge", y: "score", agg: "none" })).toMatchObject({ code: "cell-invalid", place: { key: "agg" } });
});

test("an empty table gives a drawing that says so, for every type", () => {
  for (const type of ["bar", "line", "scatter", "histogram", "heatmap"] as const) {
    const drawing = draw(
      { type, x: type === "bar" || type === "heatmap" ? "judge" : "length", y: type === "heatmap" ? "kind" : "score" },
      [],
    );
    expect(drawing.caption).toContain("n = 0 rows");
    expect(drawing.summary.length).toBeGreaterThan(5);
    expect(JSON.stringify(drawing)).not.toMatch(/NaN|Infinity/);
  }
});

const context = { source: { table: "scores", columns: {} } };

test("every mark leads to the rows it stands for, by the values of its columns", () => {
  const bars = drawChart({ type: "bar", x: "kind", y: "score", agg: "mean", color: "judge", facet: "correct" }, rows, schema, context);
  expect(bars.drillTable).toBe("scores");
  expect(plotOf(bars, "bar").series[1]?.bars[0]?.drill).toEqual([
    { column: "correct", operator: "=", value: "false" },
    { column: "judge", operator: "=", value: "sim/elm" },
    { column: "kind", operator: "=", value: "sums" },
  ]);
  const points = plotOf(drawChart({ type: "scatter", x: "length", y: "cost_usd" }, rows, schema, context), "scatter").series[0]?.points;
  expect(points?.[3]?.drill).toEqual([
    { column: "length", operator: "=", value: String(rows[3]?.length) },
    { column: "cost_usd", operator: "=", value: "0.0003" },
  ]);
  const squares = plotOf(drawChart({ type: "heatmap", x: "kind", y: "judge", agg: "count" }, rows, schema, context), "heatmap").cells;
  expect(squares[0]?.drill?.map(({ column, value }) => [column, value])).toEqual([
    ["judge", "sim/oak"],
    ["kind", "sums"],
  ]);
});

test("the bins of a histogram lead to values from their lower end up to, but for the last, not with their upper end", () => {
  const bins = plotOf(drawChart({ type: "histogram", x: "score", bins: 3 }, rows, schema, context), "histogram").series[0]?.bins ?? [];
  expect(bins[0]?.drill).toEqual([
    { column: "score", operator: ">=", value: "1" },
    { column: "score", operator: "<", value: "3" },
  ]);
  expect(bins.at(-1)?.drill?.[1]).toEqual({ column: "score", operator: "<=", value: "7" });
});

test("nothing and the word for it are two filters: a mark that mixes them leads nowhere, nothing alone does", () => {
  const drillOf = (kinds: readonly (string | null)[]) => {
    const over = kinds.map((kind, index) => ({ ...rows[index], kind }));
    return plotOf(drawChart({ type: "bar", x: "kind", agg: "count" }, over, schema, context), "bar").series[0]?.bars[0]?.drill;
  };
  expect(drillOf([null, null])).toEqual([{ column: "kind", operator: "is-null", value: "" }]);
  expect(drillOf([null, "missing"])).toBeUndefined();
});

test("without a table to lead to no mark claims to", () => {
  const drawing = draw({ type: "bar", x: "kind", agg: "count" });
  expect(drawing.drillTable).toBeUndefined();
  expect(plotOf(drawing, "bar").series[0]?.bars.some(({ drill }) => drill)).toBe(false);
});
