import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { double, type Row, schemaOf, text } from "../../data/table.ts";
import { corpusOf } from "../texts/corpus.ts";
import { readTexts } from "../texts/read-texts.ts";
import { distinctN, expectationAdjustedDistinct, nGramEntropy } from "./distinct-n.ts";
import { measureDiversity } from "./measure-diversity.ts";
import { openerDrift } from "./openers.ts";
import { selfBleu } from "./self-bleu.ts";
import { symmetricEigenvalues } from "./symmetric-eigenvalues.ts";
import { embeddingVector, nGramVectors, vendiScore } from "./vendi-score.ts";

const said = [
  "the cat sat on the mat",
  "the cat sat on a mat near the door",
  "dogs bark at night, and the cat sleeps",
  "an apple a day keeps the doctor away",
  "the cat sat on the mat",
];
const recordOf = (words: string, index: number) => ({
  text: words,
  cluster: String(index),
  group: "",
  generation: null,
  isHuman: null,
  isReal: null,
  embedding: null,
  embeddingModel: null,
});
const numbered = (texts: readonly string[]) => corpusOf(texts.map(recordOf)).texts.map(({ words }) => words);

// Computed in Python 3.11 by counting n-grams in dictionaries, BLEU against every other text one by one, and
// numpy.linalg.eigvalsh of the cosine matrix over n.
describe("figures of five short texts", () => {
  const texts = numbered(said);
  test.each([
    ["distinct-1", distinctN(texts, 1), 0.5526315789473685],
    ["distinct-2", distinctN(texts, 2), 0.7272727272727273],
    ["distinct-3", distinctN(texts, 3), 0.7857142857142857],
    ["entropy of words", nGramEntropy(texts, 1, false), 2.7572041929618827],
    ["entropy of pairs", nGramEntropy(texts, 2, false), 3.0447063524141162],
    ["expectation-adjusted distinct-1 of a vocabulary of 50", expectationAdjustedDistinct(texts, 50), 0.7836959715848704],
    ["self-BLEU", selfBleu(texts), 0.5513534672543956],
    ["Vendi score", vendiScore(nGramVectors(texts)), 3.1571953149667937],
  ])("%s is what counting by hand gives", (_, figure, reference) => {
    expect(figure).toBeCloseTo(reference, 10);
  });

  test("Miller and Madow's correction adds (m − 1)/2N", () => {
    expect(nGramEntropy(texts, 1, true)).toBeCloseTo(2.7572041929618827 + 20 / 76, 10);
  });
});

test("the Vendi score is 1 of equal texts and n of texts that share nothing", () => {
  expect(vendiScore(nGramVectors(numbered(["a b c", "a b c", "a b c"])))).toBeCloseTo(1, 9);
  expect(vendiScore(nGramVectors(numbered(["a b", "c d", "e f", "g h"])))).toBeCloseTo(4, 9);
});

test("eigenvalues keep the trace and the sum of squares of any symmetric matrix", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 12 }),
      fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 78, maxLength: 78 }),
      (n, values) => {
        const matrix = new Float64Array(n * n);
        let [trace, squares, at] = [0, 0, 0];
        for (let row = 0; row < n; row++) {
          for (let column = 0; column <= row; column++) {
            const value = values[at++] ?? 0;
            matrix[row * n + column] = value;
            squares += (row === column ? 1 : 2) * value * value;
            if (row === column) trace += value;
          }
        }
        const lambdas = [...symmetricEigenvalues(matrix, n)];
        expect(lambdas.reduce((sum, each) => sum + each, 0)).toBeCloseTo(trace, 8);
        expect(lambdas.reduce((sum, each) => sum + each * each, 0)).toBeCloseTo(squares, 7);
      },
    ),
  );
});

test("openings that are never shared lie exactly 1 apart, whatever the sizes", () => {
  const { texts } = corpusOf(["a b c", "d e f", "g", "h i j k", "l", "m n", "o p q"].map(recordOf));
  expect(openerDrift(texts.slice(0, 3), texts.slice(3))).toBe(1);
  expect(openerDrift(texts.slice(0, 3), texts.slice(0, 3))).toBe(0);
  // |1/3 − 1/2| twice, and 1/3, halved.
  expect(openerDrift(texts.slice(0, 3), texts.slice(0, 2))).toBeCloseTo(1 / 3, 15);
});

const schema = schemaOf([
  ["item", text],
  ["model", text],
  ["response", text],
]);
const options = {
  budget: 100_000,
  texts: 500,
  draws: 300,
  seed: 1,
  compressedSize: (bytes: Uint8Array) => gzipSync(bytes, { level: 9 }).length,
};
const topics = ["rivers", "bridges", "maps", "storms", "bees", "clocks", "salt", "paper", "glass", "wool", "seeds", "tides"];
const rows = topics.flatMap((topic, index) => [
  {
    item: topic,
    model: "varied",
    response: `About ${topic}: ${topics[(index * 5) % 12]} and ${topics[(index * 7 + 3) % 12]} matter, number ${index}.`,
  },
  { item: topic, model: "uniform", response: "As a rule, it depends on many things, and one should think about it." },
]);

