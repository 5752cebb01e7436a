import type { ChartDrawing, Drill } from "#shared/charts/drawing.ts";
import type { CellStatus } from "#shared/journal/entries.ts";

type Cells = { readonly [name: string]: CellStatus };

/** The tables a drawing is of. */
export type DrillTables = Pick<ChartDrawing, "drillTable" | "drillTables">;

/** Of the tables a drawing is of, those that have every column its mark's filters ask for; unknown ones are left to say so themselves. */
export function drillableTables(cells: Cells, { drillTable, drillTables }: DrillTables, drill: Drill): readonly string[] {
  const all = drillTables ?? (drillTable === undefined ? [] : [drillTable]);
  const wanted = drill.flatMap(({ column, orColumn }) => (orColumn === undefined ? [column] : [column, orColumn]));
  const fitting = all.filter((table) => {
    const columns = findTable(cells, table)?.columns;
    return columns === undefined || wanted.every((column) => columns.some(({ name }) => name === column));
  });
  return fitting.length > 0 ? fitting : all.slice(0, 1);
}

/** A table of the notebook by name: the cell it comes from, and which result it is; null while there is none. */
export function findTable(cells: Cells, table: string) {
  for (const { name, result } of Object.values(cells)) {
    const found = result?.tables.find((each) => each.name.toLowerCase() === table.toLowerCase());
    if (result && found) return { ...found, cell: name, version: `${result.recipe} ${result.at} ${found.rows}` };
  }
  return null;
}
