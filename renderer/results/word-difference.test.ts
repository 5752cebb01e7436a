import fc from "fast-check";
import { expect, it } from "vitest";
import { wordDifference } from "./word-difference.ts";

const joined = (parts: ReturnType<typeof wordDifference>, leaving: "added" | "removed") =>
  parts
    .filter((part) => part.type !== leaving)
    .map((part) => part.text)
    .join("");

it("tells the words that differ", () => {
  expect(wordDifference("the answer is 38.", "the answer is 40.")).toEqual([
    { type: "same", text: "the answer is " },
    { type: "removed", text: "38" },
    { type: "added", text: "40" },
    { type: "same", text: "." },
  ]);
  expect(wordDifference("same", "same")).toEqual([{ type: "same", text: "same" }]);
});

it("holds both texts whole, whatever they are", () => {
  const words = fc.array(fc.constantFrom("a", "b", "c", " ", "\n", ".", "é"), { maxLength: 30 }).map((list) => list.join(""));
  fc.assert(
    fc.property(words, words, (before, after) => {
      const parts = wordDifference(before, after);
      expect(joined(parts, "added")).toBe(before);
      expect(joined(parts, "removed")).toBe(after);
    }),
  );
});
