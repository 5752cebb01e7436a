import fc from "fast-check";
import { ParquetFile } from "parquet-wasm";
import { afterAll, describe, expect, test } from "vitest";
import { integer, type Row, schemaOf, text } from "#shared/data/table.ts";
import { arrowCodec } from "./arrow.ts";
import { createParquet } from "./parquet.ts";
import { rowsPerGroup } from "./row-groups.ts";
import { emptyRow, everyType, fullRow, rowsOfEveryType } from "./test-tables.ts";

const parquet = createParquet();
afterAll(() => parquet.close());

describe("Parquet", () => {
  test("brings back the very bytes of any table", async () => {
    await fc.assert(
      fc.asyncProperty(rowsOfEveryType, async (rows) => {
        const ipc = arrowCodec.encode(everyType, rows as Row[]);
        const back = await parquet.decodeParquet(await parquet.encodeParquet(ipc));
        expect(arrowCodec.decode(back).rows).toEqual(rows);
        expect(Buffer.compare(back, ipc)).toBe(0);
      }),
      { numRuns: 25, examples: [[[]], [[fullRow, emptyRow]]] },
    );
  });

  test("brings back the very bytes of a table of several batches", async () => {
    const schema = schemaOf([
      ["n", integer],
      ["words", text],
    ]);
    const rows = Array.from({ length: 130_000 }, (_, n) => ({ n: n % 7 === 0 ? null : n, words: n % 5 === 0 ? null : `row ${n}` }));
    const ipc = arrowCodec.encode(schema, rows);
    expect(Buffer.compare(await parquet.decodeParquet(await parquet.encodeParquet(ipc)), ipc)).toBe(0);
  });

  test("holds long rows in groups of fewer rows, and brings them back", async () => {
    expect([rowsPerGroup(10, 1000), rowsPerGroup(1e6, 1.3e9), rowsPerGroup(50_000, 1e9), rowsPerGroup(3, 3e9)]).toEqual([
      100_000, 100_000, 6710, 1,
    ]);
    const schema = schemaOf([["words", text]]);
    const long = "An assay weighs a small sample. ".repeat(4000);
    const ipc = arrowCodec.encode(
      schema,
      Array.from({ length: 1100 }, (_, n) => ({ words: `${n} ${long}` })),
    );
    const file = await parquet.encodeParquet(ipc);
    const opened = await ParquetFile.fromFile(new Blob([Uint8Array.from(file)]));
    expect(
      opened
        .metadata()
        .rowGroups()
        .map((group) => group.numRows()),
    ).toEqual([rowsPerGroup(1100, ipc.byteLength), 1100 - rowsPerGroup(1100, ipc.byteLength)]);
    opened.free();
    expect(Buffer.compare(await parquet.decodeParquet(file), ipc)).toBe(0);
  });

  test("says what is no Parquet file, and goes on", async () => {
    await expect(parquet.decodeParquet(new TextEncoder().encode("PAR1 not really PAR1"))).rejects.toMatchObject({
      code: "data-unreadable",
    });
    const ipc = arrowCodec.encode(everyType, [fullRow]);
    expect(Buffer.compare(await parquet.decodeParquet(await parquet.encodeParquet(ipc)), ipc)).toBe(0);
  });

  test("rejects what was asked of it when it is closed", async () => {
    const other = createParquet();
    const refused = expect(other.encodeParquet(arrowCodec.encode(everyType, [fullRow]))).rejects.toMatchObject({ code: "stopped" });
    await other.close();
    await refused;
  });
});
