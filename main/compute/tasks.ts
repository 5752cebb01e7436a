import type { ArrowCodec } from "#main/engine/parts/data.ts";
import type { ChartTask } from "#shared/charts/chart-task.ts";
import { drawChart } from "#shared/charts/draw-chart.ts";
import type { ChartDrawing } from "#shared/charts/drawing.ts";
import { familiesIn } from "#shared/charts/families-in.ts";
import { type MeasuredTables, type MeasuringMachine, measureTables, type TablesTask } from "#shared/charts/measure-tables.ts";
import type { TableBytes } from "#shared/data/table.ts";
import type { EncodedDataset, ExportTask } from "#shared/export/export-task.ts";
import type { Tokenizer } from "#shared/export/within-length.ts";
import type { Filtered, FilterTask } from "#shared/filter/filter-task.ts";
import type { MeasureMethod } from "#shared/statistics/measure-methods.ts";
import type { MeasureTask } from "#shared/statistics/measure-task.ts";
import { computeMeasure } from "#shared/statistics/measures.ts";
import type { VerdictTable } from "#shared/statistics/read-judgements.ts";
import type { MeasureResult } from "#shared/statistics/tidy-row.ts";
import { runStudent, type StudentResult } from "#shared/student/run-student.ts";
import type { StudentTask } from "#shared/student/student-task.ts";
import { exportDataset } from "./export-dataset.ts";
import { type CountTokens, filterRows, textsReaching } from "./filter-rows.ts";

/** What the heavy functions need of the machine, each loaded when a task asks for it. */
export type TaskMachine = {
  readonly arrow: ArrowCodec;
  readonly measuring: (method: MeasureMethod) => Promise<MeasuringMachine>;
  readonly tokenizer: () => Promise<Tokenizer>;
};

/** The heavy functions by name: the one list both sides of the thread boundary read. */
export function createTasks({ arrow, measuring, tokenizer }: TaskMachine) {
  const read = ({ table, ipc }: TableBytes): VerdictTable => ({ table, ...arrow.decode(ipc) });
  return {
    measure: (task: MeasureTask): MeasureResult => computeMeasure(task),
    measureTables: async ({ body, tables, ...known }: TablesTask): Promise<MeasuredTables> =>
      measureTables(body, tables.map(read), known, await measuring(body.method)),
    student: ({ body, from, scored }: StudentTask): StudentResult =>
      runStudent(body, from.map(read), scored === null ? null : read(scored)),
    chart: ({ body, table, context }: ChartTask): ChartDrawing => {
      const input = read(table);
      return drawChart(body, input.rows, input.schema, { ...context, families: familiesIn([input], context.families ?? {}) });
    },
    filter: async (task: FilterTask): Promise<Filtered> => filterRows(task, arrow, await countBy(task, tokenizer)),
    filterTexts: async (task: FilterTask & { readonly until: number }): Promise<readonly string[]> =>
      textsReaching(task, arrow, await countBy(task, tokenizer)),
    exportDataset: async (task: ExportTask): Promise<EncodedDataset> =>
      exportDataset(task, arrow, task.body.max_length === undefined ? null : await tokenizer()),
  };
}

/** Only a length in tokens needs the tokenizer. */
async function countBy({ body }: FilterTask, tokenizer: TaskMachine["tokenizer"]): Promise<CountTokens> {
  const needsTokens = body.steps.some((step) => step.type === "length" && step.unit === "tokens" && !step.off);
  return needsTokens ? (await tokenizer()).count : () => 0;
}

export type Tasks = ReturnType<typeof createTasks>;
export type TaskName = keyof Tasks;

/** The tables that come back of a task: a large one copied would hold the thread that asked for it. */
export const tablesOut: { readonly [Name in TaskName]?: (value: Awaited<ReturnType<Tasks[Name]>>) => readonly Uint8Array[] } = {
  filter: ({ tables }) => tables.map(({ ipc }) => ipc),
  exportDataset: ({ splits, provenance, leftOut }) => [...splits.map(({ ipc }) => ipc), provenance, leftOut.ipc],
};
