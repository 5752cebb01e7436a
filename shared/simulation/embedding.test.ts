import fc from "fast-check";
import { expect, test } from "vitest";
import { readAnswer } from "../journal/answer.ts";
import { embeddingDimensions, simulateEmbedding } from "./embedding.ts";

function embeddingOf(text: string, more: object = {}): Float32Array {
  const { status, body } = simulateEmbedding(JSON.stringify({ model: "sim/embed", input: text, ...more }));
  const reading = readAnswer(body);
  if (status !== 200 || !reading.ok || reading.answer.embedding === undefined) throw new Error(body);
  return reading.answer.embedding;
}

const cosine = (a: Float32Array, b: Float32Array): number => a.reduce((sum, each, at) => sum + each * (b[at] ?? 0), 0);

test("any text has an embedding of unit length, the same one each time", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const embedding = embeddingOf(text);
      expect(embedding).toHaveLength(embeddingDimensions);
      expect(cosine(embedding, embedding)).toBeCloseTo(1, 4);
      expect(embeddingOf(text)).toEqual(embedding);
    }),
    { numRuns: 60 },
  );
});

test("texts that share their wording lie near each other, others do not", () => {
  const one = embeddingOf("The capital of France is Paris, a city on the Seine.");
  const other = embeddingOf("Paris, a city on the Seine, is the capital of France!");
  const unrelated = embeddingOf("Add two spoons of sugar and stir until it thickens.");
  expect(cosine(one, other)).toBeGreaterThan(0.97);
  expect(cosine(one, unrelated)).toBeLessThan(0.5);
});

test("fewer dimensions can be asked for, and other models are refused by name", () => {
  expect(embeddingOf("a word", { dimensions: 64 })).toHaveLength(64);
  expect(simulateEmbedding(JSON.stringify({ model: "sim/willow-large", input: "x" }))).toMatchObject({ status: 404 });
  expect(simulateEmbedding(JSON.stringify({ model: "sim/embed" })).body).toContain("input");
});
