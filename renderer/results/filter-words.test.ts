import { expect, it } from "vitest";
import { boolean, double, text } from "#shared/data/table.ts";
import { filterProblem, filterSentence, operatorsFor } from "./filter-words.ts";

it("offers operators that fit the type", () => {
  expect(operatorsFor(text)[0]).toBe("contains");
  expect(operatorsFor(double)).toContain("<=");
  expect(operatorsFor(boolean)).not.toContain("contains");
});

it("says a filter in words", () => {
  expect(filterSentence({ column: "score", operator: ">=", value: "0.5" }, double)).toBe("score at least 0.5");
  expect(filterSentence({ column: "at", operator: "<", value: "2026-05-12" }, { type: "timestamp" })).toBe("at before 2026-05-12");
  expect(filterSentence({ column: "kind", operator: "in", value: "a\nb" }, text)).toBe("kind is one of a, b");
  expect(filterSentence({ column: "kind", operator: "is-null", value: "" }, text)).toBe("kind is null");
});

it("refuses values the column can't be compared with", () => {
  expect(filterProblem({ column: "score", operator: ">", value: "high" }, double)).toBe('"high" is not a number.');
  expect(filterProblem({ column: "day", operator: "=", value: "May" }, { type: "date" })).toContain("2026-05-12");
  expect(filterProblem({ column: "score", operator: "is-null", value: "" }, double)).toBeNull();
  expect(filterProblem({ column: "score", operator: "in", value: "1\n2" }, double)).toBeNull();
});

it("says both columns of a filter that may hold in either", () => {
  expect(filterSentence({ column: "a", orColumn: "b", operator: "=", value: "sim/willow-small" }, text)).toBe("a or b is sim/willow-small");
});
