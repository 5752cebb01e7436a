import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom, sampleRows } from "./random.ts";
import { splitByPrompt } from "./split.ts";

describe("createRandom", () => {
  it("draws the same for the same seed, number or text, on every machine", () => {
    const draws = (seed: number | string) => Array.from({ length: 3 }, () => 0).map(() => createRandom(seed).integer(1e9));
    expect(draws(7)).toEqual(draws(7));
    expect(new Set([createRandom(1).next(), createRandom(2).next(), createRandom("1").next(), createRandom("2").next()]).size).toBe(4);
  });

  it("shuffles without losing anything, every order about as often", () => {
    const random = createRandom("orders");
    const orders = new Map<string, number>();
    for (let draw = 0; draw < 6000; draw += 1) {
      const order = random.shuffle(["a", "b", "c"]).join("");
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    expect(orders.size).toBe(6);
    // 1,000 expected of each; five standard deviations are 144.
    for (const times of orders.values()) expect(Math.abs(times - 1000)).toBeLessThan(144);
  });
});

describe("sampleRows", () => {
  it("gives as many rows as asked for, in their first order", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer(), { maxLength: 40 }), fc.nat(50), fc.integer(), (rows, n, seed) => {
        const drawn = sampleRows(rows, n, seed);
        expect(drawn).toHaveLength(Math.min(n, rows.length));
        expect(drawn).toEqual(rows.filter((row) => drawn.includes(row)));
        expect(sampleRows(rows, n, seed)).toEqual(drawn);
      }),
    );
  });
});

describe("splitByPrompt", () => {
  const rowsOf = (keys: readonly string[]) => keys.map((promptKey, index) => ({ promptKey, index }));
  const shares = fc.double({ min: 0.01, max: 0.99, noNaN: true });

  it("puts every row in one split and no prompt in two, whatever the row order", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 3 }), { minLength: 1, maxLength: 60 }), shares, fc.integer(), (keys, test, seed) => {
        const splits = splitByPrompt(rowsOf(keys), { test, seed });
        expect(
          splits
            .flatMap((split) => split.rows)
            .map((row) => row.index)
            .sort((a, b) => a - b),
        ).toEqual([...keys.keys()]);
        const held = splits.find((split) => split.name === "test");
        const prompts = (name: string) => new Set(splits.find((split) => split.name === name)?.rows.map((row) => row.promptKey));
        expect([...prompts("test")].filter((key) => prompts("train").has(key))).toEqual([]);
        expect(prompts("train").size).toBeGreaterThan(0);
        if (new Set(keys).size > 1) expect(held?.rows.length).toBeGreaterThan(0);
        const reversed = splitByPrompt(rowsOf(keys).toReversed(), { test, seed }).find((split) => split.name === "test");
        expect(new Set(reversed?.rows.map((row) => row.promptKey))).toEqual(prompts("test"));
      }),
    );
  });

  it("holds out the share asked for, other prompts for another seed", () => {
    const rows = rowsOf(Array.from({ length: 200 }, (_, index) => `prompt ${index >> 1}`));
    const held = (seed: number) => splitByPrompt(rows, { test: 0.1, seed }).find((split) => split.name === "test")?.rows ?? [];
    expect(held(1)).toHaveLength(20);
    expect(held(1)).not.toEqual(held(2));
  });

  it("keeps all rows in train when no split is asked for", () => {
    expect(splitByPrompt(rowsOf(["a", "b"]), null)).toEqual([{ name: "train", rows: rowsOf(["a", "b"]) }]);
  });
});
