import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Draw, drawRows } from "./draw.ts";

describe("a sample drawn in one pass", () => {
  test("holds as many rows as asked, each once and in order, whatever the size and seed", () => {
    fc.assert(
      fc.property(fc.nat(300), fc.integer({ min: 1, max: 320 }), fc.integer(), (rows, size, seed) => {
        const drawn = drawRows(rows, size, seed);
        expect(drawn).toHaveLength(Math.min(rows, size));
        expect(drawn).toEqual([...new Set(drawn)].toSorted((a, b) => a - b));
        expect(drawRows(rows, size, seed)).toEqual(drawn);
      }),
    );
  });

  test("gives every row the same chance", () => {
    const counts = new Array<number>(20).fill(0);
    for (let seed = 0; seed < 4000; seed += 1) for (const row of drawRows(20, 5, seed)) counts[row] = (counts[row] ?? 0) + 1;
    // 4,000 draws of 5 in 20: 1,000 expected each, standard deviation 27.
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(140);
  });

  test("changes little when rows are added at the end", () => {
    const before = new Set(drawRows(1000, 100, 7));
    const stayed = drawRows(1010, 100, 7).filter((row) => before.has(row));
    expect(stayed.length).toBeGreaterThan(90);
  });

  test("tells what falls out, so that what is held can be weighed", () => {
    const draw = new Draw<number>(3, 1);
    let held = 0;
    for (let row = 0; row < 100; row += 1) held += 1 - (draw.add(row) === null ? 0 : 1);
    expect(held).toBe(3);
  });
});
