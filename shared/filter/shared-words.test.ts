import fc from "fast-check";
import { expect, test } from "vitest";
import { findContamination } from "./contamination.ts";
import { sharedWords } from "./shared-words.ts";

const marked = (text: string, other: string, n: number): string => {
  const { stretches } = sharedWords(text, other, n);
  return stretches.map(({ from, to }) => text.slice(from, to)).join(" | ");
};

test("marks every run of words that both texts hold, as it is written here", () => {
  expect(marked("So: the Quick, brown fox jumps high.", "the quick brown fox sleeps", 3)).toBe("the Quick, brown fox");
  expect(marked("a b c x a b c d", "a b c d", 3)).toBe("a b c | a b c d");
  expect(marked("two words", "two words", 3)).toBe("");
  expect(sharedWords("🦊", "🦊", 1)).toEqual({ stretches: [], share: null });
});

test("its share is the share by which decontamination goes", () => {
  const text = fc.array(fc.constantFrom("a", "b", "c"), { minLength: 3, maxLength: 20 }).map((words) => words.join(" "));
  fc.assert(
    fc.property(text, text, (prompt, row) => {
      const found = findContamination([row], [prompt], { n: 3, share: 0 }).rows[0]?.share ?? 0;
      expect(sharedWords(prompt, row, 3).share).toBeCloseTo(found, 12);
    }),
  );
});
