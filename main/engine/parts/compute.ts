import type { ChartTask } from "#shared/charts/chart-task.ts";
import type { ChartDrawing } from "#shared/charts/drawing.ts";
import type { MeasuredTables, TablesTask } from "#shared/charts/measure-tables.ts";
import type { MeasureTask } from "#shared/statistics/measure-task.ts";
import type { MeasureResult } from "#shared/statistics/tidy-row.ts";

/**
 * Heavy pure functions, run in worker threads so that the engine keeps answering. An abort ends them at once. Tables are
 * read there too: their bytes are handed over, not copied, and gone here once asked.
 */
export type Compute = {
  readonly measure: (task: MeasureTask, signal: AbortSignal) => Promise<MeasureResult>;
  /** Throws column-missing, or what the measure says of its options. */
  readonly measureTables: (task: TablesTask, signal: AbortSignal) => Promise<MeasuredTables>;
  /** Throws column-missing. */
  readonly chart: (task: ChartTask, signal: AbortSignal) => Promise<ChartDrawing>;
  readonly close: () => Promise<void>;
};
