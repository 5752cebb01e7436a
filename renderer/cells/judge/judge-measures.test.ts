import { expect, it } from "vitest";
import { double, type TableSchema, text } from "#shared/data/table.ts";
import { judgeMeasures } from "./judge-measures.ts";

const table = (name: string, ...columns: readonly string[]): TableSchema & { readonly name: string; readonly rows: number } => ({
  name,
  rows: 10,
  columns: columns.map((column) => ({ name: column, type: column === "p" ? double : text })),
});
const told = (...tables: readonly ReturnType<typeof table>[]) =>
  judgeMeasures("verdicts", tables).map(({ label, measures }) => [label, measures.map(({ method, table: of }) => `${method} of ${of}`)]);

it("offers agreement, bias and ranking of comparisons, calibration only where the calls hold probabilities", () => {
  const comparisons = table("verdicts", "item", "judge", "a", "b", "verdict", "p");
  expect(told(comparisons, table("verdicts_calls", "item", "verdict")).map(([label]) => label)).toEqual(["Agreement", "Bias", "Ranking"]);
  expect(told(comparisons, table("verdicts_calls", "item", "verdict", "p")).map(([label]) => label)).toEqual([
    "Agreement",
    "Bias",
    "Calibration",
    "Ranking",
  ]);
});

it("offers scores, and criteria of their own table, where answers were judged one by one", () => {
  expect(told(table("verdicts", "item", "judge", "score"), table("verdicts_criteria", "criterion", "met"))).toEqual([
    ["Agreement", ["agreement of verdicts", "repeats of verdicts"]],
    ["Scores", ["scores of verdicts"]],
    ["Rubric", ["rubric of verdicts_criteria"]],
  ]);
  expect(told()).toEqual([]);
});
