import { describe, expect, it } from "vitest";
import { rougeL } from "./rouge-l.ts";
import { wordsOf } from "./words.ts";

describe("words of a task", () => {
  it.each([
    ["What's 12 + 30?", "what s 12 30"],
    ["GPT模型很好、2023年。", "gpt 模 型 很 好 2023 年"],
    ["コーヒーを飲む。", "コ ー ヒ ー を 飲 む"],
    ["हिन्दी में", "हिन्दी में"],
    ["naïve cafe\u0301", "naïve cafe\u0301"],
    ["?! …", ""],
  ])("%j are %j", (text, words) => {
    expect(wordsOf(text).join(" ")).toBe(words);
  });

  it("tell near tasks of scripts without spaces from far ones", () => {
    // 11 of 12 characters stand in the same order.
    expect(rougeL("请解释为什么天空是蓝色的", "请解释为什么天空是红色的。")).toBeCloseTo(11 / 12, 12);
    expect(rougeL("请解释为什么天空是蓝色的", "写一首诗")).toBeLessThan(0.1);
  });
});
