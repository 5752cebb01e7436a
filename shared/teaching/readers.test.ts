import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eliminateAnswer, eliminateInstruction, readEquality } from "./elimination.ts";
import { groundAnswer } from "./grounding.ts";
import { readNumberedList } from "./numbered-list.ts";
import { readRating } from "./rating.ts";

describe("numbered lists", () => {
  it("are read however models write their numbers", () => {
    const tasks = ["Add 2 and 3.", "Name a fruit."];
    for (const reply of [
      "9. Add 2 and 3.\n10. Name a fruit.",
      "Sure! Here they are:\n\n9) Add 2 and 3.\n\n10) Name a fruit.",
      "**9.** Add 2 and 3.\n**10.** Name a fruit.",
      "Task 9: Add 2 and 3.\nTask 10: Name a fruit.",
      "### 9. Add 2 and 3.\n### 10. Name a fruit.",
      '```\n9. "Add 2 and 3."\n10. Instruction: Name a fruit.\n```',
      "- Add 2 and 3.\n- Name a fruit.",
    ])
      expect(readNumberedList(reply, false)).toEqual(tasks);
  });

  it("keep the lines of an entry, and numbers that do not rise inside it", () => {
    expect(readNumberedList("9. Sort these:\n3. pears\n1. figs\n10. Add 2 and 3.", false)).toEqual([
      "Sort these:\n3. pears\n1. figs",
      "Add 2 and 3.",
    ]);
    expect(readNumberedList("1. What is 1.5 + 2?\n2. 30 days?", false)).toEqual(["What is 1.5 + 2?", "30 days?"]);
  });

  it("leave out the last entry of a reply that was cut off, and find none in prose", () => {
    expect(readNumberedList("1. One task here.\n2. Anoth", true)).toEqual(["One task here."]);
    expect(readNumberedList("I can't do that.", false)).toEqual([]);
    expect(readNumberedList("", true)).toEqual([]);
  });

  it("never throw and never give an empty entry, whatever is written", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("1", "2", ".", ")", "\n", "-", "*", " ", "a", "🙂", "\ud800", "`") }),
        fc.boolean(),
        (reply, isCutOff) => {
          for (const entry of readNumberedList(reply, isCutOff)) expect(entry.trim()).not.toBe("");
        },
      ),
    );
  });
});

describe("ratings", () => {
  it("are the last one stated within the limits", () => {
    expect(readRating("It is fine.\nScore: 4", 1, 5)).toBe(4);
    expect(readRating("I first thought Score: 2, but **Score:** 3.5", 1, 5)).toBe(3.5);
    expect(readRating("4/5", 1, 5)).toBe(4);
    expect(readRating("5", 1, 5)).toBe(5);
    expect(readRating("Score: 9", 1, 5)).toBeNull();
    expect(readRating("There are 3 reasons.", 1, 5)).toBeNull();
  });
});

describe("elimination", () => {
  it("follows the four rules, and no other", () => {
    expect(eliminateInstruction({ instruction: "#Rewritten Prompt#: Add 2 and 3.", isEqual: null })?.step).toBe("prompt words copied");
    expect(eliminateInstruction({ instruction: "What is the given prompt?", isEqual: null })?.step).toBe("prompt words copied");
    expect(eliminateInstruction({ instruction: "And of the … it?", isEqual: null })?.step).toBe("only stop words");
    expect(eliminateInstruction({ instruction: "Add 2 and 3.", isEqual: true })?.step).toBe("no information gain");
    expect(eliminateInstruction({ instruction: "Prompt the user for a number.", isEqual: false })).toBeNull();
    expect(eliminateAnswer({ response: "I'm sorry, I can't." })?.step).toBe("sorry");
    expect(eliminateAnswer({ response: `Sorry. ${"word ".repeat(79)}` })).toBeNull();
    expect(eliminateAnswer({ response: "...!" })?.step).toBe("only stop words");
    expect(eliminateAnswer({ response: "42" })).toBeNull();
  });

  it("takes the last word of a judge of equality", () => {
    expect(readEquality("Equal.")).toBe(true);
    expect(readEquality("They look equal at first, but are different.")).toBe(false);
    expect(readEquality("Not equal")).toBe(false);
    expect(readEquality("Hm.")).toBeNull();
  });
});

describe("grounding", () => {
  const source = "The mill was built in 1854, by Jan Brood.\nIt has twelve blades.";
  it("finds answers and quotes by their words, and says how", () => {
    expect(groundAnswer("in 1854 by Jan  Brood", "", source)).toEqual({ isGrounded: true, check: "the answer stands in the source" });
    expect(groundAnswer("Jan Brood built it", "The mill was built in 1854, by Jan Brood.", source).isGrounded).toBe(true);
    expect(groundAnswer("Piet Brood", "It was built by Piet", source)).toEqual({
      isGrounded: false,
      check: "the quote does not stand in the source",
    });
    expect(groundAnswer("nobody knows", "It has twelve blades.", source).isGrounded).toBe(false);
    expect(groundAnswer("nobody knows", "", source).isGrounded).toBe(false);
    expect(groundAnswer("", "It has twelve blades.", source).isGrounded).toBe(false);
  });
});
