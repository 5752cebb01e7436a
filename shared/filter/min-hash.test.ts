import fc from "fast-check";
import { expect, test } from "vitest";
import { candidateChance, chooseBands } from "./bands.ts";
import { createMinHash, permutationsOf, signPlainly } from "./min-hash.ts";

test("the kernel's signatures are those of plain arithmetic, whatever the size", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 140 }), fc.integer(), fc.int32Array({ minLength: 1, maxLength: 3000 }), (size, seed, numbers) => {
      const fast = new Int32Array(size + 3);
      const plain = new Int32Array(size + 3);
      createMinHash(size, seed).sign(numbers, numbers.length, fast, 2);
      signPlainly(permutationsOf(size, seed)).sign(numbers, numbers.length, plain, 2);
      expect(fast).toEqual(plain);
    }),
    { numRuns: 40 },
  );
});

/** Two sets of 32-bit numbers that share `shared` of them and have `own` each beside. */
function pairOf(shared: number, own: number, salt: number): readonly [Int32Array, Int32Array] {
  const numberOf = (at: number): number => Math.imul(at + salt * 7919, 0x9e3779b1 | 0) ^ (at << 7);
  const both = Array.from({ length: shared }, (_, at) => numberOf(at));
  const side = (from: number): readonly number[] => Array.from({ length: own }, (_, at) => numberOf(from + at));
  return [Int32Array.from([...both, ...side(10_000)]), Int32Array.from([...both, ...side(20_000)])];
}

test("signatures agree as often as the sets are alike", () => {
  const size = 512;
  for (const [shared, own] of [
    [50, 50],
    [80, 10],
    [10, 90],
  ] as const) {
    let agreed = 0;
    for (let salt = 0; salt < 40; salt += 1) {
      const minHash = createMinHash(size, salt);
      const signatures = pairOf(shared, own, salt).map((numbers) => {
        const signature = new Int32Array(size);
        minHash.sign(numbers, numbers.length, signature, 0);
        return signature;
      });
      for (let at = 0; at < size; at += 1) if (signatures[0]?.[at] === signatures[1]?.[at]) agreed += 1;
    }
    const jaccard = shared / (shared + 2 * own);
    expect(Math.abs(agreed / (40 * size) - jaccard)).toBeLessThan(0.02);
  }
});

test("pairs become candidates with chance 1 − (1 − s^r)^b", () => {
  const bands = { bands: 14, rows: 8 };
  const size = bands.bands * bands.rows;
  // Jaccard similarities 0.6, 0.75 and 0.9.
  for (const [shared, own] of [
    [60, 20],
    [60, 10],
    [90, 5],
  ] as const) {
    const runs = 600;
    let candidates = 0;
    for (let run = 0; run < runs; run += 1) {
      const minHash = createMinHash(size, run);
      const [one, other] = pairOf(shared, own, run).map((numbers) => {
        const signature = new Int32Array(size);
        minHash.sign(numbers, numbers.length, signature, 0);
        return signature;
      });
      const agrees = (band: number): boolean =>
        Array.from({ length: bands.rows }, (_, at) => band * bands.rows + at).every((at) => one?.[at] === other?.[at]);
      if (Array.from({ length: bands.bands }, (_, band) => band).some(agrees)) candidates += 1;
    }
    const chance = candidateChance(shared / (shared + 2 * own), bands);
    expect(Math.abs(candidates / runs - chance)).toBeLessThan(4 * Math.sqrt((chance * (1 - chance)) / runs) + 0.005);
  }
});

test("the published chances of 14 bands of 8 come out", () => {
  const chances = [0.7, 0.75, 0.8].map((similarity) => candidateChance(similarity, { bands: 14, rows: 8 }).toFixed(3));
  expect(chances).toEqual(["0.565", "0.772", "0.924"]);
});

test("bands are as long as finding 98 of 100 pairs at the threshold allows", () => {
  fc.assert(
    fc.property(fc.double({ min: 0.3, max: 1, noNaN: true }), fc.integer({ min: 16, max: 512 }), (threshold, permutations) => {
      const chosen = chooseBands(permutations, threshold);
      expect(chosen.bands * chosen.rows).toBeLessThanOrEqual(permutations);
      if (chosen.rows > 1) expect(candidateChance(threshold, chosen)).toBeGreaterThanOrEqual(0.98);
    }),
  );
  expect(chooseBands(128, 0.8)).toEqual({ bands: 18, rows: 7 });
});
