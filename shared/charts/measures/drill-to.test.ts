import { expect, test } from "vitest";
import type { ChartContext } from "../chart-study.ts";
import { drillTo, drillToCriterion, drillToModel, drillToSlice } from "./drill-to.ts";

const columns = { judge: "who", a: "left", b: "right", criterion: "crit" };
const context: ChartContext = { source: { table: "verdicts", columns, people: ["ada", "bo"], by: ["kind", "kind: of task"] } };
const whole = { slice: null };
const given = (names: string) => ({ column: "who", operator: "in", value: names });

test("a judge's mark leads to its rows, one of people as one to everybody's", () => {
  expect(drillTo(["j"], whole, context).drill).toEqual([given("j")]);
  expect(drillTo(["j", "people"], whole, context).drill).toEqual([given("j\nada\nbo")]);
  expect(drillTo([null], whole, context)).toEqual({});
  expect(drillTo(["j"], whole, {})).toEqual({});
});

test("people whose verdicts are a column of their own gave the rows that have one", () => {
  const wide: ChartContext = { source: { table: "verdicts", columns: { ...columns, human: "gold" }, people: [] } };
  const labelled = { column: "gold", operator: "not-null", value: "" };
  expect(drillTo(["people"], whole, wide).drill).toEqual([labelled]);
  expect(drillTo(["j", "gold"], whole, wide).drill).toEqual([given("j"), labelled]);
});

test("a slice is a filter on the column it was made by; of rows without a value none is made", () => {
  expect(drillTo(["j"], { slice: "kind: sums" }, context).drill).toEqual([given("j"), { column: "kind", operator: "=", value: "sums" }]);
  expect(drillToSlice({ slice: "kind: of task: sums" }, context).drill).toEqual([
    { column: "kind: of task", operator: "=", value: "sums" },
  ]);
  expect(drillToSlice(whole, context).drill).toEqual([]);
  expect(drillTo(["j"], { slice: "kind: none" }, context)).toEqual({});
});

test("a model is looked for on either side, a criterion by its judges or by all", () => {
  expect(drillToModel({ judge_a: null, model: "m", slice: null }, context).drill).toEqual([
    { column: "left", orColumn: "right", operator: "=", value: "m" },
  ]);
  const criterion = { column: "crit", operator: "=", value: "clear" };
  expect(drillToCriterion(["j", "k"], { criterion: "clear", slice: null }, context).drill).toEqual([given("j\nk"), criterion]);
  expect(drillToCriterion([null], { criterion: "clear", slice: null }, context).drill).toEqual([criterion]);
});
