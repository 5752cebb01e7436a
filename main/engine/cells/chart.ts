import type { ChartBody } from "#shared/cells/chart.ts";
import type { CellRunner, InputTable } from "./cell-runner.ts";
import { textOfValue } from "./input-rows.ts";

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
        context: { families: await familiesIn(input, parts.models.list), simulated: input.result.result.simulated },
      },
      signal,
    );
    return { tables: [], drawing, ledger: null, files: [], summary: drawing.caption };
  },
};

type ListModels = () => Promise<readonly { readonly model: string; readonly family: string }[]>;

/** Family by model name: what the registry knows, and what the rows themselves say. One family has one colour in every chart. */
async function familiesIn(input: InputTable, list: ListModels): Promise<{ readonly [model: string]: string }> {
  const families: Record<string, string> = Object.fromEntries((await list()).map(({ model, family }) => [model, family]));
  const pairs = [
    ["model", "family"],
    ["judge", "judge_family"],
    ["a", "family_a"],
    ["b", "family_b"],
  ] as const;
  for (const row of input.rows) {
    for (const [model, family] of pairs) {
      const name = textOfValue(row[model]);
      if (name !== "" && row[family] !== null && row[family] !== undefined) families[name] = textOfValue(row[family]);
    }
  }
  return families;
}
