import { writeFile } from "node:fs/promises";
import { mayCall } from "#shared/contract/call-words.ts";
import type { Connection } from "#shared/contract/connect.ts";
import type { Plan } from "#shared/contract/contract.ts";
import type { RunTarget } from "#shared/contract/schemas.ts";
import { watchFrom } from "#shared/contract/watch.ts";
import type { RunMode, RunStatus } from "#shared/journal/entries.ts";
import { fold, type SessionState } from "#shared/journal/fold.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { jsonLine } from "./json-line.ts";
import { planLines } from "./plan-text.ts";
import { barDisplay, jsonDisplay, lineDisplay, type RunDisplay } from "./run-display.ts";
import { exitCodeOf, isNotebookError, summaryLines } from "./run-end.ts";
import { together, untilBack, waitingCells } from "./run-wait.ts";
import type { Terminal } from "./terminal.ts";
import { openNotebook } from "./workspace.ts";

export type RunOptions = {
  readonly cell: string | null;
  /** `last-results`: the cell alone, on what the cells above it have. */
  readonly upstream?: "run" | "last-results";
  readonly mode: RunMode;
  readonly planOnly: boolean;
  readonly confirmed: boolean;
  readonly budgetUsd: number | null;
  /** Stays until batches are back, and runs on then. */
  readonly wait: boolean;
  readonly json: boolean;
  /** Where to write the HTML report, or null. */
  readonly report: string | null;
};

export type RunParts = { readonly connection: Connection; readonly terminal: Terminal; readonly now: () => number };

const needsConsent = "This run needs your consent: add --yes to accept the plan, or --plan to see it only.";

/** Plans, asks, runs and reports a notebook, through the same calls a window makes. */
export async function runNotebook(path: string, options: RunOptions, { connection, terminal, now }: RunParts): Promise<ExitCode> {
  const { client } = connection;
  const { notebook, state } = await client.notebook.open({ path });
  const target: RunTarget =
    options.cell === null ? { type: "stale" } : { type: "cell", cell: options.cell, upstream: options.upstream ?? "run" };
  const plan = await client.plan.make({ notebook, target, mode: options.mode });
  if (options.planOnly) return showPlan(plan, path, options, terminal);

  const sender = plan.cells.find((cell) => cell.effects?.some((effect) => effect.isOutgoing));
  // A sweep accepted unseen must send nothing away: whoever means to names the export.
  const isMeant = sender === undefined || sender.cell === options.cell;
  if (plan.needsConfirmation && !(options.confirmed && isMeant)) {
    for (const line of planLines(plan, path)) terminal.complain(line);
    const answer = await terminal.confirm("Run this plan?");
    if (answer === null)
      terminal.complain(isMeant ? needsConsent : `${sender.cell} sends data away: name it with --cell ${sender.cell} --yes.`);
    if (answer !== true) return exitCodes.needsConfirmation;
  }
  const display = displayFor(options, terminal, now);
  const parts = { connection, terminal, now };
  const { budgetUsd } = options;
  const left = await carryOut({ path, plan, notebook, state, budgetUsd }, display, parts);
  const end = options.wait ? await stayAndGoOn(left, { path, plan, target, notebook, budgetUsd }, display, parts) : left;
  if (options.report !== null) {
    const { html } = await client.notebook.report({ notebook });
    await writeFile(options.report, html);
    terminal.complain(`Report: ${options.report}`);
  }
  const exitCode = exitCodeOf(end, plan);
  if (options.json) terminal.print(jsonLine({ type: "end", exitCode, run: end.run, cells: Object.values(end.state.cells) }));
  else for (const line of await summaryLines(end, plan, { client, notebook, path })) terminal.complain(line);
  return exitCode;
}

