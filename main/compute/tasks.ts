import type { ChartTask } from "#shared/charts/chart-task.ts";
import { drawChart } from "#shared/charts/draw-chart.ts";
import type { ChartDrawing } from "#shared/charts/drawing.ts";
import { measureAgreement } from "#shared/statistics/measure-agreement.ts";
import { measurePosition } from "#shared/statistics/measure-position.ts";
import type { MeasureTask } from "#shared/statistics/measure-task.ts";
import type { MeasureResult } from "#shared/statistics/tidy-row.ts";

const measures = { agreement: measureAgreement, position: measurePosition };

/** The heavy pure functions by name: the one list both sides of the thread boundary read. */
export const tasks = {
  measure: ({ method, judgements, options }: MeasureTask): MeasureResult => measures[method](judgements, options),
  chart: ({ body, rows, schema, context }: ChartTask): ChartDrawing => drawChart(body, rows, schema, context),
};

export type Tasks = typeof tasks;
export type TaskName = keyof Tasks;
