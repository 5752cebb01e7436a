import { AssayError } from "#shared/assay-error.ts";
import type { JudgementPart, MeasureBody } from "#shared/cells/measure.ts";
import type { ChartSource } from "#shared/charts/chart-study.ts";
import { drawMeasure } from "#shared/charts/draw-measure.ts";
import type { ChartDrawing } from "#shared/charts/drawing.ts";
import { headlineOf } from "#shared/statistics/headline.ts";
import type { MeasureOptions } from "#shared/statistics/measure-options.ts";
import { type MeasureResult, tidySchemaOf } from "#shared/statistics/tidy-row.ts";
import type { EngineParts } from "../parts.ts";
import type { CellRunner } from "./cell-runner.ts";
import { familiesIn } from "./families.ts";
import { judgementColumns } from "./judgement-columns.ts";
import { judgementsOf, type VerdictTable } from "./judgements.ts";

export const runMeasure: CellRunner<MeasureBody> = {
  type: "direct",
  run: async (context) => {
    const { body, name, parts, signal } = context;
    const inputs = await Promise.all(body.from.map((table) => context.inputs.table(table)));
    const simulated = inputs.some((input) => input.result.result.simulated);
    const { result, drawing } = await measureTables(body, inputs, { parts, simulated, signal });
    return {
      tables: [{ name, ipc: parts.arrow.encode(tidySchemaOf(result.rows), result.rows) }],
      drawing,
      ledger: null,
      files: [],
      summary: result.sentence,
      headline: headlineOf(result.rows, result.sentence),
    };
  },
};

type MeasuringParts = { readonly parts: EngineParts; readonly simulated: boolean; readonly signal: AbortSignal };

/** Measures verdict tables read as one, and draws what was found. Throws column-missing, or what the measure says of its options. */
export async function measureTables(
  body: MeasureBody,
  inputs: readonly VerdictTable[],
  { parts, simulated, signal }: MeasuringParts,
): Promise<{ readonly result: MeasureResult; readonly drawing: ChartDrawing | null }> {
  const columns = inputs.map((input) => columnsOf(body, input, inputs));
  const judgements = inputs.flatMap((input, index) => judgementsOf({ ...body, columns: columns[index] ?? {} }, input));
  const result = await parts.compute.measure({ method: body.method, judgements, options: optionsOf(body) }, signal);
  const families = { ...(await familiesIn(inputs, parts.models.list)), ...body.families };
  const source = sourceOf(inputs.map((input, index) => ({ table: input.table, columns: found(columns[index] ?? {}, input) })));
  return { result, drawing: drawMeasure(body.method, result.rows, { simulated, families, ...(source ? { source } : {}) }) };
}

type NamedColumns = { readonly [part in JudgementPart]?: string | undefined };

/** The columns named that this table has: of several tables, each need hold only what the others don't. */
function columnsOf(body: MeasureBody, input: VerdictTable, all: readonly VerdictTable[]): NamedColumns {
  if (all.length === 1) return body.columns;
  const has = (table: VerdictTable, column: string): boolean => table.schema.columns.some(({ name }) => name === column);
  for (const [part, column] of Object.entries(body.columns)) {
    if (column === undefined || all.some((table) => has(table, column))) continue;
    throw new AssayError("column-missing", `None of ${all.map(({ table }) => `\`${table}\``).join(", ")} has a column \`${column}\`.`, {
      place: { key: `columns.${part}` },
    });
  }
  return Object.fromEntries(Object.entries(body.columns).filter(([, column]) => column !== undefined && has(input, column)));
}

/** The tables as a drawing's marks lead into them: the columns of all, but for parts that they name differently. */
function sourceOf(found: readonly ChartSource[]): ChartSource | null {
  const [first] = found;
  if (first === undefined) return null;
  const columns: Record<string, string> = {};
  for (const part of new Set(found.flatMap((each) => Object.keys(each.columns)))) {
    const [name, ...others] = new Set(found.flatMap((each) => each.columns[part] ?? []));
    if (name !== undefined && others.length === 0) columns[part] = name;
  }
  return { table: first.table, columns, ...(found.length > 1 ? { tables: found.map(({ table }) => table) } : {}) };
}

function found(named: NamedColumns, input: VerdictTable): { readonly [part: string]: string } {
  const columns = judgementColumns(named, input.schema, input.table);
  return Object.fromEntries(Object.entries(columns).flatMap(([part, column]) => (column === null ? [] : [[part, column]])));
}

function optionsOf(body: MeasureBody): MeasureOptions {
  const { level, half_width, draws, seed } = body;
  const given = {
    scale: level,
    halfWidth: half_width,
    categories: body.categories,
    inconsistent: body.inconsistent,
    nulls: body.nulls,
    reference: body.reference,
    families: body.families,
    baseline: body.baseline,
    ties: body.ties,
    bins: body.bins,
    recalibration: body.recalibration,
    folds: body.folds,
    target: body.target,
    alpha: body.alpha,
    delta: body.delta,
    epsilon: body.epsilon,
  };
  return { ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)), resampling: { draws, seed } };
}
