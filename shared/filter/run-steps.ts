import { createRandom } from "../data/random.ts";
import type { Value } from "../data/table.ts";
import { canonicalJson } from "../journal/canonical-json.ts";
import type { RowLedger } from "../journal/entries.ts";
import { type MatchedRow, type StepRun, stepName } from "./filter-tables.ts";
import type { Drop, Embeddings, FilterTable, StepContext, StepOutcome } from "./step.ts";
import type { FilterStep } from "./step-schema.ts";
import { kindOfStep } from "./steps.ts";

export type StepsBody = { readonly column?: string | undefined; readonly seed: number; readonly steps: readonly FilterStep[] };

/** Where a row of a run stands: in the input, or in a table that was mixed in. */
export type RowOrigin = { readonly table: string; readonly row: number };

export type DroppedRow = Drop & { readonly step: FilterStep["type"]; readonly stepIndex: number };

export type FilterRun = {
  /** The input, then what was mixed in. */
  readonly table: FilterTable;
  readonly kept: readonly number[];
  /** In the order of the steps, then of the rows. */
  readonly dropped: readonly DroppedRow[];
  /** In the order of the steps, then of the rows. */
  readonly matches: readonly MatchedRow[];
  readonly steps: readonly StepRun[];
  readonly originOf: (row: number) => RowOrigin;
  /** Of the input's rows; rows mixed in are counted in `added`. */
  readonly ledger: RowLedger;
};

export type StepsGiven = {
  readonly table: FilterTable;
  readonly other: (name: string) => FilterTable;
  /** By index of the step, what the database said of each row. */
  readonly conditions: ReadonlyMap<number, readonly Value[]>;
  readonly embeddings: Embeddings;
  readonly countTokens: (text: string) => number;
  /** The step to stop before; all run when left out. */
  readonly until?: number;
};

/**
 * Runs the steps in order over the rows that the ones before left. Every row of the input ends in exactly one place: kept,
 * dropped by one step, failed or waiting; the ledger adds up. The same table, steps and seed give the same run.
 */
export function runSteps(body: StepsBody, given: StepsGiven): FilterRun {
  const inputRows = given.table.size;
  let table = given.table;
  let origins: readonly RowOrigin[] = [];
  let alive: readonly number[] = Array.from({ length: inputRows }, (_, row) => row);
  const dropped: DroppedRow[] = [];
  const matches: MatchedRow[] = [];
  const steps: StepRun[] = [];
  const failed = new Map<string, number>();
  let waiting = 0;
  const originOf = (row: number): RowOrigin =>
    row < inputRows ? { table: given.table.name, row } : (origins[row - inputRows] ?? { table: "", row: 0 });
  const labelOf = itemsOf(() => table, originOf);

  for (const [index, step] of body.steps.entries()) {
    if (index === given.until) break;
    if (step.off) continue;
    const context: StepContext = {
      place: `steps.${index}`,
      rows: alive,
      table,
      labelOf,
      textColumn: body.column ?? null,
      other: given.other,
      random: createRandom(`${body.seed} ${index} ${step.type}`),
      condition: given.conditions.get(index) ?? [],
      embeddings: given.embeddings,
      countTokens: given.countTokens,
    };
    const outcome = kindOfStep(step).run(step, context);
    const { column = null, drops, notes, mixedIn, failed: undecided = [], waiting: pending = [] } = outcome;
    const gone = new Set([...drops.map(({ row }) => row), ...undecided.map(({ row }) => row), ...pending]);
    for (const drop of drops) dropped.push({ ...drop, step: step.type, stepIndex: index });
    for (const match of matchesOf(outcome, gone, labelOf)) matches.push({ ...match, step: step.type, stepIndex: index });
    for (const { row, cause } of undecided) {
      dropped.push({ row, reason: `undecided: ${cause}`, step: step.type, stepIndex: index });
      if (row < inputRows) failed.set(cause, (failed.get(cause) ?? 0) + 1);
    }
    waiting += pending.filter((row) => row < inputRows).length;
    const entered = alive.length;
    alive = alive.filter((row) => !gone.has(row));
    if (mixedIn !== undefined) {
      alive = [...alive, ...mixedIn.rows.map((_, at) => table.size + at)];
      origins = [...origins, ...mixedIn.rows.map((row) => ({ table: mixedIn.table, row }))];
      table = longer(table, given.other(mixedIn.table), mixedIn.rows);
    }
    steps.push({
      index,
      type: step.type,
      setting: settingOf(step),
      column,
      entered,
      dropped: drops.length,
      undecided: undecided.length + pending.length,
      mixedIn: mixedIn?.rows.length ?? 0,
      remaining: alive.length,
      note: notes.join("; "),
    });
  }
  const ledger = ledgerOf(inputRows, { alive, dropped, failed, waiting, originOf });
  return { table, kept: alive, dropped, matches, steps, originOf, ledger };
}

function matchesOf(
  { drops, matches }: StepOutcome,
  gone: ReadonlySet<number>,
  labelOf: StepContext["labelOf"],
): readonly Omit<MatchedRow, "step" | "stepIndex">[] {
  const told: readonly Pick<Drop, "row" | "matched" | "matchedTable" | "similarity">[] = matches ?? drops;
  return told.flatMap(({ row, matched, matchedTable = null, similarity = null }) =>
    matched === undefined ? [] : [{ item: labelOf(row).item, matched, matchedTable, similarity, isDropped: gone.has(row) }],
  );
}

/** A step as it was written, for finding its counts again after steps have moved. */
export function settingOf(step: unknown): string {
  return canonicalJson(step);
}

type Counted = {
  readonly alive: readonly number[];
  readonly dropped: readonly DroppedRow[];
  readonly failed: ReadonlyMap<string, number>;
  readonly waiting: number;
  readonly originOf: (row: number) => RowOrigin;
};

function ledgerOf(inputRows: number, { alive, dropped, failed, waiting, originOf }: Counted): RowLedger {
  const filtered = new Map<string, number>();
  for (const { row, step, stepIndex, reason } of dropped) {
    if (row >= inputRows || reason.startsWith("undecided: ")) continue;
    const name = stepName(stepIndex, step);
    filtered.set(name, (filtered.get(name) ?? 0) + 1);
  }
  const added = new Map<string, number>();
  for (const row of alive) {
    if (row < inputRows) continue;
    const { table } = originOf(row);
    added.set(table, (added.get(table) ?? 0) + 1);
  }
  return {
    requested: inputRows,
    kept: alive.filter((row) => row < inputRows).length,
    filtered: Object.fromEntries(filtered),
    failed: Object.fromEntries(failed),
    unscored: {},
    waiting,
    ...(added.size === 0 ? {} : { added: Object.fromEntries(added) }),
  };
}

/** A row's own item, else its number in its table. */
function itemsOf(table: () => FilterTable, originOf: (row: number) => RowOrigin): StepContext["labelOf"] {
  return (row) => {
    const origin = originOf(row);
    const item = table().column("item")[row];
    return { table: origin.table, item: item === null || item === undefined ? `row ${origin.row + 1}` : String(item) };
  };
}

/** The table with rows of another after its own; columns that other lacks are null there. */
function longer(table: FilterTable, other: FilterTable, rows: readonly number[]): FilterTable {
  const known = new Map<string, readonly Value[]>();
  return {
    ...table,
    size: table.size + rows.length,
    column: (name) => {
      const found = known.get(name);
      if (found !== undefined) return found;
      const values = other.column(name);
      const joined = [...table.column(name), ...rows.map((row) => values[row] ?? null)];
      known.set(name, joined);
      return joined;
    },
  };
}
