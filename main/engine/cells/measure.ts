import type { MeasureBody } from "#shared/cells/measure.ts";
import { drawMeasure } from "#shared/charts/draw-measure.ts";
import type { MeasureTask } from "#shared/statistics/measure-task.ts";
import { type MeasureResult, tidySchemaOf } from "#shared/statistics/tidy-row.ts";
import type { CellRunner } from "./cell-runner.ts";
import { judgementsOf } from "./judgements.ts";

export const runMeasure: CellRunner<MeasureBody> = {
  type: "direct",
  run: async (context) => {
    const { body, name, parts, signal } = context;
    const input = await context.inputs.table(body.from);
    const task: MeasureTask = {
      method: body.method,
      judgements: judgementsOf(body, input),
      options: { ...(body.level ? { scale: body.level } : {}), resampling: { draws: body.draws, seed: body.seed } },
    };
    const result = await parts.compute.measure(task, signal);
    const ipc = parts.arrow.encode(tidySchemaOf(result.rows), result.rows);
    return {
      tables: [{ name, ipc }],
      drawing: drawingOf(body, result, input.result.result.simulated),
      ledger: null,
      files: [],
      summary: result.sentence,
    };
  },
};

function drawingOf(body: MeasureBody, result: MeasureResult, simulated: boolean) {
  return drawMeasure(body.method, result.rows, { simulated });
}
