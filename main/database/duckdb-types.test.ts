import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "#main/engine/parts/data.ts";
import { arrowCodec } from "#main/tables/arrow.ts";
import { normaliseStream } from "#main/tables/normalise.ts";
import { createParquet } from "#main/tables/parquet.ts";
import { emptyRow, everyType, fullRow, rowsOfEveryType } from "#main/tables/test-tables.ts";
import type { Row, Value } from "#shared/data/table.ts";
import { createDatabase } from "./database.ts";

const signal = new AbortController().signal;
let database: Database;
beforeAll(async () => {
  database = await createDatabase({ normalise: normaliseStream, memoryLimitMb: 300 });
}, 60_000);
afterAll(() => database.close());

const parquet = createParquet();
afterAll(() => parquet.close());

/** Expressions of every DuckDB type a query can yield. */
const expressions = [
  "true",
  "1::TINYINT",
  "255::UTINYINT",
  "(-32768)::SMALLINT",
  "4294967295::UINTEGER",
  "9007199254740993::BIGINT",
  "(-9223372036854775808)::BIGINT",
  "18446744073709551615::UBIGINT",
  "7::UBIGINT",
  "170141183460469231731687303715884105727::HUGEINT",
  "(-170141183460469231731687303715884105728)::HUGEINT",
  "sum(1::BIGINT)",
  "0.1::FLOAT",
  "0.1::DOUBLE",
  "12.345::DECIMAL(10, 3)",
  "(-0.05)::DECIMAL(4, 2)",
  "99999999999999999999999999999999.999999::DECIMAL(38, 6)",
  "'naïve 🙂'",
  "''",
  "'6f1e4c1e-8c0a-4b0e-9d57-0123456789ab'::UUID",
  "'b'::ENUM('a', 'b')::VARCHAR",
  "DATE '2024-02-29'",
  "DATE '0044-03-15'",
  "TIMESTAMP '2024-02-29 23:59:59.123456'",
  "TIMESTAMP '1969-12-31 23:59:59.999999'",
  "TIMESTAMP_S '2024-01-01 00:00:01'",
  "TIMESTAMP_MS '2024-01-01 00:00:00.25'",
  "TIMESTAMP_NS '2024-01-01 00:00:00.123456'",
  "TIME '12:34:56.5'",
  "INTERVAL 14 MONTH + INTERVAL 3 DAY + INTERVAL 1500 MILLISECOND",
  "[1, NULL, 3]",
  "[]::INTEGER[]",
  "[[1], NULL, []]",
  "[1, 2, 3]::INTEGER[3]",
  "{'role': 'user', 'parts': [{'n': 1.5::DOUBLE}]}",
  "NULL",
  "[NULL]",
  "{'a': NULL::DATE}",
  "MAP {'k': 1, 'l': NULL}",
];

test("values of every type are those of native DuckDB", async () => {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const select = `SELECT ${expressions.map((expression, index) => `${expression} AS c${index}`).join(", ")}`;
  // Intervals are text here, as DuckDB prints them.
  const selectNative = select.replace(/INTERVAL 14.*?(?= AS )/, "($&)::VARCHAR");
  const [native] = await (await connection.runAndReadAll(selectNative)).getRowObjectsJson();
  const [ours] = arrowCodec.decode(await database.query(select, { signal })).rows;
  expressions.forEach((expression, index) => {
    expect([expression, asNativeJson(ours?.[`c${index}`] ?? null)]).toEqual([expression, withNumbersAsText(native?.[`c${index}`])]);
  });
  connection.closeSync();
});

test("special values are kept", async () => {
  const sql =
    "SELECT 'nan'::DOUBLE AS a, 'inf'::DOUBLE AS b, '-inf'::FLOAT AS c, 'infinity'::DATE AS d, '-infinity'::TIMESTAMP AS e, '\\xAA\\x00'::BLOB AS f, union_value(k := 1) IS NULL AS g";
  expect(arrowCodec.decode(await database.query(sql, { signal })).rows).toEqual([
    {
      a: Number.NaN,
      b: Number.POSITIVE_INFINITY,
      c: Number.NEGATIVE_INFINITY,
      d: "infinity",
      e: "-infinity",
      f: new Uint8Array([0xaa, 0]),
      g: false,
    },
  ]);
});

test("an ENUM has to be cast, and says so", async () => {
  await expect(database.query("SELECT 'b'::ENUM('a', 'b') AS grade", { signal })).rejects.toMatchObject({
    code: "unsupported",
    hint: expect.stringContaining("VARCHAR"),
  });
});

test("any table comes back from the database as the bytes that went in", async () => {
  await fc.assert(
    fc.asyncProperty(rowsOfEveryType, async (rows) => {
      const ipc = arrowCodec.encode(everyType, rows as Row[]);
      await database.load("anything", ipc);
      const back = await database.query("FROM anything", { signal });
      expect(arrowCodec.decode(back)).toEqual({ schema: everyType, rows });
      expect(Buffer.compare(back, ipc)).toBe(0);
    }),
    { numRuns: 30, examples: [[[]], [[emptyRow, fullRow]]] },
  );
});

test("native DuckDB reads our Parquet files", async () => {
  const { writeFile, mkdtemp, rm } = await import("node:fs/promises");
  const { join } = await import("node:path");
  const { tmpdir } = await import("node:os");
  const folder = await mkdtemp(join(tmpdir(), "assay-parquet-"));
  try {
    await writeFile(join(folder, "t.parquet"), await parquet.encodeParquet(arrowCodec.encode(everyType, [fullRow, emptyRow])));
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    const reader = await connection.runAndReadAll(`SELECT * EXCLUDE raw FROM read_parquet('${join(folder, "t.parquet")}')`);
    const { raw: _raw, ...withoutBytes } = fullRow;
    const [first, second] = reader.getRowObjectsJson();
    for (const [name, value] of Object.entries(withoutBytes))
      expect([name, withNumbersAsText(first?.[name])]).toEqual([name, asNativeJson(value)]);
    expect(Object.values(second ?? {}).every((value) => value === null)).toBe(true);
    connection.closeSync();
  } finally {
    await rm(folder, { recursive: true });
  }
});

/** Our values in the form of the native client's JSON, numbers as text. */
function asNativeJson(value: Value): unknown {
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  if (typeof value === "string") return value.replace(/^(\d{4}-\d{2}-\d{2})T(.*?)Z$/, "$1 $2").replace(/(\.\d*?)0+$/, "$1");
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(asNativeJson);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asNativeJson(inner as Value)]));
}

function withNumbersAsText(value: unknown): unknown {
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return value.replace(/(\.\d*?)0+$/, "$1");
  if (value === null || typeof value !== "object") return value ?? null;
  if (Array.isArray(value)) return value.map(withNumbersAsText);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withNumbersAsText(inner)]));
}
