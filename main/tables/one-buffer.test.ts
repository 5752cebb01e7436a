import { expect, test } from "vitest";
import { integer, schemaOf } from "#shared/data/table.ts";
import { arrowCodec } from "./arrow.ts";
import { maximumTableBytes, OneBuffer } from "./one-buffer.ts";
import { TableWriter } from "./table-writer.ts";

const piece = (bytes: number): Uint8Array => new Uint8Array(bytes).fill(7);

test("holds what is written, whatever was expected", () => {
  for (const expected of [0, 10, 3e6, Number.POSITIVE_INFINITY]) {
    const buffer = new OneBuffer(() => expected, 16 * 1024 * 1024);
    for (let count = 0; count < 40; count++) buffer.write(piece(100_000));
    const bytes = buffer.take();
    expect([bytes.byteLength, bytes.every((byte) => byte === 7)]).toEqual([4_000_000, true]);
    expect(buffer.take().byteLength).toBe(0);
  }
});

test("asks for no expectation while there is but a schema", () => {
  const asked: number[] = [];
  const writer = new TableWriter(schemaOf([["n", integer]]), (written) => {
    asked.push(written);
    return written;
  });
  for (let n = 0; n < 10; n++) writer.append({ n });
  expect(arrowCodec.decode(writer.finish()).rows).toHaveLength(10);
  expect(asked).toEqual([]);
});

test("a table that gets larger than any can be is told with the next step", () => {
  const buffer = new OneBuffer((written) => written * 1000, 2_000_000);
  buffer.write(piece(1_500_000));
  expect(() => buffer.write(piece(600_000))).toThrow(
    expect.objectContaining({
      code: "memory",
      message: "The table is larger than 2,000,000 bytes, the most one table holds.",
      hint: expect.stringContaining("`sample:`"),
    }),
  );
});

test("room that cannot be had is told as well", () => {
  // More than any buffer holds: the engine refuses it without taking memory.
  const buffer = new OneBuffer(() => 2 ** 60, 2 ** 53);
  expect(() => buffer.write(piece(2_000_000))).toThrow(
    expect.objectContaining({ code: "memory", message: expect.stringMatching(/^The table needs .* GB in one piece/) }),
  );
  expect(maximumTableBytes).toBeLessThan(2 ** 32);
});
