import { refusalOf } from "#shared/import/refusal.ts";
import { countOf, type ProblemReason, type ProblemReport, type RowProblem } from "#shared/import/row-problem.ts";
import type { DatasetSource } from "./dataset-source.ts";

/** What is wrong with a row of the table, told by the line it was read from. */
export function problemAt(
  { file, lines }: Pick<DatasetSource, "file" | "lines">,
  index: number,
  { reason, sentence }: { readonly reason: ProblemReason; readonly sentence: string },
): RowProblem {
  const line = lines?.[index] ?? null;
  const row = line === null ? index + 1 : null;
  const where = line === null ? `row ${(index + 1).toLocaleString("en")}` : `line ${line.toLocaleString("en")}`;
  return { file, line, column: null, row, reason, sentence: `${file} ${where}: ${sentence}`, kept: false, text: "" };
}

export function addProblems(report: ProblemReport, problems: readonly RowProblem[]): ProblemReport {
  if (problems.length === 0) return report;
  const bad = new Map(Object.entries(report.bad));
  for (const { reason } of problems) bad.set(reason, (bad.get(reason) ?? 0) + 1);
  return { ...report, bad: Object.fromEntries(bad), first: [...report.first, ...problems] };
}

/** Throws data-unreadable with the first bad rows and their count, when there are any. */
export function refuseBadRows(report: ProblemReport): void {
  if (countOf(report.bad) > 0) throw refusalOf(report, "");
}
