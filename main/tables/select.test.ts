import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { integer, schemaOf, text } from "#shared/data/table.ts";
import { arrowCodec } from "./arrow.ts";
import { readColumn, withFirstColumn } from "./select.ts";
import { everyType, fullRow } from "./test-tables.ts";

const numbers = (count: number): Uint8Array =>
  arrowCodec.encode(
    schemaOf([
      ["n", integer],
      ["item", text],
    ]),
    Array.from({ length: count }, (_, n) => ({ n, item: n % 3 === 0 ? null : `old ${n}` })),
  );

describe("withFirstColumn", () => {
  it("puts the column first, in place of one of its name, and leaves the others as they are", () => {
    const { schema, rows } = arrowCodec.decode(withFirstColumn(numbers(3), "item", ["a", "b", "c"], null));
    expect(schema.columns.map((column) => column.name)).toEqual(["item", "n"]);
    expect(rows).toEqual([
      { item: "a", n: 0 },
      { item: "b", n: 1 },
      { item: "c", n: 2 },
    ]);
  });

  it("keeps values of every type", () => {
    const ipc = arrowCodec.encode(everyType, [fullRow, {}, fullRow]);
    const before = arrowCodec.decode(ipc).rows;
    const after = arrowCodec.decode(withFirstColumn(ipc, "assay_item", ["1", "2", "3"], null)).rows;
    expect(after.map(({ assay_item: _, ...row }) => row)).toEqual(before);
  });

  it("takes the rows asked for, over batches, with the bytes a table of them would have", () => {
    const indexes = fc.uniqueArray(fc.nat(45_000), { maxLength: 40 }).map((found) => found.sort((a, b) => a - b));
    const ipc = numbers(45_001);
    const values = Array.from({ length: 45_001 }, (_, n) => `item ${n}`);
    const schema = schemaOf([
      ["item", text],
      ["n", integer],
    ]);
    fc.assert(
      fc.property(indexes, (chosen) => {
        const expected = arrowCodec.encode(
          schema,
          chosen.map((n) => ({ item: `item ${n}`, n })),
        );
        expect(Buffer.from(withFirstColumn(ipc, "item", values, chosen)).equals(Buffer.from(expected))).toBe(true);
      }),
      { numRuns: 20 },
    );
  });
});

describe("readColumn", () => {
  it("gives one column's values, and none for a column that is not there", () => {
    expect(readColumn(numbers(4), "item")).toEqual([null, "old 1", "old 2", null]);
    expect(readColumn(numbers(4), "nothing")).toEqual([]);
  });
});
