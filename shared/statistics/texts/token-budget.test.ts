import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { corpusOf } from "./corpus.ts";
import type { TextRecord } from "./text-record.ts";
import { cutToBudget, shuffled } from "./token-budget.ts";

function ordered(texts: readonly string[], item: (index: number) => string, seed = 1): readonly string[] {
  const nothing = { group: "", generation: null, isHuman: null, isReal: null, embedding: null, embeddingModel: null };
  const records = texts.map((text, index): TextRecord => ({ text, cluster: item(index), ...nothing }));
  return shuffled(corpusOf(records).texts, seed).map(({ record }) => record.text);
}

const some = fc.array(fc.constantFrom("a b", "a b", "c", "d e f", "g h", "i", "j k l m"), { maxLength: 12 });

describe("an order drawn by the seed", () => {
  test("is of the texts alone: neither the order they come in nor their items' names change it", () => {
    fc.assert(
      fc.property(some, (texts) => {
        const first = ordered(texts, (index) => `one ${index}`);
        expect(ordered([...texts].reverse(), (index) => `another ${index}`)).toEqual(first);
        expect([...first].sort()).toEqual([...texts].sort());
      }),
    );
  });

  test("stays when others are left out", () => {
    fc.assert(
      fc.property(some, (texts) => {
        const kept = texts.filter((text) => text !== "c");
        expect(ordered(kept, String)).toEqual(ordered(texts, String).filter((text) => text !== "c"));
      }),
    );
  });

  test("is another with another seed", () => {
    const texts = Array.from({ length: 30 }, (_, index) => `text ${index}`);
    expect(ordered(texts, String, 2)).not.toEqual(ordered(texts, String, 1));
  });

  test("does not put texts that are alike beside one another", () => {
    const texts = Array.from({ length: 60 }, (_, index) => (index % 2 === 0 ? "the same" : `text ${index}`));
    const same = ordered(texts, String)
      .slice(0, 20)
      .filter((text) => text === "the same").length;
    expect(same).toBeGreaterThan(4);
    expect(same).toBeLessThan(16);
  });
});

test("a budget is filled to the word, the last text cut", () => {
  const { texts } = corpusOf(
    ["a b c", "d e f"].map((text) => ({
      text,
      cluster: text,
      group: "",
      generation: null,
      isHuman: null,
      isReal: null,
      embedding: null,
      embeddingModel: null,
    })),
  );
  expect(cutToBudget(texts, 4).map((words) => [...words])).toEqual([[0, 1, 2], [3]]);
  expect(cutToBudget(texts, 9).map((words) => [...words])).toEqual([
    [0, 1, 2],
    [3, 4, 5],
  ]);
});
