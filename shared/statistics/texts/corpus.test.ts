import { describe, expect, test } from "vitest";
import { wordsOf } from "./corpus.ts";

describe("words of a text", () => {
  // Counted by hand after Unicode's scripts (UAX 24): ー and 、 belong to several, so that they go by their script extensions.
  test.each([
    ["GPT模型很好 2023年", "gpt 模 型 很 好 2023 年"],
    ["第3章", "第 3 章"],
    ["コーヒーを飲む。", "コ ー ヒ ー を 飲 む 。"],
    ["ภาษาC", "ภ า ษ า c"],
    ["한국어 문장", "한국어 문장"],
    ["हिन्दी में", "हिन्दी में"],
    ["It’s 5 o'clock, a_b!", "it’s 5 o'clock , a_b !"],
    ["no\u3000space", "no space"],
    ["", ""],
  ])("%j are %j", (text, words) => {
    expect(wordsOf(text).join(" ")).toBe(words);
  });
});
