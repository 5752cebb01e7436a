import { createNumbering } from "./n-grams.ts";
import { symmetricEigenvalues } from "./symmetric-eigenvalues.ts";

/** Rows of equal width, not all zero. */
export type Vectors = readonly ReadonlyMap<number, number>[];

/** The Vendi score of any of the texts it was made for: their similarities are worked out once. */
export function createVendi<Text>(
  texts: readonly Text[],
  vectorOf: (texts: readonly Text[]) => Vectors,
): (some: readonly Text[]) => number | string {
  const vectors = vectorOf(texts);
  const told = texts.filter((_, index) => (vectors[index]?.size ?? 0) > 0);
  const place = new Map(told.map((text, index) => [text, index]));
  const all = cosines(vectors.filter(({ size }) => size > 0));
  return (some) => {
    const places = some.flatMap((text) => place.get(text) ?? []).sort((left, right) => left - right);
    const n = places.length;
    if (n === 0) return "no text has anything to compare";
    const own = new Float64Array(n * n);
    places.forEach((row, at) => {
      for (let column = 0; column <= at; column++)
        own[at * n + column] = (all[row * told.length + (places[column] as number)] as number) / n;
    });
    return effectiveNumber(own, n);
  };
}

/**
 * Effective number of different texts (Friedman & Dieng 2023): exp(−Σ λ ln λ) over the eigenvalues of K/n, K a similarity
 * with ones on its diagonal. 1 when all are alike, n when none shares anything. K is the cosine of the vectors given.
 */
export function vendiScore(vectors: Vectors): number | string {
  return createVendi(vectors, (all) => all)(vectors);
}

/** exp of the entropy of the eigenvalues of a matrix whose trace is 1. */
function effectiveNumber(matrix: Float64Array, n: number): number {
  const lambdas = symmetricEigenvalues(matrix, n);
  let entropy = 0;
  for (const lambda of lambdas) if (lambda > 1e-12) entropy -= lambda * Math.log(lambda);
  return Math.exp(entropy);
}

/** Counts of words and pairs of words of each text: what an n-gram kernel compares. */
export function nGramVectors(texts: readonly Int32Array[]): Vectors {
  const [word, pair] = [createNumbering(1), createNumbering(2)];
  return texts.map((words) => {
    const vector = new Map<number, number>();
    const count = (id: number): void => void vector.set(id, (vector.get(id) ?? 0) + 1);
    for (let at = 0; at < words.length; at++) {
      count(2 * word(words, at));
      if (at + 2 <= words.length) count(2 * pair(words, at) + 1);
    }
    return vector;
  });
}

/** The entries of an embedding, its zeros left out. */
export function embeddingVector(embedding: readonly number[]): ReadonlyMap<number, number> {
  return new Map(embedding.flatMap((value, index) => (value === 0 || !Number.isFinite(value) ? [] : [[index, value] as const])));
}

/** Cosines, row-major, below the diagonal. Built entry by entry of shared coordinates, since n-gram vectors share few. */
function cosines(vectors: Vectors): Float64Array {
  const n = vectors.length;
  const norms = vectors.map((vector) => Math.sqrt([...vector.values()].reduce((sum, value) => sum + value * value, 0)));
  const byCoordinate = new Map<number, { readonly rows: number[]; readonly values: number[] }>();
  const matrix = new Float64Array(n * n);
  vectors.forEach((vector, row) => {
    for (const [coordinate, value] of vector) {
      const scaled = value / (norms[row] as number);
      let known = byCoordinate.get(coordinate);
      if (known === undefined) {
        known = { rows: [], values: [] };
        byCoordinate.set(coordinate, known);
      }
      known.rows.push(row);
      known.values.push(scaled);
      const { rows, values } = known;
      for (let at = 0; at < rows.length; at++) {
        const place = row * n + (rows[at] as number);
        matrix[place] = (matrix[place] as number) + scaled * (values[at] as number);
      }
    }
  });
  return matrix;
}
