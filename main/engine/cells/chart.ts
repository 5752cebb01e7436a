import type { ChartBody } from "#shared/cells/chart.ts";
import type { CellRunner } from "./cell-runner.ts";
import { familiesIn } from "./families.ts";

/** A drawing of one table, made in a worker thread. */
export const runChart: CellRunner<ChartBody> = {
  type: "direct",
  run: async (context) => {
    const { body, parts, signal } = context;
    const input = await context.inputs.table(body.from);
    const drawing = await parts.compute.chart(
      {
        body,
        rows: input.rows,
        schema: input.schema,
        context: {
          families: await familiesIn([input], parts.models.list),
          simulated: input.result.result.simulated,
          source: { table: body.from, columns: {} },
        },
      },
      signal,
    );
    return { tables: [], drawing, ledger: null, files: [], summary: drawing.caption };
  },
};
