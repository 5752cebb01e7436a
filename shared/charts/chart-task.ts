import type { TableBytes } from "../data/table.ts";
import type { ChartBody } from "./chart-body.ts";
import type { ChartContext } from "./draw-chart.ts";

/** A chart to draw, as it crosses to a worker thread; the rows' own families are added to the context's. */
export type ChartTask = { readonly body: ChartBody; readonly table: TableBytes; readonly context: ChartContext };
