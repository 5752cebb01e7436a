import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AssayError } from "#shared/assay-error.ts";
import { type ColumnType, type Row, schemaOf, type Value } from "#shared/data/table.ts";
import { arrowCodec } from "./arrow.ts";

const everyType = schemaOf([
  ["flag", { type: "boolean" }],
  ["count", { type: "integer" }],
  ["score", { type: "double" }],
  ["words", { type: "text" }],
  ["day", { type: "date" }],
  ["at", { type: "timestamp" }],
  ["price", { type: "decimal", precision: 20, scale: 3 }],
  ["raw", { type: "bytes" }],
  ["tags", { type: "list", item: { type: "text" } }],
  [
    "turn",
    {
      type: "struct",
      fields: [
        { name: "role", type: { type: "text" } },
        { name: "scores", type: { type: "list", item: { type: "double" } } },
      ],
    },
  ],
]);

const full: Row = {
  flag: true,
  count: 42,
  score: -0.5,
  words: "naïve 🙂 \u0000 text",
  day: "2024-02-29",
  at: "2024-02-29T23:59:59.123456Z",
  price: "12345678901234567.890",
  raw: new Uint8Array([0, 255, 7]),
  tags: ["a", null, ""],
  turn: { role: "user", scores: [1, null, Number.POSITIVE_INFINITY] },
};
const empty: Row = Object.fromEntries(everyType.columns.map(({ name }) => [name, null]));

/** Any value of a column type. */
function anyValueOf(type: ColumnType): fc.Arbitrary<Value> {
  const value = (): fc.Arbitrary<Value> => {
    switch (type.type) {
      case "boolean":
        return fc.boolean();
      case "integer":
        return fc.oneof(fc.maxSafeInteger(), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(safeOrBig));
      case "double":
        return fc.double();
      case "text":
        return fc.string({ unit: "binary" });
      case "date":
        return fc
          .date({ min: new Date(Date.UTC(0, 0, 1)), max: new Date(Date.UTC(9999, 0, 1)), noInvalidDate: true })
          .map((date) => date.toISOString().slice(0, 10));
      case "timestamp":
        return fc
          .tuple(fc.integer({ min: -60_000_000_000, max: 200_000_000_000 }), fc.integer({ min: 1, max: 999 }))
          .map(([seconds, micros]) => `${new Date(seconds * 1000).toISOString().slice(0, 19)}.000${String(micros).padStart(3, "0")}Z`);
      case "decimal":
        return fc.bigInt({ min: -(10n ** 19n), max: 10n ** 19n }).map((unscaled) => {
          const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(type.scale + 1, "0");
          return `${unscaled < 0n ? "-" : ""}${digits.slice(0, -type.scale)}.${digits.slice(-type.scale)}`;
        });
      case "bytes":
        return fc.uint8Array({ maxLength: 20 });
      case "list":
        return fc.array(anyValueOf(type.item), { maxLength: 4 });
      case "struct":
        return fc.record(Object.fromEntries(type.fields.map((field) => [field.name, anyValueOf(field.type)])));
    }
  };
  return fc.option(value(), { freq: 5 });
}

function safeOrBig(value: bigint): number | bigint {
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

const rowsOfEveryType = fc.array(fc.record(Object.fromEntries(everyType.columns.map(({ name, type }) => [name, anyValueOf(type)]))), {
  maxLength: 12,
});

describe("arrowCodec", () => {
  test("gives back rows of every type", () => {
    const ipc = arrowCodec.encode(everyType, [full, empty, full]);
    expect(arrowCodec.decode(ipc)).toEqual({ schema: everyType, rows: [full, empty, full] });
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

  test("writes batches of at most 20,000 rows and reads them one at a time", () => {
    const schema = schemaOf([["n", { type: "integer" }]]);
    const ipc = arrowCodec.encode(
      schema,
      Array.from({ length: 45_000 }, (_, n) => ({ n })),
    );
    const batches = arrowCodec.batches(ipc);
    expect([...batches].map((batch) => batch.rows.length)).toEqual([20_000, 20_000, 5000]);
    expect(arrowCodec.schema(ipc)).toEqual({ schema, rows: 45_000 });
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
    const error = catchError(() => arrowCodec.encode(everyType, [full, { ...full, [column]: value as Value }]));
    expect(error).toMatchObject({ code: "data-unreadable", place: { row: 2, key: column } });
    expect(error.message).toContain(`Row 2, column ${column}: expected ${expected}`);
  });

  test("names the way into nested values", () => {
    const error = catchError(() => arrowCodec.encode(everyType, [{ turn: { role: "user", scores: [1, "x"] } }]));
    expect(error.place).toEqual({ row: 1, key: "turn.scores[1]" });
  });

  test("reads a stream that does not lie aligned in memory", () => {
    const ipc = arrowCodec.encode(everyType, [full]);
    const shifted = new Uint8Array(ipc.length + 3).subarray(3);
    shifted.set(ipc);
    expect(arrowCodec.decode(shifted).rows).toEqual([full]);
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
