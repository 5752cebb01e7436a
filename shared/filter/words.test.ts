import fc from "fast-check";
import { expect, test } from "vitest";
import { createWordReader, placedWords } from "./words.ts";

const reader = createWordReader();

/** Each word's two hashes as one name. */
function hashesOf(text: string): readonly string[] {
  const count = reader.read(text);
  return Array.from({ length: count }, (_, at) => `${reader.first()[at]} ${reader.second()[at]}`);
}

const anyText = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: "binary" }),
  fc
    .array(fc.constantFrom("Straße", "naïve", "ﬁne", "日本", "word", "two", "🦊", "\ud83d", "—", "e\u0301", "x1", "  ", "ไทย"), {
      maxLength: 12,
    })
    .map((parts) => parts.join("")),
);

test("words are hashed where they stand: the same word has the same hashes in every text, and no other word has them", () => {
  const hashOf = new Map<string, string>();
  fc.assert(
    fc.property(anyText, (text) => {
      const words = placedWords(text);
      const hashes = hashesOf(text);
      expect(hashes).toHaveLength(words.length);
      for (const [at, { word }] of words.entries()) {
        const known = hashOf.get(word) ?? hashes[at] ?? "";
        expect(hashes[at]).toBe(known);
        hashOf.set(word, known);
      }
    }),
    { numRuns: 500 },
  );
  expect(new Set(hashOf.values()).size).toBe(hashOf.size);
});

test.each([
  ["case, compatibility forms and punctuation make no difference", "The ﬁne—PRINT!", "the fine print"],
  ["an emoji and half of one are no words", "fox 🦊 runs \ud83d home", "fox runs home"],
  ["accents written either way are the same", "cafe\u0301", "café"],
])("%s", (_, one, other) => {
  expect(hashesOf(one)).toEqual(hashesOf(other));
});

test("characters of scripts without spaces are words of their own", () => {
  expect(placedWords("日本語 and ไทย").map(({ word }) => word)).toEqual(["日", "本", "語", "and", "ไ", "ท", "ย"]);
  expect(hashesOf("日本語")).toHaveLength(3);
});

test("a text of more words than fit at first is read whole", () => {
  expect(reader.read("word ".repeat(5000))).toBe(5000);
});
