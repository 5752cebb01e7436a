import { expect, it } from "vitest";
import type { CellResult } from "#shared/journal/entries.ts";
import { datasetLine } from "./dataset-line.ts";

const result = (rows: number, summary: string): CellResult => ({
  ...{ recipe: "", at: 0, durationMs: 1, costUsd: 0, estimateUsd: { low: 0, high: 0 }, ledger: null, simulated: false, triedRows: null },
  tables: [{ name: "tasks", rows, columns: [] }],
  summary,
});

it("says rows, their source, and what the reading had to tell", () => {
  expect(datasetLine(result(1, "1 rows · 2 columns"), "tasks.jsonl")).toBe("1 row · tasks.jsonl");
  expect(datasetLine(result(1200, "1,200 rows · 3 columns · 2 bad left out: no JSON 2 · `n` is text from line 7 on"), "tasks.jsonl")).toBe(
    "1,200 rows · tasks.jsonl · 2 bad left out: no JSON 2 · `n` is text from line 7 on",
  );
});