describe("measuring diversity", () => {
  const reading = readTexts({ columns: {}, by: [] }, [{ table: "answers", schema, rows }]);
  const { rows: found, sentence } = measureDiversity(reading, options);
  const of = (statistic: string, model: string) =>
    found.find((row) => row.statistic === statistic && row.model === model)?.estimate ?? Number.NaN;

  test("tells a model that repeats itself from one that does not, by every figure", () => {
    for (const statistic of ["distinct-1", "distinct-2", "1-gram entropy", "Vendi score, n-grams"]) {
      expect(of(statistic, "varied"), statistic).toBeGreaterThan(of(statistic, "uniform"));
    }
    for (const statistic of ["self-BLEU", "compression ratio", "commonest opening"]) {
      expect(of(statistic, "uniform"), statistic).toBeGreaterThan(of(statistic, "varied"));
    }
    expect(sentence).toContain("varied is the most varied");
  });

  test("does not depend on the order of rows", () => {
    const turned = readTexts({ columns: {}, by: [] }, [{ table: "answers", schema, rows: [...rows].reverse() }]);
    const again = measureDiversity(turned, options).rows;
    for (const row of found.filter(({ statistic }) => !statistic.includes("drift"))) {
      const other = again.find(({ statistic, model }) => statistic === row.statistic && model === row.model);
      expect(other?.estimate, row.statistic).toBeCloseTo(row.estimate ?? 0, 10);
    }
  });

  test("says nothing of intervals where there are none, and names what is undefined", () => {
    const found = (...texts: readonly (readonly [string, string])[]): string => {
      const given = texts.map(([model, response], index) => ({ item: String(index), model, response }));
      return measureDiversity(readTexts({ columns: {}, by: ["model"] }, [{ table: "answers", schema, rows: given }]), options).sentence;
    };
    expect(found(["m", "a b a b a b"], ["n", "c d e f g h"])).toBe(
      "Distinct-2 runs from 0.50 (m) to 1.00 (n), at 5 words each: too little for intervals.",
    );
    expect(found(["m", "a b c d"], ["n", "e"], ["n", "f"], ["n", "g"])).toBe(
      "Distinct-2 is 1.00 of m, at 2 words each. It is undefined of 1 of 2 groups.",
    );
  });

  test("tells how far lengths drifted, in words and as a ratio, on the same prompts", () => {
    const row = (model: string, index: number, words: number) => ({ item: `q${index}`, model, response: "word ".repeat(words) });
    const given = Array.from({ length: 20 }, (_, index) => [row("before", index, 10 + (index % 5)), row("after", index, 15 + (index % 5))]);
    const reading = readTexts({ columns: {}, by: ["model"] }, [{ table: "answers", schema, rows: given.flat() }]);
    const drift = measureDiversity(reading, options).rows.filter(({ statistic }) => statistic.startsWith("length"));
    // Each answer is five words longer than the one to the same prompt, so that the difference knows no spread; the ratio does: 17 / 12.
    expect(drift.map(({ statistic, model, n }) => [statistic, model, n])).toEqual([
      ["length drift", "after", 40],
      ["length drift, ratio", "after", 40],
    ]);
    expect(drift[0]).toMatchObject({ estimate: 5, low: null, reason: "no interval: every draw gave the same value", items: 20 });
    expect(drift[1]?.estimate).toBeCloseTo(17 / 12, 12);
    expect([drift[1]?.low ?? 0, drift[1]?.high ?? 0].every((end) => Math.abs(end - 17 / 12) < 0.03)).toBe(true);
    expect(drift[0]?.sentence).toBe("Words a text of after, less those of before: 5.00 on average.");
  });

  describe("by embeddings", () => {
    const embedded = schemaOf([
      ["item", text],
      ["response", text],
      ["embedding", { type: "list", item: double }],
      ["embedding_model", text],
    ]);
    // Three directions, each of four texts, in the plane and off it: cosines by numpy, eigenvalues of K/12 by numpy.linalg.eigvalsh.
    const directions = [
      [1, 0, 0],
      [0.6, 0.8, 0],
      [0, 0, 2],
    ];
    const given = Array.from({ length: 12 }, (_, index) => ({
      item: String(index),
      response: `words that differ ${index}`,
      embedding: directions[index % 3] ?? null,
      embedding_model: "sim/embed",
    }));
    const vendi = (own: readonly Row[]) =>
      measureDiversity(readTexts({ columns: {}, by: [] }, [{ table: "answers", schema: embedded, rows: own }]), options).rows.find(
        ({ statistic }) => statistic.startsWith("Vendi"),
      );

    test("the Vendi score is that of their cosines, and names the model", () => {
      const all = vendiScore(directions.map(embeddingVector));
      expect(all).toBeCloseTo(2.638249908763712, 10);
      const row = vendi(given);
      expect(row?.statistic).toBe("Vendi score, embeddings");
      expect(row?.sentence).toContain("cosine of embeddings by sim/embed, 10 texts at most");
      expect(Math.abs((row?.estimate ?? 0) - Number(all))).toBeLessThan(0.1);
    });

    test("texts without one are left out and counted, not compared by their words", () => {
      const row = vendi(given.map((each, index) => (index < 2 ? { ...each, embedding: null } : each)));
      expect(row).toMatchObject({
        statistic: "Vendi score, embeddings",
        reason: expect.stringContaining("2 texts without an embedding left out"),
      });
      expect(row?.reason).toContain("at 9 texts a group");
    });

    test("those of two models, or of two lengths, are not compared", () => {
      const two = vendi(given.map((each, index) => (index < 2 ? { ...each, embedding_model: "x/other" } : each)));
      expect(two).toMatchObject({ estimate: null, reason: expect.stringContaining("embeddings are by sim/embed and x/other") });
      const short = vendi(given.map((each, index) => (index < 2 ? { ...each, embedding: [1, 0] } : each)));
      expect(short).toMatchObject({ estimate: null, reason: expect.stringContaining("embeddings have 2 and 3 numbers") });
    });
  });

  test("says why nothing can be measured", () => {
    const empty = readTexts({ columns: {}, by: [] }, [{ table: "answers", schema, rows: [{ item: "1", model: "m", response: " " }] }]);
    expect(measureDiversity(empty, options).sentence).toBe("Diversity is undefined: none of 1 row holds a text.");
  });
});
