import { AssayError } from "../assay-error.ts";
import { type JudgementPart, judgementParts, type MeasureBody } from "../cells/measure.ts";
import type { TableBytes } from "../data/table.ts";
import { hasColumn } from "../data/table-columns.ts";
import type { CompressedSize } from "../statistics/diversity/text-figures.ts";
import type { Judgement } from "../statistics/judgement.ts";
import { judgementColumns } from "../statistics/judgement-columns.ts";
import { requireKnownNames } from "../statistics/known-names.ts";
import { readingOf } from "../statistics/measure-methods.ts";
import type { MeasureOptions, OnlyStatistic } from "../statistics/measure-options.ts";
import { computeMeasure } from "../statistics/measures.ts";
import { readJudgements, type VerdictTable } from "../statistics/read-judgements.ts";
import type { TokenCounter } from "../statistics/scale/set-size.ts";
import { withSharedClusters } from "../statistics/shared-clusters.ts";
import type { MeasureResult } from "../statistics/tidy-row.ts";
import type { ChartContext, ChartSource } from "./chart-study.ts";
import { drawMeasure } from "./draw-measure.ts";
import type { ChartDrawing } from "./drawing.ts";
import { familiesIn } from "./families-in.ts";
import { holdsVerdicts, measureNextTokens, measureSizes, measureTexts } from "./text-measures.ts";

/** Verdict tables to measure as one, as they cross to a worker thread; `families` are of the models the registry knows. */
export type TablesTask = Known & { readonly body: MeasureBody; readonly tables: readonly TableBytes[] };

type Known = {
  readonly families: { readonly [model: string]: string };
  readonly simulated: boolean;
  /** The one statistic wanted of judgements; all where it is left out. */
  readonly only?: OnlyStatistic;
};

export type MeasuredTables = MeasureResult & { readonly drawing: ChartDrawing | null };

/** What measuring needs of the machine it runs on, and cannot bring itself. */
export type MeasuringMachine = {
  /** Bytes of a gzip, level 9. */
  readonly compressedSize: CompressedSize;
  readonly tokens: TokenCounter;
};

/** Measures tables read as one, and draws what was found. Throws column-missing, data-unreadable, name-unknown, or what the measure says of its options. */
export function measureTables(body: MeasureBody, inputs: readonly VerdictTable[], known: Known, machine: MeasuringMachine): MeasuredTables {
  switch (readingOf(body.method)) {
    case "judgements":
      return measureVerdicts(body, inputs, known);
    case "texts":
      return measureOfTexts(body, inputs, known, machine);
    case "next tokens": {
      const { chosen, vocabulary, ...result } = measureNextTokens(body, inputs);
      return drawn(body, inputs, result, { ...known, source: sourceOf(inputs.map(plainSource)), nextTokens: { chosen, vocabulary } });
    }
    case "sizes":
      return measureOfSizes(body, inputs, known, machine);
  }
}

type Drawn = Known & { readonly source: ChartSource | null; readonly nextTokens?: ChartContext["nextTokens"] };

function drawn(
  body: MeasureBody,
  inputs: readonly VerdictTable[],
  { rows, sentence }: MeasureResult,
  { families, simulated, source, nextTokens }: Drawn,
): MeasuredTables {
  const drawing = drawMeasure(body.method, rows, {
    simulated,
    families: { ...familiesIn(inputs, families), ...body.families },
    ...(source === null ? {} : { source }),
    ...(nextTokens === undefined ? {} : { nextTokens }),
  });
  return { rows, sentence, drawing };
}

function measureOfTexts(body: MeasureBody, inputs: readonly VerdictTable[], known: Known, machine: MeasuringMachine): MeasuredTables {
  const { groups, ...result } = measureTexts(body, inputs, machine.compressedSize);
  const plain = sourceOf(inputs.map(plainSource));
  const { generation = "generation" } = body.columns;
  const source = plain && { ...plain, columns: { generation }, groups };
  return drawn(body, inputs, result, { ...known, source });
}

function measureOfSizes(body: MeasureBody, inputs: readonly VerdictTable[], known: Known, machine: MeasuringMachine): MeasuredTables {
  const verdicts = inputs.filter(holdsVerdicts);
  const judgements = judgementsOf(body, verdicts);
  const result = measureSizes(body, inputs, judgements, machine.tokens);
  const found = verdictSource(body, verdicts, judgements);
  const [table = ""] = inputs.map((input) => input.table);
  const source = { ...(found ?? { table, columns: {} }), tables: inputs.map((input) => input.table) };
  return drawn(body, inputs, result, { ...known, source });
}

/** A table whose own columns are parts of nothing. */
function plainSource({ table, schema }: VerdictTable): ChartSource {
  return { table, columns: Object.fromEntries(["item", "position"].flatMap((name) => (hasColumn(schema, name) ? [[name, name]] : []))) };
}

function measureVerdicts(body: MeasureBody, inputs: readonly VerdictTable[], known: Known): MeasuredTables {
  const judgements = judgementsOf(body, inputs);
  requireKnownNames(body, judgements);
  const options = { ...optionsOf(body), ...(known.only === undefined ? {} : { only: known.only }) };
  const result = computeMeasure({ method: body.method, judgements, options });
  return drawn(body, inputs, result, { ...known, source: verdictSource(body, inputs, judgements) });
}

/** How a drawing's marks lead to judgements, the persons among the judges known. */
function verdictSource(body: MeasureBody, inputs: readonly VerdictTable[], judgements: readonly Judgement[]): ChartSource | null {
  const source = sourceOf(inputs.map((input) => ({ table: input.table, columns: found(columnsOf(body, input, inputs), input) })));
  if (source === null) return null;
  const persons = new Set(
    judgements.flatMap(({ judge, isPerson }) => (isPerson === true && judge !== source.columns.human ? [judge] : [])),
  );
  return { ...source, people: [...persons].sort(), by: body.by };
}

function judgementsOf(body: MeasureBody, inputs: readonly VerdictTable[]): readonly Judgement[] {
  return withSharedClusters(
    inputs.map((input) => {
      const columns = columnsOf(body, input, inputs);
      return {
        table: input.table,
        judgements: readJudgements({ ...body, columns }, input),
        namesClusters: judgementColumns(columns, input.schema, input.table).cluster !== null,
      };
    }),
  );
}

type NamedColumns = { readonly [part in JudgementPart]?: string | undefined };

/** The columns named that this table has: of several tables, each need hold only what the others don't. */
function columnsOf(body: MeasureBody, input: VerdictTable, all: readonly VerdictTable[]): NamedColumns {
  const named = Object.fromEntries(judgementParts.map((part) => [part, body.columns[part]]));
  if (all.length === 1) return named;
  for (const [part, column] of Object.entries(named)) {
    if (column === undefined || all.some((table) => hasColumn(table.schema, column))) continue;
    throw new AssayError("column-missing", `None of ${all.map(({ table }) => `\`${table}\``).join(", ")} has a column \`${column}\`.`, {
      place: { key: `columns.${part}` },
    });
  }
  return Object.fromEntries(Object.entries(named).filter(([, column]) => column !== undefined && hasColumn(input.schema, column)));
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
