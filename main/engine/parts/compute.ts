import type { ChartTask } from "#shared/charts/chart-task.ts";
import type { ChartDrawing } from "#shared/charts/drawing.ts";
import type { MeasuredTables, TablesTask } from "#shared/charts/measure-tables.ts";
import type { EncodedDataset, ExportTask } from "#shared/export/export-task.ts";
import type { Filtered, FilterTask } from "#shared/filter/filter-task.ts";
import type { MeasureTask } from "#shared/statistics/measure-task.ts";
import type { MeasureResult } from "#shared/statistics/tidy-row.ts";
import type { StudentResult } from "#shared/student/run-student.ts";
import type { StudentTask } from "#shared/student/student-task.ts";

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
  /** Runs a filter's steps. Throws column-missing. */
  readonly filter: (task: FilterTask, signal: AbortSignal) => Promise<Filtered>;
  /** The different texts that reach the semantic step at `until`. */
  readonly filterTexts: (task: FilterTask & { readonly until: number }, signal: AbortSignal) => Promise<readonly string[]>;
  /** Throws column-missing, data-unreadable. */
  readonly student: (task: StudentTask, signal: AbortSignal) => Promise<StudentResult>;
  /** Puts rows into a cell's form, holds them against its limit, divides and encodes them. Throws column-missing, data-unreadable. */
  readonly exportDataset: (task: ExportTask, signal: AbortSignal) => Promise<EncodedDataset>;
  readonly close: () => Promise<void>;
};
