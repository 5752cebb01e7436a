import { describe, expect, it } from "vitest";
import type { Row } from "../data/table.ts";
import { countSentences, createChecker, numbersIn } from "./check-answer.ts";
import { checkSchema } from "./check-schema.ts";

const reading = (check: object, answer: string, row: Row = {}) => createChecker(checkSchema.parse(check))(answer, row);
const met = (check: object, answer: string, row: Row = {}) => reading(check, answer, row).met;

describe("a check", () => {
  it.each([
    [{ type: "regex", pattern: "^\\d+$" }, "42", true],
    [{ type: "regex", pattern: "sorry", flags: "i" }, "I am Sorry", true],
    [{ type: "regex", pattern: "sorry", flags: "i", not: true }, "I am Sorry", false],
    [{ type: "contains", text: ["Paris", "France"] }, "paris, in france", true],
    [{ type: "contains", text: ["Paris", "France"] }, "paris", false],
    [{ type: "contains", text: ["Paris", "France"], match: "any" }, "paris", true],
    [{ type: "contains", text: "Paris", ignore_case: false }, "paris", false],
    [{ type: "contains", text: "café" }, "CAFE\u0301", true],
    [{ type: "starts", text: ["Yes", "No"] }, "  no, it is not", true],
    [{ type: "ends", text: "." }, "Done.\n", true],
    [{ type: "length", unit: "words", max: 3 }, "one two three", true],
    [{ type: "length", unit: "words", max: 3 }, "one two three four", false],
    [{ type: "length", unit: "characters", min: 2, max: 2 }, "👍👍", true],
    [{ type: "length", unit: "sentences", max: 2 }, "It is 3.5 m. That is all.", true],
    [{ type: "json" }, 'Here:\n```json\n{"a": 1}\n```', true],
    [{ type: "json", keys: ["a", "b"] }, '{"a": 1}', false],
    [{ type: "json" }, "{a: 1}", false],
    [{ type: "number", value: 1234 }, "It is 1,234 in all", true],
    [{ type: "number", value: 0.3, tolerance: 0.01 }, "about 0.305", true],
    [{ type: "number", value: 3 }, "3 and 4", false],
    [{ type: "number", value: 3, take: "any" }, "3 and 4", true],
    [{ type: "number", value: 3, take: "first" }, "3 and 4", true],
    [{ type: "number", value: 3 }, "no number", false],
    [{ type: "equals", value: "Paris" }, " paris ", true],
    [{ type: "script", script: "Cyrillic" }, "Привет, мир", true],
    [{ type: "script", script: "Cyrillic" }, "Привет, world", false],
  ])("%j on %j", (check, answer, expected) => {
    expect(met(check, answer)).toBe(expected);
  });

  it("compares with the row's own column", () => {
    const check = { type: "number", value: { column: "answer" } };
    expect(met(check, "it is 42.", { answer: "42" })).toBe(true);
    expect(met(check, "it is 41.", { answer: 42 })).toBe(false);
    expect(met({ type: "equals", value: { column: "answer" } }, "yes", { answer: true })).toBe(false);
  });

  it("has no verdict, and a reason, where it cannot be said, also turned round by `not`", () => {
    expect(reading({ type: "number", value: { column: "answer" }, not: true }, "42", { answer: null })).toEqual({
      met: null,
      reason: "`answer` holds no number in this row",
    });
    expect(reading({ type: "script", script: "Latin" }, "42")).toEqual({ met: null, reason: "the answer has no letters" });
    const long = reading({ type: "regex", pattern: "needle" }, "hay ".repeat(10_000));
    expect(long).toMatchObject({ met: null, reason: expect.stringContaining("20,000") });
    expect(met({ type: "regex", pattern: "hay" }, "hay ".repeat(10_000))).toBe(true);
  });

  it("is refused with what a check can be", () => {
    const problems = (check: object) => checkSchema.safeParse(check).error?.issues.map(({ message }) => message) ?? [];
    expect(problems({ type: "regexp", pattern: "a" })[0]).toContain("contains");
    expect(problems({ type: "regex", pattern: "(?=a)" })[0]).toContain("looks ahead");
    expect(problems({ type: "length", unit: "words" })[0]).toContain("`min`, `max` or both");
    expect(problems({ type: "length", min: 5, max: 3 })[0]).toContain("must not be above");
  });
});

describe("counting in a text", () => {
  it("reads numbers as they are written", () => {
    expect(numbersIn("−3, 1,234.5 and 2-3, x7, 1e3")).toEqual([-3, 1234.5, 2, 3, 1000]);
  });

  it("does not take a decimal point or an empty line for a sentence", () => {
    expect(countSentences("One is 3.14.\n\nTwo? “Three!” Four")).toBe(4);
    expect(countSentences("第一句。第二句。")).toBe(2);
    expect(countSentences("  ")).toBe(0);
  });
});
