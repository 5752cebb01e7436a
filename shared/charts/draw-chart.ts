import type { Row, TableSchema } from "../data/table.ts";
import { capitalised } from "../words.ts";
import { drawBars } from "./bar-chart.ts";
import type { ChartBody } from "./chart-body.ts";
import { type ChartContext, type ChartStudy, type Drawn, studyOf } from "./chart-study.ts";
import type { ChartDrawing } from "./drawing.ts";
import { drawHeatmap } from "./heatmap.ts";
import { drawHistogram } from "./histogram.ts";
import { drawLines, drawScatter } from "./point-chart.ts";

export type { ChartContext };

const types: { readonly [Type in ChartBody["type"]]: (study: ChartStudy) => Drawn } = {
  bar: drawBars,
  line: drawLines,
  scatter: drawScatter,
  histogram: drawHistogram,
  heatmap: drawHeatmap,
};

/**
 * A chart cell's drawing: its columns found, rows aggregated, axes and intervals settled, and the finding in words.
 * Throws column-missing for a column that is not there or holds no numbers, cell-invalid for `agg: none` over several rows.
 */
export function drawChart(body: ChartBody, rows: readonly Row[], schema: TableSchema, context: ChartContext = {}): ChartDrawing {
  const study = studyOf(body, rows, schema, context);
  const drawn = types[body.type](study);
  const n = `n = ${rows.length.toLocaleString("en")} ${rows.length === 1 ? "row" : "rows"}`;
  const remarks = [...study.remarks, ...drawn.remarks];
  const method = `${capitalised(drawn.method)}; ${n}${remarks.length > 0 ? `; ${remarks.join("; ")}` : ""}.`;
  return {
    title: body.title ?? drawn.title,
    caption: body.caption ? `${body.caption.replace(/\.?\s*$/, ".")} ${method}` : method,
    summary: drawn.finding,
    simulated: context.simulated ?? false,
    panels: drawn.panels,
    ...(context.source === undefined ? {} : { drillTable: context.source.table }),
  };
}
