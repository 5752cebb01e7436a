import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "#main/engine/parts/data.ts";
import { arrowCodec } from "#main/tables/arrow.ts";
import { normaliseStream } from "#main/tables/normalise.ts";
import { integer, type Row, schemaOf, text } from "#shared/data/table.ts";
import { createDatabase } from "./database.ts";
import { type Instance, InstanceLost, startInstance } from "./instance.ts";
import { runStatement } from "./run-statement.ts";

const numbers = schemaOf([
  ["n", integer],
  ["words", text],
]);
const rows: Row[] = [
  { n: 1, words: "one" },
  { n: 2, words: null },
];

let database: Database;
let instance: Instance;
const start = async (memoryLimitMb: number) => {
  instance = await startInstance(memoryLimitMb);
  return instance;
};
beforeAll(async () => {
  database = await createDatabase({ normalise: normaliseStream, memoryLimitMb: 300, start });
  await database.load("numbers", arrowCodec.encode(numbers, rows));
}, 60_000);
afterAll(() => database.close());

async function read(sql: string): Promise<Row[]> {
  return arrowCodec.decode(await database.query(sql, { signal: new AbortController().signal })).rows;
}

describe("a query that is stopped", () => {
  test.each([
    "SELECT count(*) FROM range(1_000_000) a, range(1_000_000) b WHERE a.range + b.range = 7",
    "SELECT sum(hash(range)) FROM range(100_000_000_000)",
    "FROM range(100_000_000_000) WHERE range < 0",
    "WITH RECURSIVE endless AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM endless) SELECT count(*) FROM endless",
  ])("ends soon and leaves the database usable: %s", async (sql) => {
    await expect(database.query(sql, { signal: AbortSignal.timeout(200) })).rejects.toMatchObject({ code: "stopped" });
    expect(await read("FROM numbers ORDER BY n")).toEqual(rows);
  });

  test("before it began never runs", async () => {
    await expect(database.query("FROM numbers", { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "stopped" });
  });
});

describe("a lost thread", () => {
  test("rejects what was running on it at once", async () => {
    const lost = await startInstance(300);
    const connection = await lost.use((db) => db.connectInternal());
    const running = (async () => {
      const endless = "SELECT sum(hash(range)) FROM range(100_000_000_000)";
      for await (const chunk of runStatement(lost, connection, endless, new AbortController().signal)) void chunk;
    })();
    const refused = expect(running).rejects.toBeInstanceOf(InstanceLost);
    await lost.terminate();
    await refused;
    await expect(lost.use((db) => db.getVersion())).rejects.toBeInstanceOf(InstanceLost);
  });

  test("is replaced with all tables in it, small and large", async () => {
    const large = Array.from({ length: 40_000 }, (_, n) => ({ n, words: `row ${n} `.repeat(10) }));
    await database.load("large", arrowCodec.encode(numbers, large));
    await instance.terminate();
    expect(await read("FROM numbers ORDER BY n")).toEqual(rows);
    expect(await read("SELECT count(*) AS n, max(words) AS words FROM large")).toEqual([{ n: 40_000, words: "row 9999 ".repeat(10) }]);
    await database.load("large", arrowCodec.encode(numbers, []));
    expect(await read("FROM large")).toEqual([]);
  });

  test("takes no other query along", async () => {
    const other = read("SELECT count(*) AS n FROM numbers a, range(30_000_000) b");
    await read("FROM numbers");
    await instance.terminate();
    expect(await other).toEqual([{ n: 60_000_000 }]);
  });
});

describe("tables read", () => {
  test.each([
    ['SELECT * FROM a JOIN "B c" USING (item)', ["a", "B c"]],
    ["SELECT * FROM a, b x, (SELECT * FROM c) y WHERE x.n IN (FROM d)", ["a", "b", "c", "d"]],
    ["WITH q AS (FROM a), r (n) AS MATERIALIZED (FROM q) SELECT * FROM r JOIN b USING (n)", ["a", "b"]],
    ["WITH q AS (SELECT * FROM z) SELECT * FROM q", ["z"]],
    ["FROM T, t", ["T"]],
    ["PIVOT a ON b USING sum(c)", ["a"]],
    ["SUMMARIZE a", ["a"]],
    ["SELECT json_extract(x, '$') FROM a LEFT JOIN main.b USING (x)", ["a", "b"]],
    ["SELECT extract(year FROM day), substring(x FROM 2), unknown(1) FROM a", ["a"]],
    ["SELECT unknown(x), y FROM (a JOIN b USING (x)), unnest([1, 2]) u, c", ["a", "b", "c"]],
    ["SELECT 'FROM z', \"from\" FROM a -- FROM z\n JOIN b USING (x)", ["a", "b"]],
    ['SELECT é, unknown(é) FROM "naïve 🙂" JOIN b USING (é)', ["naïve 🙂", "b"]],
    ["FROM range(3)", []],
    ["VALUES (1)", []],
    ["EXPLAIN FROM a", ["a"]],
  ])("are %s", async (sql, names) => {
    expect([...(await database.tablesRead(sql))].map((name) => name.toLowerCase()).sort()).toEqual(
      names.map((name) => name.toLowerCase()).sort(),
    );
  });

  test("need SQL that parses", async () => {
    await expect(database.tablesRead("SELECT FROM WHERE")).rejects.toMatchObject({ code: "sql", place: { line: 1 } });
    await expect(database.tablesRead("DROP TABLE a")).rejects.toMatchObject({ code: "sql" });
  });
});
