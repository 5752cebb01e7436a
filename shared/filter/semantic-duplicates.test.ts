import { expect, test } from "vitest";
import { createRandom } from "../data/random.ts";
import { clustersOf } from "./clusters.ts";
import { findSemanticDuplicates } from "./semantic-duplicates.ts";

function randomVector(random: ReturnType<typeof createRandom>, dimensions = 32): Float32Array {
  return Float32Array.from({ length: dimensions }, () => random.next() + random.next() + random.next() - 1.5);
}

/** A vector of the given cosine to another, and any length. */
function atCosine(vector: Float32Array, cosine: number, random: ReturnType<typeof createRandom>): Float32Array {
  const length = (each: Float32Array): number => Math.hypot(...each);
  const other = randomVector(random, vector.length);
  const along = other.reduce((sum, each, at) => sum + each * (vector[at] ?? 0), 0) / length(vector) ** 2;
  const across = other.map((each, at) => each - along * (vector[at] ?? 0));
  const [side, up] = [cosine / length(vector), Math.sqrt(1 - cosine ** 2) / length(across)];
  return vector.map((each, at) => 3 * (side * each + up * (across[at] ?? 0)));
}

test("few vectors are compared pair by pair, by direction and not by length", () => {
  const random = createRandom(1);
  const one = randomVector(random);
  const vectors = [one, atCosine(one, 0.97, random), null, atCosine(one, 0.9, random)];
  const { clusters, similarity, compared } = findSemanticDuplicates(vectors, 0.95);
  expect(clustersOf(4, clusters)).toEqual([[0, 1]]);
  expect(similarity(0, 1)).toBeCloseTo(0.97, 4);
  expect(similarity(0, 3)).toBeCloseTo(0.9, 4);
  expect(compared).toBe("every pair compared");
});

test("of many, hyperplanes find nearly all pairs at the threshold and no other is joined", () => {
  const random = createRandom(2);
  const vectors = Array.from({ length: 3_000 }, () => randomVector(random)).flatMap((vector) => [vector, atCosine(vector, 0.951, random)]);
  const { clusters, compared } = findSemanticDuplicates(vectors, 0.95);
  const found = clustersOf(vectors.length, clusters);
  expect(compared).toContain("random hyperplanes");
  expect(found.length / 3_000).toBeGreaterThan(0.98);
  expect(found.every(([one, other, ...more]) => one !== undefined && one % 2 === 0 && other === one + 1 && more.length === 0)).toBe(true);
});

test("no vectors at all are no clusters", () => {
  expect(clustersOf(2, findSemanticDuplicates([null, null], 0.9).clusters)).toEqual([]);
});
