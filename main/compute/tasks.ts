import type { ChartTask } from "#shared/charts/chart-task.ts";
import { drawChart } from "#shared/charts/draw-chart.ts";
import type { ChartDrawing } from "#shared/charts/drawing.ts";
import type { MeasureTask } from "#shared/statistics/measure-task.ts";
import { computeMeasure } from "#shared/statistics/measures.ts";
import type { MeasureResult } from "#shared/statistics/tidy-row.ts";

/** The heavy pure functions by name: the one list both sides of the thread boundary read. */
export const tasks = {
  measure: (task: MeasureTask): MeasureResult => computeMeasure(task),
  chart: ({ body, rows, schema, context }: ChartTask): ChartDrawing => drawChart(body, rows, schema, context),
};

export type Tasks = typeof tasks;
export type TaskName = keyof Tasks;
