import type { ChartBody } from "#shared/charts/chart-body.ts";
import { drawChart } from "#shared/charts/draw-chart.ts";
import type { ChartDrawing } from "#shared/charts/drawing.ts";
import { boolean, double, integer, type Row, type TableSchema, text } from "#shared/data/table.ts";

const schema: TableSchema = {
  columns: [
    { name: "model", type: text },
    { name: "kind", type: text },
    { name: "correct", type: boolean },
    { name: "score", type: integer },
    { name: "length", type: double },
  ],
};

const rows: readonly Row[] = Array.from({ length: 120 }, (_, index) => ({
  model: ["sim/oak-large", "sim/oak-small", "sim/elm"][index % 3] ?? "",
  kind: ["sums & products", "lists"][index % 2] ?? "",
  correct: index % 7 !== 0,
  score: 1 + (index % 5),
  length: 10 + ((index * 31) % 97),
}));

const families = { "sim/oak-large": "oak", "sim/oak-small": "oak", "sim/elm": "elm" };

export function testDrawing(body: ChartBody, over: readonly Row[] = rows): ChartDrawing {
  return drawChart(body, over, schema, { families, simulated: true });
}

/** One drawing of every type. */
export const testDrawings: { readonly [Type in ChartBody["type"]]: ChartDrawing } = {
  bar: testDrawing({ type: "bar", x: "model", y: "correct", neutral: 0.5, neutral_label: "coin toss" }),
  line: testDrawing({ type: "line", x: "score", y: "length", color: "model" }),
  scatter: testDrawing({ type: "scatter", x: "length", y: "score", color: "kind" }),
  histogram: testDrawing({ type: "histogram", x: "length", color: "model" }),
  heatmap: testDrawing({ type: "heatmap", x: "kind", y: "model", color: "correct" }),
};
