import type { Row, TableSchema } from "../data/table.ts";
import type { ChartBody } from "./chart-body.ts";
import type { ChartContext } from "./draw-chart.ts";

/** A chart to draw, as it crosses to a worker thread. */
export type ChartTask = {
  readonly body: ChartBody;
  readonly rows: readonly Row[];
  readonly schema: TableSchema;
  readonly context: ChartContext;
};
