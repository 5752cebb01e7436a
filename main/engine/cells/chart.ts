import type { ChartBody } from "#shared/cells/chart.ts";
import type { CellRunner } from "./cell-runner.ts";
import { registeredFamilies } from "./registered-families.ts";

/** A drawing of one table, read and made in a worker thread. */
export const runChart: CellRunner<ChartBody> = {
  type: "direct",
  run: async (context) => {
    const { body, parts, signal } = context;
    const { table, ipc, result } = await context.inputs.table(body.from);
    const drawing = await parts.compute.chart(
      {
        body,
        table: { table, ipc },
        context: {
          families: await registeredFamilies(parts.models.list),
          simulated: result.result.simulated,
          source: { table: body.from, columns: {} },
        },
      },
      signal,
    );
    return { tables: [], drawing, ledger: null, files: [], summary: drawing.caption };
  },
};
