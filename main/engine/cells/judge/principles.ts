import { AssayError } from "#shared/assay-error.ts";
import type { JudgeBody } from "#shared/cells/judge.ts";
import { requireColumn } from "#shared/data/table-columns.ts";
import { textOfValue } from "#shared/data/value-text.ts";
import { randomBits, uniform } from "#shared/statistics/random.ts";
import type { CellInputs } from "../cell-runner.ts";
import { seedOf } from "../input-rows.ts";

export type Principle = { readonly id: string; readonly text: string };

/** The principles a judge draws from; none without a constitution. Any table with an `id` and a `text` column is one. */
export async function readPrinciples(body: Pick<JudgeBody, "constitution">, inputs: CellInputs): Promise<readonly Principle[]> {
  if (body.constitution === undefined) return [];
  const { schema, table, rows } = await inputs.table(body.constitution);
  for (const column of ["id", "text"]) requireColumn(schema, table, column, "constitution");
  const principles = rows.map((row) => ({ id: textOfValue(row.id), text: textOfValue(row.text).trim() }));
  if (principles.length > 0 && principles.every(({ text }) => text !== "")) return principles;
  throw new AssayError(
    "data-unreadable",
    `\`${table}\` ${principles.length === 0 ? "holds no principle" : "holds a principle without a text"}.`,
    {
      hint: "A constitution has one row a principle, each with an `id` and a `text`.",
      place: { key: "constitution" },
    },
  );
}

/** One principle for a comparison, by the cell's seed; null where there are none. */
export function drawPrinciple(principles: readonly Principle[], comparison: string, draw: number): Principle | null {
  const bits = randomBits(seedOf(`${comparison}|principle`, draw));
  return principles[Math.floor(uniform(bits) * principles.length)] ?? null;
}
