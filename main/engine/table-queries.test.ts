import { expect, test } from "vitest";
import type { FilterClause, TableQuery } from "#shared/contract/schemas.ts";
import { double, type TableSchema, text } from "#shared/data/table.ts";
import { chosenRowsQuery, pageQueries } from "./table-queries.ts";

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

test("a page's rows have one order, also where they sort alike; the query to keep as a cell is as one would write it", () => {
  const query: TableQuery = {
    notebook: "n",
    table: "verdicts",
    columns: [],
    filters: [],
    sort: [{ column: "judge", descending: true }],
    offset: 20,
    limit: 10,
  };
  const { sql, page } = pageQueries(query, schema);
  expect(sql).toBe("SELECT *\nFROM verdicts\nORDER BY judge DESC NULLS LAST");
  expect(page).toBe("SELECT *\nFROM verdicts\nORDER BY judge DESC NULLS LAST, rowid\nLIMIT 10 OFFSET 20");
  expect(pageQueries({ ...query, sort: [] }, schema).page).toBe("SELECT *\nFROM verdicts\nLIMIT 10 OFFSET 20");
});

test("chosen rows are counted from 1 in the view's order, under a name no column has", () => {
  const choice = {
    notebook: "n",
    table: "verdicts",
    columns: [],
    filters: [{ column: "a", operator: "=" as const, value: "x" }],
    sort: [],
    offset: 0,
    limit: 10,
    ranges: [
      { first: 0, last: 2 },
      { first: 7, last: 7 },
    ],
  };
  const query = chosenRowsQuery(choice, { columns: [...schema.columns, { name: "Place", type: text }] });
  expect(query).toBe(
    [
      "SELECT * EXCLUDE (place_)",
      "FROM (SELECT *, row_number() OVER (ORDER BY rowid) AS place_",
      "FROM verdicts",
      "WHERE a = 'x')",
      "WHERE place_ BETWEEN 1 AND 3 OR place_ BETWEEN 8 AND 8",
      "ORDER BY place_",
    ].join("\n"),
  );
});
