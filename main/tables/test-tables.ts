import fc from "fast-check";
import { type ColumnType, type Row, schemaOf, type Value } from "#shared/data/table.ts";

/** A column of every type. */
export const everyType = schemaOf([
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

export const fullRow: Row = {
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
export const emptyRow: Row = Object.fromEntries(everyType.columns.map(({ name }) => [name, null]));

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

export const rowsOfEveryType = fc.array(
  fc.record(Object.fromEntries(everyType.columns.map(({ name, type }) => [name, anyValueOf(type)]))),
  {
    maxLength: 12,
  },
);
