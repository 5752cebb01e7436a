import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "#main/engine/parts/data.ts";
import { arrowCodec } from "#main/tables/arrow.ts";
import { normaliseStream } from "#main/tables/normalise.ts";
import { AssayError } from "#shared/assay-error.ts";
import { integer, type Row, schemaOf, type TableSchema, text } from "#shared/data/table.ts";
import { createDatabase } from "./database.ts";

let database: Database;
beforeAll(async () => {
  database = await createDatabase({ normalise: normaliseStream, memoryLimitMb: 600 });
  await database.load("answers", arrowCodec.encode(answers, rows));
}, 60_000);
afterAll(() => database.close());

const answers = schemaOf([
  ["item", text],
  ["model", text],
  ["tokens", integer],
]);
const rows: Row[] = [
  { item: "a", model: "sim/small", tokens: 10 },
  { item: "b", model: "sim/large", tokens: 25 },
  { item: "c", model: "sim/small", tokens: null },
];
const signal = new AbortController().signal;

async function read(sql: string, maxRows?: number): Promise<Row[]> {
  return arrowCodec.decode(await database.query(sql, { signal, ...(maxRows === undefined ? {} : { maxRows }) })).rows;
}

async function failure(work: Promise<unknown>): Promise<AssayError> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof AssayError) return error;
  throw error ?? new Error("Nothing was thrown.");
}

describe("a table", () => {
  test("comes back as it was loaded, byte for byte", async () => {
    const ipc = arrowCodec.encode(answers, rows);
    expect(Buffer.compare(await database.query("FROM answers", { signal }), ipc)).toBe(0);
  });

  test("is replaced whole and forgotten when dropped", async () => {
    const one: TableSchema = schemaOf([["n", integer]]);
    await database.load("numbers", arrowCodec.encode(one, [{ n: 1 }]));
    await database.load("Numbers", arrowCodec.encode(one, [{ n: 2 }, { n: 3 }]));
    expect(await read("SELECT * FROM numbers ORDER BY n")).toEqual([{ n: 2 }, { n: 3 }]);
    await database.drop("numbers");
    expect((await failure(read("FROM numbers"))).message).toContain("There is no table numbers.");
  });

  test("may have no rows", async () => {
    await database.load("nothing", arrowCodec.encode(answers, []));
    expect(await read("SELECT count(*) AS n FROM nothing")).toEqual([{ n: 0 }]);
  });

  test("needs a column", async () => {
    expect(await failure(database.load("bare", arrowCodec.encode(schemaOf([]), [])))).toMatchObject({
      code: "data-unreadable",
      message: "Table bare has no columns.",
    });
  });

  test("keeps its rows when its successor cannot be loaded", async () => {
    await expect(database.load("answers", new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8, 9]))).rejects.toThrow();
    expect(await read("SELECT count(*) AS n FROM answers")).toEqual([{ n: 3 }]);
  });
});

describe("a query", () => {
  test("sums integers to integers", async () => {
    expect(await read("SELECT model, sum(tokens) AS tokens FROM answers GROUP BY ALL ORDER BY ALL")).toEqual([
      { model: "sim/large", tokens: 25 },
      { model: "sim/small", tokens: 10 },
    ]);
  });

  test("keeps integers of more than 64 bits as decimals", async () => {
    expect(await read("SELECT unnest([1::HUGEINT, 170141183460469231731687303715884105727]) AS n")).toEqual([
      { n: "1" },
      { n: "170141183460469231731687303715884105727" },
    ]);
  });

  test("brings no more rows than asked for", async () => {
    expect(await read("FROM range(10_000_000_000)", 3)).toEqual([{ range: 0 }, { range: 1 }, { range: 2 }]);
  });

  test("runs beside others", async () => {
    const results = await Promise.all(Array.from({ length: 12 }, (_, n) => read(`SELECT count(*) + ${n} AS n FROM answers`)));
    expect(results.flat().map(({ n }) => n)).toEqual(Array.from({ length: 12 }, (_, n) => n + 3));
  });

  test("names columns that come twice apart", async () => {
    expect(await read("SELECT a.item, b.item FROM answers a JOIN answers b USING (item) ORDER BY 1 LIMIT 1")).toEqual([
      { item: "a", item_1: "a" },
    ]);
  });

  test("may end in a semicolon and comments", async () => {
    expect(await read("SELECT 1 AS n; -- done\n/* really; */ ;")).toEqual([{ n: 1 }]);
  });

  test.each([
    "DESCRIBE answers",
    "SUMMARIZE answers",
    "SHOW TABLES",
    "EXPLAIN FROM answers",
    "VALUES (1)",
    "TABLE answers",
    "PIVOT answers ON model USING count(*)",
    "(SELECT 1)",
    "EXPLAIN ANALYZE SELECT 1",
  ])("may be %s", async (sql) => {
    expect((await read(sql)).length).toBeGreaterThan(0);
  });
});
