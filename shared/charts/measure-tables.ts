import { AssayError } from "../assay-error.ts";
import type { JudgementPart, MeasureBody } from "../cells/measure.ts";
import type { TableBytes } from "../data/table.ts";
import { hasColumn } from "../data/table-columns.ts";
import { judgementColumns } from "../statistics/judgement-columns.ts";
import { requireKnownNames } from "../statistics/known-names.ts";
import type { MeasureOptions } from "../statistics/measure-options.ts";
import { computeMeasure } from "../statistics/measures.ts";
import { readJudgements, type VerdictTable } from "../statistics/read-judgements.ts";
import { withSharedClusters } from "../statistics/shared-clusters.ts";
import type { MeasureResult } from "../statistics/tidy-row.ts";
import type { ChartSource } from "./chart-study.ts";
import { drawMeasure } from "./draw-measure.ts";
import type { ChartDrawing } from "./drawing.ts";
import { familiesIn } from "./families-in.ts";

/** Verdict tables to measure as one, as they cross to a worker thread; `families` are of the models the registry knows. */
export type TablesTask = Known & { readonly body: MeasureBody; readonly tables: readonly TableBytes[] };

type Known = { readonly families: { readonly [model: string]: string }; readonly simulated: boolean };

export type MeasuredTables = MeasureResult & { readonly drawing: ChartDrawing | null };

/** Measures verdict tables read as one, and draws what was found. Throws column-missing, data-unreadable, name-unknown, or what the measure says of its options. */
export function measureTables(body: MeasureBody, inputs: readonly VerdictTable[], { families, simulated }: Known): MeasuredTables {
  const columns = inputs.map((input) => columnsOf(body, input, inputs));
  const judgements = withSharedClusters(
    inputs.map((input, index) => ({
      table: input.table,
      judgements: readJudgements({ ...body, columns: columns[index] ?? {} }, input),
      namesClusters: judgementColumns(columns[index] ?? {}, input.schema, input.table).cluster !== null,
    })),
  );
  requireKnownNames(body, judgements);
  const { rows, sentence } = computeMeasure({ method: body.method, judgements, options: optionsOf(body) });
  const source = sourceOf(inputs.map((input, index) => ({ table: input.table, columns: found(columns[index] ?? {}, input) })));
  const persons = new Set(
    judgements.flatMap(({ judge, isPerson }) => (isPerson === true && judge !== source?.columns.human ? [judge] : [])),
  );
  const drawing = drawMeasure(body.method, rows, {
    simulated,
    families: { ...familiesIn(inputs, families), ...body.families },
    ...(source ? { source: { ...source, people: [...persons].sort(), by: body.by } } : {}),
  });
  return { rows, sentence, drawing };
}

type NamedColumns = { readonly [part in JudgementPart]?: string | undefined };

/** The columns named that this table has: of several tables, each need hold only what the others don't. */
function columnsOf(body: MeasureBody, input: VerdictTable, all: readonly VerdictTable[]): NamedColumns {
  if (all.length === 1) return body.columns;
  for (const [part, column] of Object.entries(body.columns)) {
    if (column === undefined || all.some((table) => hasColumn(table.schema, column))) continue;
    throw new AssayError("column-missing", `None of ${all.map(({ table }) => `\`${table}\``).join(", ")} has a column \`${column}\`.`, {
      place: { key: `columns.${part}` },
    });
  }
  return Object.fromEntries(Object.entries(body.columns).filter(([, column]) => column !== undefined && hasColumn(input.schema, column)));
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
