import fc from "fast-check";
import { expect, test } from "vitest";
import { findContamination } from "./contamination.ts";

const rule = { n: 8, share: 0.5 };
const words = (from: number, count: number): string => Array.from({ length: count }, (_, at) => `w${from + at}`).join(" ");

test("a row that holds a prompt is found, whatever surrounds it and however it is written", () => {
  const prompt = words(0, 20);
  const found = findContamination(
    [words(100, 30), `${words(50, 9)}. ${prompt.toUpperCase()}! ${words(70, 9)}`],
    [words(200, 12), prompt],
    rule,
  );
  const match = { row: 1, prompt: 1, share: 1 };
  expect(found).toEqual({ rows: [match], matches: [match], contaminated: 1, tooShort: 0 });
});

test("the share is of words covered by common 8-grams: ten of twenty are not more than half, eleven are", () => {
  const prompt = words(0, 20);
  expect(findContamination([words(0, 10)], [prompt], rule).rows).toEqual([]);
  expect(findContamination([words(0, 11)], [prompt], rule).rows).toEqual([{ row: 0, prompt: 0, share: 0.55 }]);
});

test("overlapping 8-grams count each word once, and parts add up only within one row", () => {
  const prompt = words(0, 40);
  const both = `${words(0, 12)} other ${words(20, 12)}`;
  expect(findContamination([both], [prompt], rule).rows).toEqual([{ row: 0, prompt: 0, share: 0.6 }]);
  expect(findContamination([words(0, 12), words(20, 12)], [prompt], rule).rows).toEqual([]);
});

test("a row stands with the prompt it covers most of, and matches every one beyond the limit", () => {
  const [one, other] = [words(0, 16), words(100, 16)];
  const found = findContamination([`${words(0, 12)} ${other}`, one], [one, other], rule);
  expect(found.rows).toEqual([
    { row: 0, prompt: 1, share: 1 },
    { row: 1, prompt: 0, share: 1 },
  ]);
  expect(found.matches).toEqual([
    { row: 0, prompt: 1, share: 1 },
    { row: 0, prompt: 0, share: 0.75 },
    { row: 1, prompt: 0, share: 1 },
  ]);
  expect(found.contaminated).toBe(2);
});

test("prompts of fewer words than an n-gram are counted as untold, and rows without text match nothing", () => {
  expect(findContamination([words(0, 30), null, "", "🦊"], [words(0, 7), null], rule)).toEqual({
    rows: [],
    matches: [],
    contaminated: 0,
    tooShort: 2,
  });
});

test("agrees with covering words by comparing strings", () => {
  const text = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 14 });
  fc.assert(
    fc.property(fc.array(text, { maxLength: 4 }), fc.array(text, { maxLength: 4 }), (training, prompts) => {
      const n = 3;
      const expected = training.flatMap((row, at) => {
        const grams = new Set(row.map((_, from) => row.slice(from, from + n).join(" ")).filter((gram) => gram.split(" ").length === n));
        const shares = prompts.map((prompt) => {
          const isCovered = prompt.map((_, place) =>
            prompt.some(
              (__, from) =>
                from <= place && place < from + n && from + n <= prompt.length && grams.has(prompt.slice(from, from + n).join(" ")),
            ),
          );
          return prompt.length < n ? 0 : isCovered.filter(Boolean).length / prompt.length;
        });
        const best = Math.max(0, ...shares);
        return best > 0.5 ? [{ row: at, share: best }] : [];
      });
      const found = findContamination(
        training.map((row) => row.join(" ")),
        prompts.map((prompt) => prompt.join(" ")),
        { n, share: 0.5 },
      );
      expect(found.rows.map(({ row, share }) => ({ row, share }))).toEqual(expected);
    }),
    { numRuns: 200 },
  );
});
