import { expect, test } from "vitest";
import type { FilterClause, TableQuery } from "#shared/contract/schemas.ts";
import { double, type TableSchema, text } from "#shared/data/table.ts";
import { pageQueries } from "./table-queries.ts";

const schema: TableSchema = {
  columns: [
    { name: "judge", type: text },
    { name: "a", type: text },
    { name: "b", type: text },
    { name: "p", type: double },
  ],
};

function sqlOf(...filters: readonly FilterClause[]): string {
  const query: TableQuery = { notebook: "n", table: "verdicts", columns: [], filters: [...filters], sort: [], offset: 0, limit: 10 };
  return pageQueries(query, schema).sql;
}

test("a filter that may hold in another column instead asks either, in brackets", () => {
  expect(
    sqlOf({ column: "judge", operator: "=", value: "sim/judge-fair" }, { column: "a", orColumn: "b", operator: "=", value: "sim/o'ak" }),
  ).toBe("SELECT *\nFROM verdicts\nWHERE judge = 'sim/judge-fair' AND (a = 'sim/o''ak' OR b = 'sim/o''ak')");
});

test("every operator reads both columns, those without a value too", () => {
  expect(sqlOf({ column: "a", orColumn: "b", operator: "is-null", value: "" })).toContain("(a IS NULL OR b IS NULL)");
  expect(sqlOf({ column: "a", orColumn: "b", operator: "in", value: "x\ny" })).toContain(
    "(a::VARCHAR IN ('x', 'y') OR b::VARCHAR IN ('x', 'y'))",
  );
});

test("a number is cast to each column's own type", () => {
  expect(sqlOf({ column: "p", orColumn: "a", operator: ">=", value: "0.5" })).toContain("(p >= 0.5 OR a >= '0.5')");
});

test("two filters of one column are both asked, as from and to", () => {
  expect(sqlOf({ column: "p", operator: ">=", value: "0.2" }, { column: "p", operator: "<", value: "0.4" })).toContain(
    "p >= 0.2 AND p < 0.4",
  );
});

test("a column that is not there is named with the nearest, on either side", () => {
  expect(() => sqlOf({ column: "a", orColumn: "judg", operator: "=", value: "x" })).toThrow("There is no column `judg`.");
});
