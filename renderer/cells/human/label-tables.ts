import type { CellResult, CellStatus } from "#shared/journal/entries.ts";

/** People's labels of what a table is about, and how new they are. */
export type LabelTables = { readonly tables: readonly string[]; readonly version: string };

type Table = CellResult["tables"][number];

/**
 * The tables of labels that people gave on a cell's verdicts, or on the answers the cell judges, in the same form: pairs
 * beside pairs, scores beside scores. A table of labels says of each row that a person gave it.
 */
export function labelTablesFor(cells: { readonly [name: string]: CellStatus }, cell: string, table: string): LabelTables {
  const own = cells[cell];
  const measured = own?.result?.tables.find(({ name }) => name === table);
  if (!own || !measured || has(measured, "judge_kind")) return { tables: [], version: "" };
  const found = Object.values(cells).flatMap((status) => {
    const [main] = status.result?.tables ?? [];
    const isAbout = status.upstream.some((name) => name === cell || own.upstream.includes(name));
    if (!main || status.name === cell || !isAbout || main.rows === 0 || !has(main, "judge_kind") || formOf(main) !== formOf(measured))
      return [];
    return [{ name: main.name, version: `${status.result?.recipe} ${status.result?.at}` }];
  });
  return { tables: found.map(({ name }) => name), version: found.map(({ version }) => version).join() };
}

function formOf(table: Table): "pairs" | "criteria" | "scores" {
  return has(table, "a") ? "pairs" : has(table, "criterion") ? "criteria" : "scores";
}

function has(table: Table, column: string): boolean {
  return table.columns.some(({ name }) => name === column);
}
