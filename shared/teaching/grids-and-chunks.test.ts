import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawCombination, fullGrid } from "./attribute-grid.ts";
import { bestOfNDivergence, standings } from "./best-of-n.ts";
import { chunkText } from "./chunks.ts";
import { type Attribute, personaOptions } from "./persona.ts";

const attributes: readonly Attribute[] = [
  { name: "topic", values: { maths: 3, history: 1, none: 0 } },
  { name: "level", values: ["easy", "hard"], when: { topic: ["maths"] } },
];

describe("attribute grids", () => {
  it("hold every combination once, with an empty value where a condition does not hold", () => {
    expect(fullGrid(attributes)).toEqual([
      { topic: "maths", level: "easy" },
      { topic: "maths", level: "hard" },
      { topic: "history", level: null },
    ]);
    expect(fullGrid([])).toEqual([{}]);
  });

  it("are drawn by weight, the same for the same seed", () => {
    const draws = Array.from({ length: 2000 }, (_, seed) => drawCombination(attributes, seed));
    const maths = draws.filter(({ topic }) => topic === "maths");
    expect(Math.abs(maths.length / draws.length - 0.75)).toBeLessThan(0.035);
    expect(draws.some(({ topic }) => topic === "none")).toBe(false);
    expect(draws.every(({ topic, level }) => (level === null) === (topic !== "maths"))).toBe(true);
    expect(drawCombination(attributes, 5)).toEqual(drawCombination(attributes, 5));
  });

  it("refuse conditions on attributes and values that are not there", () => {
    const read = (when: object) => personaOptions.safeParse({ attributes: [attributes[0], { name: "level", values: ["easy"], when }] });
    expect(read({ topc: "maths" }).error?.issues[0]?.message).toContain("no attribute before this one is named `topc`");
    expect(read({ topic: "physics" }).error?.issues[0]?.message).toContain('`topic` never is "physics"');
    expect(personaOptions.safeParse({}).success).toBe(false);
    expect(personaOptions.safeParse({ attributes: [{ name: "a", values: { x: 0 } }] }).success).toBe(false);
  });
});

describe("best of n", () => {
  it("bounds the divergence by ln n − (n − 1)/n", () => {
    expect(bestOfNDivergence(1)).toBe(0);
    expect(bestOfNDivergence(4)).toBeCloseTo(0.6363, 4);
    expect(bestOfNDivergence(16)).toBeCloseTo(1.8351, 4);
  });

  it("chooses the highest score, and nobody where it is shared or there is none", () => {
    expect(standings([2, 5, null, 3]).map(({ rank, isChosen }) => [rank, isChosen])).toEqual([
      [3, false],
      [1, true],
      [null, false],
      [2, false],
    ]);
    expect(standings([5, 5, 1]).map(({ rank, isChosen, isTied }) => [rank, isChosen, isTied])).toEqual([
      [1, false, true],
      [1, false, true],
      [3, false, false],
    ]);
    expect(standings([null, null]).some(({ isChosen }) => isChosen)).toBe(false);
  });

  it("does not depend on the position of an answer", () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer({ min: 1, max: 5 })), { minLength: 1, maxLength: 8 }), (scores) => {
        const forwards = standings(scores);
        const backwards = standings(scores.toReversed()).toReversed();
        expect(backwards).toEqual(forwards);
      }),
    );
  });
});

describe("chunks", () => {
  const countTokens = (text: string): number => text.trim().split(/\s+/).filter(Boolean).length;
  const chunk = (text: string, most: number, overlap: number) => chunkText(text, { most, overlap, countTokens });

  it("end at paragraphs where one ends in the chunk's last half, else at sentences", () => {
    const text = "One two three four. Five six seven.\n\nEight nine. Ten eleven twelve.";
    expect(chunk(text, 9, 0).map((each) => each.text)).toEqual(["One two three four. Five six seven.", "Eight nine. Ten eleven twelve."]);
    expect(chunk(text, 5, 0).map((each) => each.text)).toEqual([
      "One two three four.",
      "Five six seven.",
      "Eight nine. Ten eleven twelve.",
    ]);
  });

  it("begin with whole sentences of the one before", () => {
    expect(chunk("Aa bb cc. Dd ee. Ff gg hh. Ii jj.", 5, 2).map((each) => each.text)).toEqual([
      "Aa bb cc. Dd ee.",
      "Dd ee. Ff gg hh.",
      "Ii jj.",
    ]);
  });

  it("stand where they say, within their size, and leave no word out", () => {
    const texts = fc
      .array(fc.constantFrom("word", "Zwei.", "🙂", "\n\n", "longer-word", "End!", " "), { maxLength: 60 })
      .map((parts) => parts.join(" "));
    fc.assert(
      fc.property(texts, fc.integer({ min: 2, max: 12 }), (text, most) => {
        const chunks = chunk(text, most, Math.floor(most / 2));
        for (const { text: piece, start, end } of chunks) {
          expect(text.slice(start, end)).toBe(piece);
          expect(countTokens(piece)).toBeLessThanOrEqual(most);
        }
        const covered = new Set(chunks.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, at) => start + at)));
        for (const word of text.matchAll(/\S/gu)) expect(covered.has(word.index)).toBe(true);
      }),
    );
  });

  it("of one word without end are cut all the same, and never inside a character", () => {
    const chunks = chunkText("🙂".repeat(100), { most: 10, overlap: 0, countTokens: (text) => [...text].length });
    expect(chunks.map(({ text }) => text).join("")).toBe("🙂".repeat(100));
    expect(chunks.every(({ text }) => !/[\ud800-\udfff]/u.test(text))).toBe(true);
    expect(chunk("   ", 5, 0)).toEqual([]);
  });
});
