import type { ArrowCodec } from "#main/engine/parts/data.ts";
import type { ChartTask } from "#shared/charts/chart-task.ts";
import { drawChart } from "#shared/charts/draw-chart.ts";
import type { ChartDrawing } from "#shared/charts/drawing.ts";
import { familiesIn } from "#shared/charts/families-in.ts";
import { type MeasuredTables, type MeasuringMachine, measureTables, type TablesTask } from "#shared/charts/measure-tables.ts";
import type { TableBytes } from "#shared/data/table.ts";
import type { MeasureMethod } from "#shared/statistics/measure-methods.ts";
import type { MeasureTask } from "#shared/statistics/measure-task.ts";
import { computeMeasure } from "#shared/statistics/measures.ts";
import type { VerdictTable } from "#shared/statistics/read-judgements.ts";
import type { MeasureResult } from "#shared/statistics/tidy-row.ts";

export type Decode = ArrowCodec["decode"];

/** The heavy functions by name: the one list both sides of the thread boundary read. */
export function createTasks(decode: Decode, machine: (method: MeasureMethod) => Promise<MeasuringMachine>) {
  const read = ({ table, ipc }: TableBytes): VerdictTable => ({ table, ...decode(ipc) });
  return {
    measure: (task: MeasureTask): MeasureResult => computeMeasure(task),
    measureTables: async ({ body, tables, ...known }: TablesTask): Promise<MeasuredTables> =>
      measureTables(body, tables.map(read), known, await machine(body.method)),
    chart: ({ body, table, context }: ChartTask): ChartDrawing => {
      const input = read(table);
      return drawChart(body, input.rows, input.schema, { ...context, families: familiesIn([input], context.families ?? {}) });
    },
  };
}

export type Tasks = ReturnType<typeof createTasks>;
export type TaskName = keyof Tasks;
