import { batchTerms } from "#shared/contract/batch-words.ts";
import { callWords, type PlannedCalls } from "#shared/contract/call-words.ts";
import type { Plan } from "#shared/contract/contract.ts";
import type { BatchPlan, CellPlan, CostRange } from "#shared/journal/entries.ts";
import { costText, count, durationText, usd } from "./numbers-text.ts";
import { problemLines } from "./problem-text.ts";

/** The plan as the dialog shows it: a line a cell, the totals, the budget. */
export function planLines(plan: Plan, notebook: string): readonly string[] {
  if (plan.cells.length === 0) return ["Nothing to run: every cell is fresh.", ...problemsOf(plan, notebook)];
  const width = Math.max(...plan.cells.map((cell) => cell.cell.length));
  return [
    ...plan.cells.flatMap((cell) => [
      `  ${cell.cell.padEnd(width)}  ${cell.kind.padEnd(8)}  ${cellText(cell)}`,
      ...(cell.effects ?? []).map(({ sentence }) => `  ${" ".repeat(width)}  ${sentence}`),
    ]),
    `${callWords(plan)} to make, ${count(plan.cachedCalls)} in the journal already · ${moneyText(plan)}${
      plan.durationMs === null ? "" : ` · about ${durationText(plan.durationMs)}`
    }${plan.budgetLeftUsd === null ? "" : ` · ${usd(plan.budgetLeftUsd)} of the budget left`}`,
    ...problemsOf(plan, notebook),
  ];
}

function cellText(cell: CellPlan): string {
  const parts = [
    cell.costClass === "paid" ? callWords(cell) : cell.costClass,
    cell.batch === undefined ? "" : batchText(cell.batch),
    cell.cachedCalls > 0 ? `${count(cell.cachedCalls)} cached` : "",
    cell.costClass === "paid" ? moneyText(cell) : "",
    cell.reasons.join("; "),
    cell.otherOrigins.length > 0 ? `cached answers come from ${cell.otherOrigins.join(", ")}` : "",
  ];
  return parts.filter(Boolean).join(" · ");
}

/** Where nobody can tell the most calls, nobody can tell what they cost at most. */
function moneyText({ costUsd, mostCalls }: PlannedCalls & { readonly costUsd: CostRange }): string {
  return `${costText(costUsd)}${mostCalls === null && costUsd !== null && costUsd.high > 0 ? " or more" : ""}`;
}

function batchText(batch: BatchPlan): string {
  const { waiting } = batch;
  return `as a batch, ${batchTerms(batch)}${waiting > 0 ? ` · ${count(waiting)} in a batch already` : ""}`;
}

const problemsOf = (plan: Plan, notebook: string) => plan.problems.flatMap((problem) => problemLines(problem, notebook));