/** Stays until the batches of an accepted plan are back, and runs then those of its cells that waited for them. */
async function stayAndGoOn(
  first: RunEnd,
  { plan, target, path, notebook, budgetUsd }: Omit<Start, "state"> & { readonly target: RunTarget },
  display: RunDisplay,
  parts: RunParts,
): Promise<RunEnd> {
  /** Null where it may not go on: what is left was not in the plan a person accepted. */
  const goOn = async (from: RunEnd, run: RunStatus, mayAsk: boolean): Promise<RunEnd | null> => {
    const rest = await parts.connection.client.plan.make({ notebook, target, mode: { type: "full" } });
    const isAccepted = rest.cells.every(({ cell }) => plan.cells.some((accepted) => accepted.cell === cell));
    if (rest.cells.length === 0) return { run: { ...run, state: "done", sentence: null, pausedBy: null }, state: from.state, waited: true };
    if (!isAccepted || (!mayAsk && mayCall(rest))) return null;
    const left = budgetUsd === null ? null : Math.max(Number.EPSILON, budgetUsd - run.spentUsd);
    const next = await carryOut({ path, plan: rest, notebook, state: from.state, budgetUsd: left }, display, parts);
    return { run: together(run, next.run === null ? [] : [next.run]), state: next.state, waited: true };
  };
  let end = first;
  // Another process may have taken the answers up before this one could look: what is left is to build the rows.
  if (end.run?.pausedBy === "batch" && waitingCells(end).length === 0) end = (await goOn(end, end.run, false)) ?? end;
  while (waitingCells(end).length > 0) {
    end = await untilBack(notebook, end, display, parts);
    if (end.run?.state !== "done") break;
    const next = await goOn(end, end.run, true);
    if (next === null) break;
    end = next;
  }
  return end;
}

/** How a run ended: `run` is null when there was nothing to run. `waited`: its batches were stayed for. */
export type RunEnd = { readonly run: RunStatus | null; readonly state: SessionState; readonly waited?: true };

type Start = {
  readonly path: string;
  readonly plan: Plan;
  readonly notebook: string;
  readonly state: SessionState;
  readonly budgetUsd: number | null;
};

async function carryOut(start: Start, display: RunDisplay, { connection, terminal }: RunParts): Promise<RunEnd> {
  const { client } = connection;
  const { notebook } = start;
  let { state } = start;
  // Planning may have re-run free cells, so even without a run there is something to catch up with.
  const { run } =
    start.plan.cells.length > 0 ? await client.run.start({ notebook, token: start.plan.token, budgetUsd: start.budgetUsd }) : { run: null };
  if (run === null) return { run: null, state: (await openNotebook(start.path, client)).state };

  let interrupts = 0;
  const stopListening = terminal.onInterrupt(() => {
    interrupts += 1;
    if (interrupts > 1) process.exit(exitCodes.interrupted);
    terminal.complain("Stopping: calls in flight are kept. Press Ctrl-C again to leave at once.");
    client.run.stop({ notebook }).catch(() => undefined); // The run may just have ended by itself.
  });
  const done = new AbortController();
  try {
    for await (const batch of watchFrom(connection, notebook, state.seq, done.signal)) {
      if (batch.type === "snapshot") state = batch.state;
      else {
        for (const entry of batch.entries) {
          state = fold(state, [entry]);
          display.entry(entry, state);
        }
      }
      const status = state.runs.find((each) => each.run === run);
      if (status && status.state !== "running") {
        display.end(state);
        return { run: status, state };
      }
    }
    throw new Error("The stream of entries ended before the run did.");
  } finally {
    done.abort();
    stopListening();
  }
}

function showPlan(plan: Plan, path: string, options: RunOptions, terminal: Terminal): ExitCode {
  if (options.json) terminal.print(jsonLine({ type: "plan", ...plan }));
  else for (const line of planLines(plan, path)) terminal.print(line);
  return plan.problems.some(isNotebookError) ? exitCodes.badNotebook : exitCodes.done;
}

function displayFor(options: RunOptions, terminal: Terminal, now: () => number): RunDisplay {
  if (options.json) return jsonDisplay(terminal);
  return terminal.drawable ? barDisplay(terminal, now) : lineDisplay(terminal, now);
}
