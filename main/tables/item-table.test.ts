import fc from "fast-check";
import { expect, test } from "vitest";
import type { ItemRule } from "#main/engine/parts/data.ts";
import { double, integer, type Row, schemaOf, type TableSchema, text } from "#shared/data/table.ts";
import { arrowCodec } from "./arrow.ts";
import { createRowTable } from "./row-table.ts";
import { withFirstColumn } from "./select.ts";
import { everyType, rowsOfEveryType } from "./test-tables.ts";

const plain: ItemRule = { cell: "rows", columns: {}, id: null };

function tableOf(schema: TableSchema, rows: readonly Row[], rule: Partial<ItemRule>, places: readonly number[] | null = null) {
  const table = createRowTable(schema, { items: { ...plain, ...rule }, places, expect: null });
  for (const row of rows) table.append(row);
  const { ipc, left, misfits } = table.finish();
  return { ipc, ...arrowCodec.decode(ipc), left: left === null ? null : [...left], misfits: [...misfits] };
}

test("numbers rows from 1, and those of a sample by where they stood", () => {
  const schema = schemaOf([["n", integer]]);
  const rows = [{ n: 5 }, { n: 6 }];
  expect(tableOf(schema, rows, {}).rows).toEqual([
    { item: "1", n: 5 },
    { item: "2", n: 6 },
  ]);
  expect(tableOf(schema, rows, {}, [3, 41]).rows.map(({ item }) => item)).toEqual(["4", "42"]);
});

test("has the bytes of the table with the column put before it afterwards", () => {
  fc.assert(
    fc.property(rowsOfEveryType, fc.integer({ min: 1, max: 1500 }), (some, repeats) => {
      const rows = Array.from({ length: some.length === 0 ? 0 : repeats }, (_, n) => some[n % some.length] as Row);
      const numbers = rows.map((_, n) => String(n + 1));
      const expected = withFirstColumn(arrowCodec.encode(everyType, rows), "item", numbers, null);
      expect(Buffer.compare(tableOf(everyType, rows, {}).ipc, expected)).toBe(0);
    }),
    { numRuns: 20 },
  );
});

test("keeps items of the rows' own as they stand, as text, and numbers those without", () => {
  const own = schemaOf([
    ["n", integer],
    ["item", text],
  ]);
  expect(tableOf(own, [{ n: 1, item: "a" }, { n: 2 }], {})).toMatchObject({ schema: own, rows: [{ item: "a" }, { item: null }] });
  const numbers = schemaOf([
    ["n", integer],
    ["item", double],
  ]);
  const { schema, rows } = tableOf(numbers, [{ n: 1, item: 0.5 }, { n: 2 }], {});
  expect(schema.columns.map(({ name }) => name)).toEqual(["item", "n"]);
  expect(rows.map(({ item }) => item)).toEqual(["0.5", "2"]);
});

test("leaves out rows whose id is missing or another row's, and tells which", () => {
  const schema = schemaOf([
    ["key", integer],
    ["v", text],
  ]);
  const rows = [7, 8, 7, null, 8, 9].map((key, n) => ({ key, v: `v${n}` }));
  const found = tableOf(schema, rows, { columns: { id: "key" }, id: "id" });
  expect(found.schema.columns.map(({ name }) => name)).toEqual(["item", "id", "v"]);
  expect(found.rows.map(({ item, v }) => [item, v])).toEqual([
    ["7", "v0"],
    ["8", "v1"],
    ["9", "v5"],
  ]);
  expect(found.left).toEqual([2, 3, 4]);
  expect(found.misfits).toEqual([
    { index: 2, before: 0, id: "7" },
    { index: 3, before: null, id: "" },
    { index: 4, before: 1, id: "8" },
  ]);
});

test("what is in the table and what is left out are all rows, over batches", () => {
  const keys = fc.array(fc.option(fc.integer({ min: 0, max: 400 })), { maxLength: 3000 });
  const schema = schemaOf([["key", integer]]);
  fc.assert(
    fc.property(keys, (all) => {
      const found = tableOf(
        schema,
        all.map((key) => ({ key })),
        { id: "key" },
      );
      const wanted = [...new Set(all.filter((key) => key !== null))];
      expect(found.rows.map(({ key }) => key)).toEqual(wanted);
      expect(found.rows.length + found.misfits.length).toBe(all.length);
    }),
    { numRuns: 30 },
  );
});

test("a column that is not there, and a name that is taken, are told at their key", () => {
  const schema = schemaOf([
    ["question", text],
    ["prompt", text],
  ]);
  const refused: readonly [Partial<ItemRule>, string, string][] = [
    [{ id: "promt" }, "column-missing", "id"],
    [{ columns: { text: "answer" } }, "column-missing", "columns.text"],
    [{ columns: { prompt: "question" } }, "cell-invalid", "columns.prompt"],
  ];
  for (const [rule, code, key] of refused)
    expect(() => tableOf(schema, [], rule)).toThrow(expect.objectContaining({ code, place: { key } }));
  const swapped = tableOf(schema, [{ question: "q", prompt: "p" }], { columns: { prompt: "question", question: "prompt" } });
  expect(swapped.rows).toEqual([{ item: "1", prompt: "q", question: "p" }]);
});
