import { type SplitName, splitByPrompt } from "../data/split.ts";
import type { Column, Row, TableSchema } from "../data/table.ts";
import { integer, schemaOf, text } from "../data/table.ts";
import type { RowLedger } from "../journal/entries.ts";
import { promptKeyOf } from "./chat-messages.ts";
import { type Example, type LeftOut, leaveOut, ledgerOf, type Shaped } from "./example.ts";
import type { Shape } from "./forms.ts";
import { layoutFor } from "./layouts.ts";
import { provenanceColumns } from "./provenance-columns.ts";
import { isNothing, loadableColumns, numberCleaner } from "./split-columns.ts";

/** What a dataset folder holds, before it is written. */
export type Dataset = {
  readonly schema: TableSchema;
  readonly splits: readonly DatasetSplit[];
  readonly ledger: RowLedger;
  readonly leftOut: readonly LeftOut[];
  /** Who made each row, by split and row from 0, with the columns no loader could type. */
  readonly provenance: { readonly schema: TableSchema; readonly rows: Iterable<Row> };
  readonly emptyColumns: readonly string[];
  readonly columnsAside: readonly string[];
  /** Numbers that were none and are written as null. */
  readonly replacedNumbers: number;
};

/** Rows are made each time they are read, and may hold more than the schema names: only its columns are written. */
export type DatasetSplit = {
  readonly name: SplitName;
  readonly size: number;
  readonly rows: Iterable<Row>;
  readonly prompts: number;
};

/** What a trainer takes of some examples; the others go into the ledger with the reason. */
export function fitting(shaped: Shaped, shape: Shape, table: TableSchema): Shaped {
  return leaveOut(shaped, layoutFor(shape, table).refuses);
}

/** Examples laid out for their trainer and divided by prompt, each column loadable in every split. */
export function datasetOf(
  shaped: Shaped,
  shape: Shape,
  given: { readonly table: TableSchema; readonly split: { readonly test: number; readonly seed: number } | null },
): Dataset {
  const layout = layoutFor(shape, given.table);
  const divided = splitByPrompt(
    shaped.examples.map((example) => ({ example, promptKey: promptOf(example) })),
    given.split,
  );
  const own = layout.schema(shaped.examples);
  const known = provenanceColumns.filter(({ name }) => shaped.examples.some(({ provenance }) => (provenance[name] ?? null) !== null));
  const whole: TableSchema = layout.carriesProvenance ? { columns: [...own.columns, ...known] } : own;
  const rowOf = (example: Example): Row =>
    layout.carriesProvenance ? { ...layout.row(example, own), ...example.provenance } : layout.row(example, own);
  const { clean, countIn } = numberCleaner(whole);
  const laidOut = divided.map(({ name, rows: keyed }) => ({ name, keyed, rows: made(keyed, ({ example }) => clean(rowOf(example))) }));
  const columns = loadableColumns(whole, laidOut);
  const torn = columns.torn.find((name) => layout.neededColumns?.includes(name));
  if (torn !== undefined) {
    const fills = (example: Example) => !isNothing(layout.row(example, own)[torn] ?? null);
    const kept = leaveOut(shaped, (example) => (fills(example) ? `${torn} in one split only, which no loader can type` : null));
    return datasetOf(kept, shape, given);
  }
  return {
    schema: columns.schema,
    splits: laidOut.map(({ name, rows, keyed }) => ({
      name,
      size: keyed.length,
      rows,
      prompts: new Set(keyed.map(({ promptKey }) => promptKey)).size,
    })),
    ledger: ledgerOf(shaped),
    leftOut: shaped.leftOut,
    provenance: {
      schema: {
        columns: [
          ...schemaOf([
            ["split", text],
            ["row", integer],
          ]).columns,
          ...known,
          ...columns.aside,
        ],
      },
      rows: made(
        laidOut.flatMap(({ name, keyed }) => keyed.map(({ example }, at) => ({ name, at, example }))),
        ({ name, at, example }) => ({
          split: name,
          row: at,
          ...example.provenance,
          ...(columns.aside.length === 0 ? {} : pick(clean(rowOf(example)), columns.aside)),
        }),
      ),
    },
    emptyColumns: columns.empty,
    columnsAside: columns.torn,
    replacedNumbers: countIn(made(shaped.examples, rowOf)),
  };
}

/** The rows of some values, made anew at each reading. */
function made<Value>(values: readonly Value[], rowOf: (value: Value) => Row): Iterable<Row> {
  return {
    *[Symbol.iterator]() {
      for (const value of values) yield rowOf(value);
    },
  };
}

function promptOf({ prompt, item, row }: Example): string {
  return prompt.length > 0 ? promptKeyOf(prompt) : `item ${item || row}`;
}

function pick(row: Row, columns: readonly Column[]): Row {
  return Object.fromEntries(columns.map(({ name }) => [name, row[name] ?? null]));
}

export const leftOutSchema: TableSchema = schemaOf([
  ["row", integer],
  ["item", text],
  ["ending", text],
  ["reason", text],
]);

export function leftOutRows(leftOut: readonly LeftOut[]): Row[] {
  return leftOut.map(({ row, item, end }) => ({ row, item, ending: end.type, reason: "reason" in end ? end.reason : null }));
}
