import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "#main/engine/parts/data.ts";
import { arrowCodec } from "#main/tables/arrow.ts";
import { normaliseStream } from "#main/tables/normalise.ts";
import { AssayError } from "#shared/assay-error.ts";
import { integer, schemaOf, text } from "#shared/data/table.ts";
import { createDatabase } from "./database.ts";

let database: Database;
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "assay-sql-"));
  await writeFile(join(folder, "secret.csv"), "a\n1\n");
  database = await createDatabase({ normalise: normaliseStream, memoryLimitMb: 300 });
  const answers = schemaOf([
    ["item", text],
    ["tokens", integer],
  ]);
  await database.load("answers", arrowCodec.encode(answers, [{ item: "a", tokens: 10 }]));
}, 60_000);
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

async function failure(sql: string): Promise<AssayError> {
  const error = await database.query(sql, { signal: new AbortController().signal }).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof AssayError) return error;
  throw error ?? new Error(`Nothing was thrown by ${sql}.`);
}

describe("SQL of a stranger", () => {
  test.each([
    "FROM read_csv('PATH/secret.csv')",
    "FROM 'PATH/secret.csv'",
    "SELECT * FROM read_text('PATH/secret.csv')",
    "SELECT * FROM read_blob('PATH/secret.csv')",
    "SELECT * FROM glob('PATH/*')",
    "SELECT * FROM sniff_csv('PATH/secret.csv')",
    "SELECT * FROM query('FROM read_text(''PATH/secret.csv'')')",
    "SELECT * FROM read_csv_auto('https://example.com/x.csv')",
  ])("reads no file: %s", async (sql) => {
    const error = await failure(sql.replaceAll("PATH", folder));
    expect(error).toMatchObject({ code: "sql" });
    expect(error.message).toContain("not files or the network");
    expect(error.hint).toContain("dataset cell");
  });

  test.each([
    "COPY answers TO 'PATH/out.csv'",
    "COPY (SELECT 1) TO 'PATH/out.csv'",
    "EXPORT DATABASE 'PATH/out.csv'",
    "IMPORT DATABASE 'PATH'",
    "ATTACH 'PATH/out.csv' AS other",
    "ATTACH ':memory:' AS other",
    "LOAD json",
    "INSTALL json",
    "FORCE INSTALL json",
    "SET memory_limit = '10GB'",
    "SET enable_external_access = true",
    "RESET enable_external_access",
    "PRAGMA enable_profiling",
    "PRAGMA version",
    "INSERT INTO answers VALUES ('b', 1)",
    "UPDATE answers SET tokens = 0",
    "DELETE FROM answers",
    "DROP TABLE answers",
    "TRUNCATE answers",
    "ALTER TABLE answers RENAME TO gone",
    "CREATE TABLE mine AS SELECT 1",
    "CREATE OR REPLACE MACRO lower(x) AS 'mine'",
    "USE memory",
    "BEGIN",
    "CALL pragma_version()",
    "VACUUM",
    "CHECKPOINT",
    "PREPARE mine AS SELECT 1",
    "WITH x AS (SELECT 1) INSERT INTO answers SELECT 'c', 1 FROM x",
    "WITH x AS (SELECT 1) DELETE FROM answers",
    "WITH x AS (SELECT 1) UPDATE answers SET tokens = 0",
    "EXPLAIN ANALYZE INSERT INTO answers VALUES ('b', 1)",
    "EXPLAIN ANALYZE WITH x AS (SELECT 1) DELETE FROM answers",
    "/* SELECT */ DELETE FROM answers",
  ])("changes nothing: %s", async (sql) => {
    const error = await failure(sql.replaceAll("PATH", folder));
    expect(error).toMatchObject({ code: "sql" });
    expect(error.message).toMatch(/is refused: a sql cell reads tables|syntax error/);
    const left = await database.query("SELECT item, tokens FROM answers", { signal: new AbortController().signal });
    expect(arrowCodec.decode(left).rows).toEqual([{ item: "a", tokens: 10 }]);
    await expect(stat(join(folder, "out.csv"))).rejects.toMatchObject({ code: "ENOENT" });
  });

  test.each([
    ["SELECT 1; DROP TABLE answers", 1, 11],
    ["SELECT 1;\n-- two\nSELECT 2;", 3, 1],
    ["SELECT 1) ; DROP TABLE answers; (SELECT 2", 1, 13],
    ["SELECT 'é;'; SELECT 2", 1, 14],
  ])("is one statement: %s", async (sql, line, column) => {
    const error = await failure(sql);
    expect(error).toMatchObject({ code: "sql", place: { line, column } });
    expect(error.message).toContain("a second statement begins here");
  });

  test.each(["", "  \n", "-- nothing", ";;"])("is something at all: %j", async (sql) => {
    expect((await failure(sql)).message).toBe("The SQL is empty.");
  });
});

describe("an error", () => {
  test.each([
    ["SELECT *\nFROM answer", 2, 6, "There is no table answer.", "`answers`"],
    ["SELECT token\n  FROM answers", 1, 8, '"token" not found', '"tokens"'],
    ["SELECT lenght(item) FROM answers", 1, 8, "lenght does not exist", '"length"'],
    ["SELECT 1,\n 2,, 3", 2, 4, 'syntax error at or near ","', ""],
    [`SELECT ${"1 + ".repeat(60)}nope FROM answers`, 1, 248, '"nope" not found', ""],
    ["SELECT item::INT FROM answers", 1, 12, "Could not convert string 'a' to INT32", ""],
  ])("has its place and advice: %s", async (sql, line, column, sentence, hint) => {
    const error = await failure(sql);
    expect(error).toMatchObject({ code: "sql", place: { line, column } });
    expect(error.message).toContain(`Line ${line}: `);
    expect(error.message).toContain(sentence);
    expect(error.hint ?? "").toContain(hint);
  });

  test.each([
    ["SELECT json_extract(item, '$.a') FROM answers", "JSON functions", "regexp_extract"],
    ["SELECT item::JSON FROM answers", "JSON functions", "turn.role"],
    ["SELECT item->>'a' FROM answers", "JSON functions", "turn.role"],
    ["SELECT TIMESTAMP '2026-01-01' AT TIME ZONE 'UTC'", "Time zones", "INTERVAL"],
    ["FROM read_parquet('x')", "Parquet", "dataset cell"],
  ])("says what to use instead of what is not there: %s", async (sql, sentence, hint) => {
    const error = await failure(sql);
    expect(error.message).toContain(sentence);
    expect(error.hint).toContain(hint);
  });

  test("of memory leaves the other tables alive", async () => {
    const error = await failure("SELECT list(a.range || repeat('x', 1000)) FROM range(3_000_000) a");
    expect(error).toMatchObject({ code: "memory" });
    expect(error.message).toContain("Other tables are untouched");
    const rows = arrowCodec.decode(await database.query("FROM answers", { signal: new AbortController().signal })).rows;
    expect(rows).toEqual([{ item: "a", tokens: 10 }]);
  });
});
