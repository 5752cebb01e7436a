import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Selection, selectItems } from "./select-items.ts";

const candidates = fc.uniqueArray(fc.record({ key: fc.string({ minLength: 1 }), hardness: fc.constantFrom(0, 0.25, 0.5, 0.5, 1) }), {
  selector: ({ key }) => key,
  maxLength: 40,
});
const selection: fc.Arbitrary<Selection> = fc.record({
  select: fc.constantFrom("random" as const, "hard" as const),
  budget: fc.integer({ min: 1, max: 45 }),
  explore: fc.double({ min: 0, max: 1, noNaN: true }),
  seed: fc.integer(),
});
const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);

describe("selecting items", () => {
  it("chooses exactly the budget, and the probabilities of all items sum to it", () => {
    fc.assert(
      fc.property(candidates, selection, (items, options) => {
        const { chosen, probabilities } = selectItems(items, options);
        const size = Math.min(options.budget, items.length);
        expect(chosen).toHaveLength(size);
        expect(new Set(chosen.map(({ key }) => key)).size).toBe(size);
        expect(sum(probabilities.values())).toBeCloseTo(size, 9);
      }),
    );
  });

  it("leaves every item a chance where it explores, and records 0 where the hardest are taken without a draw", () => {
    fc.assert(
      fc.property(candidates, selection, (items, options) => {
        const { chosen, probabilities, isDeterministic } = selectItems(items, options);
        const draws = options.select === "random" || options.explore > 0 || options.budget >= items.length;
        expect(isDeterministic).toBe(!draws);
        for (const { selectionP } of chosen) expect(selectionP > 0).toBe(draws);
        if (draws) for (const p of probabilities.values()) expect(p).toBeGreaterThan(0);
        for (const p of probabilities.values()) expect(p).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });

  it("depends on the seed and the keys, never on the order of the table", () => {
    fc.assert(
      fc.property(candidates, selection, (items, options) => {
        const turned = selectItems([...items].reverse(), options);
        expect(turned.chosen).toEqual(selectItems(items, options).chosen);
      }),
    );
  });

  it("takes each item as often as its probability says, over many seeds", () => {
    const items = Array.from({ length: 12 }, (_, at) => ({ key: `item-${at}`, hardness: at < 2 ? 1 : at < 7 ? 0.5 : 0 }));
    const rounds = 3000;
    const taken = new Map<string, number>();
    const options = { select: "hard" as const, budget: 6, explore: 1 / 3 };
    for (let seed = 0; seed < rounds; seed += 1)
      for (const { key } of selectItems(items, { ...options, seed }).chosen) taken.set(key, (taken.get(key) ?? 0) + 1);
    const { probabilities } = selectItems(items, { ...options, seed: 0 });
    for (const [key, p] of probabilities) expect(Math.abs((taken.get(key) ?? 0) / rounds - p), key).toBeLessThan(0.04);
    // Two are surely among the four hardest; five share two places and one draw, as the others share the draw.
    expect(probabilities.get("item-0")).toBe(1);
    expect(probabilities.get("item-3")).toBeCloseTo(2 / 5 + (3 / 5) * (2 / 8), 12);
    expect(probabilities.get("item-11")).toBeCloseTo(2 / 8, 12);
  });

  it("asks in an order that does not follow hardness", () => {
    const items = Array.from({ length: 60 }, (_, at) => ({ key: `${at}`, hardness: at / 60 }));
    const { chosen } = selectItems(items, { select: "all", budget: 1, explore: 0, seed: 3 });
    const firstHalf = chosen.slice(0, 30).map(({ key }) => Number(key));
    expect(Math.abs(sum(firstHalf) / 30 - 29.5)).toBeLessThan(8);
    expect(chosen.map(({ key }) => key)).not.toEqual(items.map(({ key }) => key));
  });
});
