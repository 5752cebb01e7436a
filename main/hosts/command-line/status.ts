import type { Client } from "#shared/contract/connect.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { jsonLine } from "./json-line.ts";
import { problemLines } from "./problem-text.ts";
import { cellLine } from "./progress-text.ts";
import type { Terminal } from "./terminal.ts";
import { openNotebook } from "./workspace.ts";

/** One line a cell and every problem, without running anything. */
export async function showStatus(path: string, json: boolean, client: Client, terminal: Terminal): Promise<ExitCode> {
  const { state } = await openNotebook(path, client);
  const cells = state.order.flatMap((name) => state.cells[name] ?? []);
  const problems = [...state.problems, ...cells.flatMap((cell) => cell.problems)];
  if (json) {
    terminal.print(jsonLine({ title: state.title, cells, runs: state.runs, disk: state.disk, problems }));
  } else {
    const nameWidth = Math.max(0, ...cells.map((cell) => cell.name.length));
    const kindWidth = Math.max(0, ...cells.map((cell) => cell.kind.length));
    for (const cell of cells) {
      terminal.print(
        cellLine({ ...cell, name: `${cell.name.padEnd(nameWidth)}  ${cell.kind.padEnd(kindWidth)}` }, 0, Number.POSITIVE_INFINITY),
      );
    }
    for (const problem of problems) for (const line of problemLines(problem, path)) terminal.complain(line);
  }
  return problems.some((problem) => problem.severity === "error") ? exitCodes.badNotebook : exitCodes.done;
}
