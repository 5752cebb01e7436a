import type { MeasureBody } from "#shared/cells/measure.ts";
import { headlineOf } from "#shared/statistics/headline.ts";
import { tidySchemaOf } from "#shared/statistics/tidy-row.ts";
import type { CellRunner } from "./cell-runner.ts";
import { registeredFamilies } from "./registered-families.ts";

/** Verdict tables read, measured and drawn in a worker thread: only the figures come back. */
export const runMeasure: CellRunner<MeasureBody> = {
  type: "direct",
  run: async (context) => {
    const { body, name, parts, signal } = context;
    const inputs = await Promise.all(body.from.map((table) => context.inputs.table(table)));
    const { rows, sentence, drawing } = await parts.compute.measureTables(
      {
        body,
        tables: inputs.map(({ table, ipc }) => ({ table, ipc })),
        families: await registeredFamilies(parts.models.list),
        simulated: inputs.some((input) => input.result.result.simulated),
      },
      signal,
    );
    return {
      tables: [{ name, ipc: parts.arrow.encode(tidySchemaOf(rows), rows) }],
      drawing,
      ledger: null,
      files: [],
      summary: sentence,
      headline: headlineOf(rows, sentence),
    };
  },
};
