import { expect, it } from "vitest";
import type { ChartDrawing } from "#shared/charts/drawing.ts";
import { text } from "#shared/data/table.ts";
import type { CellStatus } from "#shared/journal/entries.ts";
import { drillableTables, findTable } from "./source-table.ts";

const columns = (...names: readonly string[]) => names.map((name) => ({ name, type: text }));
const status = (name: string, ...names: readonly string[]) =>
  ({ name, result: { recipe: "r1", at: 5, tables: [{ name, rows: 3, columns: columns(...names) }] } }) as unknown as CellStatus;
const cells = { verdicts: status("verdicts", "judge", "p"), people: status("people", "judge") };
const drawing = { drillTable: "verdicts", drillTables: ["verdicts", "people"] } as unknown as ChartDrawing;

it("offers every table measured that has the columns a mark's filters ask for", () => {
  const judge = { column: "judge", operator: "in", value: "x" } as const;
  expect(drillableTables(cells, drawing, [judge])).toEqual(["verdicts", "people"]);
  expect(drillableTables(cells, drawing, [judge, { column: "p", operator: ">=", value: "0.5" }])).toEqual(["verdicts"]);
});

it("leaves a table that is gone, or none that fits, to say so itself", () => {
  expect(drillableTables({}, drawing, [{ column: "judge", operator: "=", value: "x" }])).toEqual(["verdicts", "people"]);
  expect(drillableTables(cells, drawing, [{ column: "elsewhere", operator: "=", value: "x" }])).toEqual(["verdicts"]);
});

it("finds a table whatever its case, with the result it is of", () => {
  expect(findTable(cells, "Verdicts")).toMatchObject({ cell: "verdicts", rows: 3, version: "r1 5 3" });
  expect(findTable(cells, "nothing")).toBeNull();
});
