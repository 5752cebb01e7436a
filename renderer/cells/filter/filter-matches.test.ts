import { expect, it } from "vitest";
import { comparisonOf, likestTexts } from "./filter-matches.ts";

const near = comparisonOf({ step: "near", column: "response", setting: '{"shingle":4,"type":"near"}' });
const exam = comparisonOf({ step: "decontaminate", column: "question", setting: '{"n":8,"type":"decontaminate"}' });

it("marks by the n-grams that decided, and by runs of three words where none did", () => {
  expect(near).toMatchObject({ column: "response", n: 4, whose: "all" });
  expect(exam).toMatchObject({ n: 8, whose: "user" });
  expect(comparisonOf({ step: "exact", column: "response", setting: '{"type":"exact"}' }).n).toBe(3);
});

it("finds the matched row among several answers to one item", () => {
  const rows = [{ response: "something else entirely here" }, { response: "one two three four five" }, { response: null }];
  const dropped = { response: "zero one two three four", reason: "near duplicate" };
  expect(likestTexts([dropped], rows, false, near)).toEqual({
    own: "zero one two three four",
    other: "one two three four five",
    reason: "near duplicate",
  });
  expect(likestTexts([dropped], [], false, near)).toMatchObject({ own: "zero one two three four", other: null });
  expect(likestTexts([{ response: null }], rows, false, near)).toBeNull();
});

it("sets a row beside another one of its own item, never beside itself", () => {
  const samples = [{ response: "one two three four" }, { response: "one two three four five" }];
  expect(likestTexts(samples.slice(0, 1), samples, true, near)?.other).toBe("one two three four five");
  const twins = [{ response: "the same" }, { response: "the same" }];
  expect(likestTexts(twins.slice(0, 1), twins, true, near)?.other).toBe("the same");
});

it("reads an evaluation's prompt under its own name, and of messages what the user said", () => {
  const messages = [
    { role: "user", content: "the prompt" },
    { role: "assistant", content: "the answer" },
  ];
  const rows = [{ question: "x" }];
  expect(likestTexts(rows, [{ messages }], false, exam)?.other).toBe("the prompt");
  expect(likestTexts(rows, [{ prompt: "another" }], false, exam)?.other).toBe("another");
});
