import type { ArrowCodec } from "#main/engine/parts/data.ts";
import type { Row, TableBytes, TableSchema, Value } from "#shared/data/table.ts";
import { droppedSchema, matchesSchema, matchRow, stepRow, stepsSchema } from "#shared/filter/filter-tables.ts";
import type { Filtered, FilterTask, TextEmbeddings } from "#shared/filter/filter-task.ts";
import { type FilterRun, runSteps } from "#shared/filter/run-steps.ts";
import type { Embeddings, FilterTable } from "#shared/filter/step.ts";
import { textColumnOf, textOf } from "#shared/filter/step-text.ts";
import { tellsMatches } from "#shared/filter/steps.ts";
import { vectorSchema, vectorStep, withVectors } from "./kept-vectors.ts";

export type CountTokens = (text: string) => number;

/** Runs a filter over tables in their Arrow form: columns are read as steps ask for them, rows only where they are written. */
export function filterRows(task: FilterTask, arrow: ArrowCodec, countTokens: CountTokens): Filtered {
  const run = runTask(task, arrow, countTokens, null);
  const kept = keptTable(task, run, arrow);
  const dropped = arrow.encode(droppedSchema(run.table.schema), droppedRows(task, run, arrow));
  const steps = arrow.encode(stepsSchema, run.steps.map(stepRow));
  const matches = tellsMatches(task.body.steps)
    ? [{ part: "matches" as const, ipc: arrow.encode(matchesSchema, run.matches.map(matchRow)) }]
    : [];
  return {
    tables: [{ part: "", ipc: kept }, { part: "dropped", ipc: dropped }, { part: "steps", ipc: steps }, ...matches],
    ledger: run.ledger,
  };
}

/** The different texts that reach the semantic step, in the order of their first rows. */
export function textsReaching(
  task: FilterTask & { readonly until: number },
  arrow: ArrowCodec,
  countTokens: CountTokens,
): readonly string[] {
  const step = task.body.steps[task.until];
  if (step?.type !== "semantic") return [];
  const { table, kept } = runTask(task, arrow, countTokens, task.until);
  const column = textColumnOf(table.schema, table.name, step.column, task.body.column ?? null, `steps.${task.until}`);
  const values = table.column(column);
  return [...new Set(kept.flatMap((row) => textOf(values[row]) || []))];
}

function runTask(task: FilterTask, arrow: ArrowCodec, countTokens: CountTokens, until: number | null): FilterRun {
  const others = new Map(task.others.map((bytes) => [bytes.table, tableOf(bytes, arrow, null)]));
  return runSteps(task.body, {
    table: tableOf(task.from, arrow, task.rows),
    other: (name) => others.get(name) ?? emptyTable(name),
    conditions: new Map(task.conditions.map(({ step, holds }) => [step, truths(holds, task.rows)])),
    embeddings: embeddingsOf(task.embeddings),
    countTokens,
    ...(until === null ? {} : { until }),
  });
}

function tableOf({ table, ipc }: TableBytes, arrow: ArrowCodec, rows: readonly number[] | null): FilterTable {
  const { schema, rows: size } = arrow.schema(ipc);
  const known = new Map<string, readonly Value[]>();
  return {
    name: table,
    schema,
    size: rows?.length ?? size,
    column: (name) => {
      const found = known.get(name);
      if (found !== undefined) return found;
      const all = arrow.readColumn(ipc, name);
      const values = rows === null ? all : rows.map((row) => all[row] ?? null);
      known.set(name, values);
      return values;
    },
  };
}

function emptyTable(name: string): FilterTable {
  return { name, schema: { columns: [] }, size: 0, column: () => [] };
}

function truths(holds: Uint8Array, rows: readonly number[] | null): readonly Value[] {
  const all = Array.from(holds, (each) => (each === 2 ? null : each === 1));
  return rows === null ? all : rows.map((row) => all[row] ?? null);
}

