import type { AssayErrorCode, Problem } from "#shared/assay-error.ts";
import type { Client } from "#shared/contract/connect.ts";
import type { Plan } from "#shared/contract/contract.ts";
import type { CellStatus } from "#shared/journal/entries.ts";
import { isWaiting } from "./batch.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { counted, durationText, usd } from "./numbers-text.ts";
import { problemLines } from "./problem-text.ts";
import { stateMarks } from "./progress-text.ts";
import type { RunEnd } from "./run.ts";

/** 0 if and only if nothing failed: not the run, not a cell it was about, not a row. */
export function exitCodeOf({ run, state }: RunEnd, plan: Plan): ExitCode {
  if (run?.state === "paused") {
    if (run.pausedBy === "budget") return exitCodes.budget;
    if (run.pausedBy === "batch") return Object.values(state.cells).some(isWaiting) ? exitCodes.waiting : exitCodes.rowErrors;
    return run.pausedBy === "you" ? exitCodes.interrupted : exitCodes.failed;
  }
  const problems = [...plan.problems, ...state.problems];
  if (problems.some(isNotebookError)) return exitCodes.badNotebook;
  const cells = (run?.cells ?? []).flatMap((name) => state.cells[name] ?? []);
  if (cells.some((cell) => cell.state === "clash" || cell.state === "conflict")) return exitCodes.badNotebook;
  if (cells.some((cell) => failedRows(cell) > 0 || cell.state === "partial")) return exitCodes.rowErrors;
  if (run?.state === "failed" || cells.some((cell) => cell.state === "error" || cell.state === "blocked")) return exitCodes.failed;
  return exitCodes.done;
}

const notebookErrors: readonly AssayErrorCode[] = [
  "notebook-unreadable",
  "cell-invalid",
  "cell-unknown",
  "name-unknown",
  "name-taken",
  "cycle",
  "model-unknown",
  "template",
];

/** Whether the text has to be changed before it can work, rather than run first, retried or paid. */
export const isNotebookError = ({ code, severity }: Problem): boolean => severity === "error" && notebookErrors.includes(code);

function failedRows(cell: CellStatus): number {
  return Object.values(cell.result?.ledger?.failed ?? {}).reduce((sum, rows) => sum + rows, 0);
}

/** What a person wants to know when it is over: how it ended, what failed and why, and how to go on. */
export async function summaryLines(
  { run, state, waited }: RunEnd,
  plan: Plan,
  { client, notebook, path }: { readonly client: Client; readonly notebook: string; readonly path: string },
): Promise<readonly string[]> {
  const lines = [...plan.problems, ...state.problems].flatMap((problem) => problemLines(problem, path));
  if (!run) return [...lines, lines.length > 0 ? "Nothing to run." : "Nothing to run: every cell is fresh."];
  for (const cell of run.cells.flatMap((name) => state.cells[name] ?? [])) {
    if (cell.state === "error" || cell.state === "blocked") lines.push(`${stateMarks[cell.state]} ${cell.name}: ${cell.sentence}`);
    if (cell.state === "error" || cell.state === "blocked") lines.push(...cell.problems.flatMap((problem) => problemLines(problem, path)));
    if (failedRows(cell) > 0) lines.push(...(await rowErrorLines(cell, client, notebook)));
  }
  const took = run.endedAt === null ? "" : ` in ${durationText(run.endedAt - run.startedAt)}`;
  const spent = run.spentUsd > 0 ? ` for ${usd(run.spentUsd)}` : "";
  lines.push(`${run.state === "done" ? "Done" : run.state}: ${counted(run.cells.length, "cell")}${took}${spent}.`);
  const ended = waited && run.state === "paused" ? run.cells.flatMap((name) => endOfBatch(state.cells[name], path)) : [];
  if (ended.length > 0) return [...lines, ...ended];
  if (run.sentence) lines.push(run.sentence);
  if (run.pausedBy === "batch" && run.cells.some((name) => state.cells[name]?.batch !== undefined))
    lines.push(`Assay may be closed meanwhile. Look again with: assay run ${path} --yes (with --wait it stays until they are back)`);
  else if (run.state === "paused") lines.push(`Everything finished is kept. Resume with: assay run ${path} --yes`);
  return lines;
}

/** "answers: 12/30 kept; its batch was cancelled. Ask the rest with: …" for a cell that no batch will bring more. */
function endOfBatch(cell: CellStatus | undefined, path: string): readonly string[] {
  if (cell?.state !== "paused" || isWaiting(cell)) return [];
  return [`${cell.name}: ${cell.sentence.replace(/\.$/, "")}. Ask the rest with: assay run ${path} --cell ${cell.name} --yes`];
}

async function rowErrorLines(cell: CellStatus, client: Client, notebook: string): Promise<readonly string[]> {
  const { rowErrors } = await client.cell.output({ notebook, cell: cell.name });
  return rowErrors.map(
    ({ sentence, count, rows }) => `◪ ${cell.name}: ${counted(count, "row")} failed (${rows.slice(0, 3).join(", ")}): ${sentence}`,
  );
}
