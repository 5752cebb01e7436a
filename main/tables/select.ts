import type { Data } from "apache-arrow";
import type { ArrowCodec } from "#main/engine/parts/data.ts";
import { text, type Value } from "#shared/data/table.ts";
import { tableSchema } from "./arrow-types.ts";
import { columnReader } from "./column-reader.ts";
import { columnWriter } from "./column-writer.ts";
import { ItemTable } from "./item-table.ts";
import { openIpc } from "./open-ipc.ts";
import { misfitProblem } from "./readers/misfit-problem.ts";
import { TableWriter } from "./table-writer.ts";

/** One column's values, without reading the others. Empty when there is no such column. */
export function readColumn(ipc: Uint8Array, name: string): Value[] {
  const reader = openIpc(ipc);
  const at = tableSchema(reader.schema).columns.findIndex((column) => column.name === name);
  const values: Value[] = [];
  for (const batch of reader) {
    const data = batch.data.children[at];
    if (data === undefined) continue;
    const read = columnReader(data);
    for (let row = 0; row < batch.numRows; row++) values.push(read(row));
  }
  return values;
}

/**
 * The table with a text column put first, in place of any column of that name, and of its rows only those at `indexes`
 * (ascending; null for all). Columns are copied as they lie; no row is read.
 */
export function withFirstColumn(ipc: Uint8Array, name: string, values: readonly string[], indexes: readonly number[] | null): Uint8Array {
  const reader = openIpc(ipc);
  const { columns } = tableSchema(reader.schema);
  const others = columns.flatMap((column, at) => (column.name === name ? [] : [{ column, at }]));
  const added = values.reduce((sum, value) => sum + value.length + 5, 0);
  const kept = indexes === null ? 1 : indexes.length / Math.max(1, values.length);
  const writer = new TableWriter(
    { columns: [{ name, type: text }, ...others.map(({ column }) => column)] },
    () => (ipc.byteLength + added) * kept,
  );
  const first = columnWriter(text);
  let base = 0;
  let next = 0;
  for (const batch of reader) {
    for (let row = 0; row < batch.numRows; row++) first.append(values[base + row] ?? null);
    const data: Data[] = [first.flush(), ...others.flatMap(({ at }) => batch.data.children[at] ?? [])];
    if (indexes === null) writer.copy(data, 0, batch.numRows);
    for (; indexes !== null; next++) {
      const row = (indexes[next] ?? Number.POSITIVE_INFINITY) - base;
      if (row >= batch.numRows) break;
      writer.copy(data, row, row + 1);
    }
    base += batch.numRows;
  }
  return writer.finish();
}

/** The table with columns under other names: `names` from the new to the old. */
export function withNames(ipc: Uint8Array, names: ReadonlyMap<string, string>): Uint8Array {
  const reader = openIpc(ipc);
  const renamed = new Map([...names].map(([name, source]) => [source, name]));
  const columns = tableSchema(reader.schema).columns.map((column) => ({ ...column, name: renamed.get(column.name) ?? column.name }));
  const writer = new TableWriter({ columns }, () => ipc.byteLength);
  for (const batch of reader) writer.copy(batch.data.children, 0, batch.numRows);
  return writer.finish();
}

/** A dataset's rows with their items, those without one of their own left out and told. Throws column-missing, cell-invalid. */
export const withItems: ArrowCodec["withItems"] = (ipc, rule, { places, file }) => {
  const reader = openIpc(ipc);
  const table = new ItemTable(tableSchema(reader.schema), rule, { places, expect: () => ipc.byteLength });
  for (const batch of reader) table.copy(batch.data.children, 0, batch.numRows);
  const origin = { starts: { fileOf: () => file }, lines: null, places };
  const problems = Array.from(table.misfits(), (misfit) => misfitProblem(rule.id ?? "", misfit, origin));
  return { ipc: table.finish(), problems };
};
