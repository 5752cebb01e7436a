import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AssayError } from "#shared/assay-error.ts";
import { type Row, schemaOf, text, type Value } from "#shared/data/table.ts";
import { arrowCodec } from "./arrow.ts";
import { openIpc } from "./open-ipc.ts";
import { emptyRow, everyType, fullRow, rowsOfEveryType } from "./test-tables.ts";

describe("arrowCodec", () => {
  test("gives back rows of every type", () => {
    const ipc = arrowCodec.encode(everyType, [fullRow, emptyRow, fullRow]);
    expect(arrowCodec.decode(ipc)).toEqual({ schema: everyType, rows: [fullRow, emptyRow, fullRow] });
  });

  test("gives back any rows, and the same bytes for them", () => {
    fc.assert(
      fc.property(rowsOfEveryType, (rows) => {
        const ipc = arrowCodec.encode(everyType, rows as Row[]);
        const decoded = arrowCodec.decode(ipc);
        expect(decoded.rows).toEqual(rows);
        expect(Buffer.compare(arrowCodec.encode(decoded.schema, decoded.rows), ipc)).toBe(0);
      }),
      { numRuns: 150 },
    );
  });

  test("keeps integers beyond 2^53 as bigints and others as numbers", () => {
    const counts = [2 ** 53 - 1, 2n ** 53n, 2n ** 63n - 1n, -(2n ** 63n), -(2 ** 53 - 1), 0, -1];
    const ipc = arrowCodec.encode(
      schemaOf([["count", { type: "integer" }]]),
      counts.map((count) => ({ count })),
    );
    expect(arrowCodec.decode(ipc).rows.map((row) => row.count)).toEqual(counts);
  });

  test("writes batches of at most 20,000 rows and reads them a thousand at a time, or fewer of long ones", () => {
    const schema = schemaOf([["n", { type: "integer" }]]);
    const ipc = arrowCodec.encode(
      schema,
      Array.from({ length: 45_000 }, (_, n) => ({ n })),
    );
    expect(Array.from(openIpc(ipc), (batch) => batch.numRows)).toEqual([20_000, 20_000, 5000]);
    const pieces = [...arrowCodec.batches(ipc)].map((piece) => piece.rows);
    expect(pieces.map((rows) => rows.length)).toEqual(Array.from({ length: 45 }, () => 1000));
    expect(pieces.flat().map((row) => row.n)).toEqual(Array.from({ length: 45_000 }, (_, n) => n));
    expect(arrowCodec.schema(ipc)).toEqual({ schema, rows: 45_000 });
    const long = arrowCodec.encode(
      schemaOf([["words", text]]),
      Array.from({ length: 9 }, () => ({ words: "word ".repeat(500_000) })),
    );
    expect(Array.from(arrowCodec.batches(long), (piece) => piece.rows.length)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1]);
  });

  test("keeps the schema of a table without rows", () => {
    expect(arrowCodec.decode(arrowCodec.encode(everyType, []))).toEqual({ schema: everyType, rows: [] });
  });

  test("reads columns a row lacks as null, also when every object inherits the name", () => {
    const schema = schemaOf([
      ["constructor", { type: "text" }],
      ["other", { type: "text" }],
    ]);
    expect(arrowCodec.decode(arrowCodec.encode(schema, [{}])).rows).toEqual([{ constructor: null, other: null }]);
  });

  test("treats __proto__ as a name like any other", () => {
    const schema = schemaOf([["__proto__", { type: "text" }]]);
    const row: Row = JSON.parse('{"__proto__": "inert"}');
    const [read] = arrowCodec.decode(arrowCodec.encode(schema, [row])).rows;
    expect(Object.entries(read ?? {})).toEqual([["__proto__", "inert"]]);
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
  });

  test.each([
    ["flag", 1, "true or false"],
    ["count", 1.5, "a whole number"],
    ["count", 2n ** 63n, "a whole number"],
    ["score", "1", "a number"],
    ["words", 7, "text"],
    ["day", "2023-02-29", "a date"],
    ["at", "yesterday", "a timestamp"],
    ["price", "1.2345", "a decimal"],
    ["raw", "x", "bytes"],
    ["tags", "x", "a list"],
    ["turn", ["x"], "an object"],
  ] as const)("names row and column when %s holds %s", (column, value, expected) => {
    const error = catchError(() => arrowCodec.encode(everyType, [fullRow, { ...fullRow, [column]: value as Value }]));
    expect(error).toMatchObject({ code: "data-unreadable", place: { row: 2, key: column } });
    expect(error.message).toContain(`Row 2, column ${column}: expected ${expected}`);
  });

  test("names the way into nested values", () => {
    const error = catchError(() => arrowCodec.encode(everyType, [{ turn: { role: "user", scores: [1, "x"] } }]));
    expect(error.place).toEqual({ row: 1, key: "turn.scores[1]" });
  });

  test("reads a stream that does not lie aligned in memory", () => {
    const ipc = arrowCodec.encode(everyType, [fullRow]);
    const shifted = new Uint8Array(ipc.length + 3).subarray(3);
    shifted.set(ipc);
    expect(arrowCodec.decode(shifted).rows).toEqual([fullRow]);
  });

  test("says that damaged bytes are no table", () => {
    expect(catchError(() => arrowCodec.decode(new TextEncoder().encode("not arrow at all"))).code).toBe("data-unreadable");
  });
});

function catchError(run: () => unknown): AssayError {
  try {
    run();
  } catch (error) {
    if (error instanceof AssayError) return error;
    throw error;
  }
  throw new Error("Nothing was thrown.");
}