function embeddingsOf(given: TextEmbeddings | null): Embeddings {
  const places = new Map(given?.texts.map((text, at) => [text, at]));
  const stateOf = (text: string): number | null => {
    const at = places.get(text);
    return at === undefined ? null : (given?.states[at] ?? null);
  };
  return {
    of: (text) => {
      const at = places.get(text);
      if (given === null || at === undefined || given.states[at] !== 0) return null;
      return given.vectors.subarray(at * given.dimensions, (at + 1) * given.dimensions);
    },
    failureOf: (text) => (stateOf(text) === 2 ? (given?.failures[places.get(text) ?? -1] ?? "no embedding") : null),
    isWaiting: (text) => stateOf(text) === 1,
  };
}

/** Columns are copied as they lie where the first is text, which an item is; else row by row. */
function keptTable(task: FilterTask, run: FilterRun, arrow: ArrowCodec): Uint8Array {
  const { ipc } = task.from;
  const { schema } = run.table;
  const inputRows = task.rows?.length ?? run.ledger.requested;
  const isMixed = run.kept.some((row) => row >= inputRows);
  const vectors = vectorStep(task);
  if (vectors !== null) {
    const rows = withVectors(vectors, task, rowsAt(run.kept, task, run, arrow), { schema, embeddings: embeddingsOf(task.embeddings) });
    return arrow.encode(vectorSchema(schema), rows);
  }
  const [first] = schema.columns;
  if (!isMixed && task.rows === null && run.kept.length === inputRows) return ipc;
  if (!isMixed && first?.type.type === "text") {
    const values = arrow.readColumn(ipc, first.name);
    const indexes = run.kept.map((row) => task.rows?.[row] ?? row);
    if (values.every((value): value is string => typeof value === "string")) return arrow.withFirstColumn(ipc, first.name, values, indexes);
  }
  return arrow.encode(schema, rowsAt(run.kept, task, run, arrow));
}

function* droppedRows(task: FilterTask, run: FilterRun, arrow: ArrowCodec): Iterable<Row> {
  const places = run.dropped.map(({ row }) => row);
  let at = 0;
  for (const row of rowsAt(places, task, run, arrow)) {
    const drop = run.dropped[at];
    at += 1;
    if (drop === undefined) return;
    yield {
      ...row,
      step: drop.step,
      step_index: drop.stepIndex + 1,
      reason: drop.reason,
      matched: drop.matched ?? null,
      matched_table: drop.matchedTable ?? null,
      similarity: drop.similarity ?? null,
    };
  }
}

/** Whole rows of a run, in the order asked; each table is read once, batch by batch, and only rows that are asked for stay. */
function rowsAt(places: readonly number[], task: FilterTask, run: FilterRun, arrow: ArrowCodec): readonly Row[] {
  const wanted = new Map<string, Map<number, number[]>>();
  for (const [at, place] of places.entries()) {
    const { table, row } = run.originOf(place);
    const isInput = place < (task.rows?.length ?? run.ledger.requested);
    const key = isInput ? "" : table;
    const rows = wanted.get(key) ?? new Map<number, number[]>();
    const source = isInput ? (task.rows?.[row] ?? row) : row;
    rows.set(source, [...(rows.get(source) ?? []), at]);
    wanted.set(key, rows);
  }
  const found = new Array<Row>(places.length);
  for (const [key, rows] of wanted) {
    const bytes = key === "" ? task.from : task.others.find(({ table }) => table === key);
    if (bytes === undefined) continue;
    const names = key === "" ? null : run.table.schema;
    let base = 0;
    for (const batch of arrow.batches(bytes.ipc)) {
      for (const [offset, row] of batch.rows.entries())
        for (const at of rows.get(base + offset) ?? []) found[at] = names === null ? row : fitted(row, names);
      base += batch.rows.length;
    }
  }
  return found;
}

/** A row of another table in the columns of this one. */
function fitted(row: Row, schema: TableSchema): Row {
  return Object.fromEntries(schema.columns.map(({ name }) => [name, row[name] ?? null]));
}
