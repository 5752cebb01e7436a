import { expect, it } from "vitest";
import { comparisonOf, matchedText } from "./filter-matches.ts";

const near = comparisonOf({ step: "near", column: "response", setting: '{"shingle":4,"type":"near"}' });
const exam = comparisonOf({ step: "decontaminate", column: "question", setting: '{"n":8,"type":"decontaminate"}' });

it("marks by the n-grams that decided, and by runs of three words where none did", () => {
  expect(near).toMatchObject({ column: "response", n: 4, whose: "all" });
  expect(exam).toMatchObject({ n: 8, whose: "user" });
  expect(comparisonOf({ step: "exact", column: "response", setting: '{"type":"exact"}' }).n).toBe(3);
});

it("finds the matched row among several answers to one item", () => {
  const rows = [{ response: "something else entirely here" }, { response: "one two three four five" }, { response: null }];
  expect(matchedText("zero one two three four", rows, near)).toBe("one two three four five");
  expect(matchedText("x", [], near)).toBeNull();
});

it("reads an evaluation's prompt under its own name, and of messages what the user said", () => {
  const messages = [
    { role: "user", content: "the prompt" },
    { role: "assistant", content: "the answer" },
  ];
  expect(matchedText("x", [{ messages }], exam)).toBe("the prompt");
  expect(matchedText("x", [{ prompt: "another" }], exam)).toBe("another");
});
