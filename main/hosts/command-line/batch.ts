import type { Command } from "commander";
import type { LinesTold, RequestFile } from "#shared/contract/batches.ts";
import type { Client, Connection } from "#shared/contract/connect.ts";
import { linesToTell, reportSentence, stillLacking } from "#shared/contract/results-words.ts";
import type { CellStatus } from "#shared/journal/entries.ts";
import type { SessionState } from "#shared/journal/fold.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { count, counted, usd } from "./numbers-text.ts";
import type { Terminal } from "./terminal.ts";
import type { withNotebook } from "./with-notebook.ts";
import type { openNotebook as openInWorkspace } from "./workspace.ts";

// The engine is loaded when a command runs, so that `--help` loads nothing.
const open: typeof withNotebook = async (path, terminal, command) =>
  (await import("./with-notebook.ts")).withNotebook(path, terminal, command);
const openNotebook: typeof openInWorkspace = async (path, client) => (await import("./workspace.ts")).openNotebook(path, client);

/** `assay batch`: a cell's requests as files for an engine elsewhere, and its results back; batches that are under way. */
export function addBatch(program: Command, terminal: Terminal, finish: (code: ExitCode) => void): void {
  const batch = program.command("batch").description("a cell's requests as files for `vllm run_batch`, and batches under way");
  batch
    .command("write <notebook>")
    .description("write what a cell lacks as run_batch input files, at most 50,000 requests each; asks nothing")
    .requiredOption("--cell <name>", "the cell")
    .option("--out <file>", "where to write; several models get several files beside it (default: batch/ beside the notebook)")
    .action(async (path: string, flags: { cell: string; out?: string }) => {
      finish(await open(path, terminal, (name, { client }) => writeRequests(name, flags, client, terminal)));
    });
  batch
    .command("read <notebook> <results...>")
    .description("read a run_batch's results back: after that the cell runs without these calls")
    .requiredOption("--cell <name>", "the cell")
    .action(async (path: string, results: string[], flags: { cell: string }) => {
      finish(await open(path, terminal, (name, { client }) => readResults(name, flags.cell, results, client, terminal)));
    });
  for (const deed of ["look", "cancel"] as const) {
    batch
      .command(`${deed} <notebook>`)
      .description(
        deed === "look" ? "look at a cell's batches and take up what is back" : "cancel a cell's batches; answers that are there are kept",
      )
      .requiredOption("--cell <name>", "the cell")
      .action(async (path: string, flags: { cell: string }) => {
        finish(await open(path, terminal, (name, connection) => attend(deed, name, flags.cell, connection, terminal)));
      });
  }
}

async function writeRequests(
  path: string,
  { cell, out }: { readonly cell: string; readonly out?: string },
  client: Client,
  terminal: Terminal,
): Promise<ExitCode> {
  const { notebook } = await openNotebook(path, client);
  const written = out === undefined ? await client.batches.writeRequests({ notebook, cell }) : await writeTo(out, notebook, cell, client);
  if (written.length === 0) terminal.complain(`${cell} lacks nothing: every call is in the journal or on its way in a batch.`);
  for (const { path: file } of written) terminal.print(file);
  for (const model of new Set(written.map((file) => file.model)))
    terminal.complain(writtenLine(written.filter((file) => file.model === model)));
  if (written.length > 0) terminal.complain(`Run each elsewhere, then: assay batch read ${path} RESULTS --cell ${cell}`);
  return exitCodes.done;
}

/** "120,000 requests to lab/small in 3 files; with vLLM, each like the first: vllm run-batch …" */
function writtenLine(files: readonly RequestFile[]): string {
  const [first] = files;
  const requests = files.reduce((sum, file) => sum + file.requests, 0);
  const [places, how] = files.length === 1 ? ["", ""] : [` in ${files.length} files`, ", each like the first"];
  return `${counted(requests, "request")} to ${first?.model}${places}; with vLLM${how}: ${first?.command}`;
}

/** Request files anywhere, as the command line may. */
async function writeTo(out: string, notebook: string, cell: string, client: Client): Promise<readonly RequestFile[]> {
  const [{ createRequestFiles }, { nodeFileSystem }, { runCommand }] = await Promise.all([
    import("#main/storage/request-files.ts"),
    import("#main/storage/file-system.ts"),
    import("#main/engine/batch/request-files.ts"),
  ]);
  const files = createRequestFiles(nodeFileSystem, out);
  try {
    for await (const { model, lines } of await client.batches.requests({ notebook, cell })) await files.write(model, lines);
  } catch (error) {
    await files.discard();
    throw error;
  }
  return (await files.close()).map(({ file, model, requests }) => ({ path: file, model, requests, command: runCommand(file, model) }));
}

async function readResults(path: string, cell: string, files: readonly string[], client: Client, terminal: Terminal): Promise<ExitCode> {
  const [{ linesOf }, { nodeFileSystem }] = await Promise.all([
    import("#main/storage/line-files.ts"),
    import("#main/storage/file-system.ts"),
  ]);
  const { notebook } = await openNotebook(path, client);
  const { results } = await client.batches.openResults({ notebook, cell });
  const starts: { readonly file: string; readonly line: number }[] = [];
  let read = 0;
  for (const file of files) {
    starts.push({ file, line: read });
    for await (const lines of linesOf(nodeFileSystem, file)) {
      await client.batches.addResults({ notebook, results, lines });
      read += lines.length;
    }
  }
  const report = await client.batches.closeResults({ notebook, results });
  const placeOf = (line: number): string => {
    const start = starts.findLast((each) => each.line < line);
    return `${start?.file ?? ""}:${line - (start?.line ?? 0)}`;
  };
  for (const told of linesToTell(report)) for (const line of toldLines(told, placeOf)) terminal.complain(line);
  for (const id of report.missing.ids) terminal.complain(`no line for ${id}`);
  terminal.print(`${reportSentence(report)}${report.costUsd > 0 ? `, ${usd(report.costUsd)}` : ""}`);
  const left = stillLacking(report);
  if (left > 0) terminal.complain(`${count(left)} are still lacking; this writes just those: assay batch write ${path} --cell ${cell}`);
  else terminal.complain(`Build the cell with: assay run ${path} --cell ${cell} --yes`);
  const isWhole = left === 0 && report.failed.count === 0 && report.unreadable.count === 0;
  return isWhole ? exitCodes.done : exitCodes.rowErrors;
}

function toldLines({ count: all, lines }: LinesTold, placeOf: (line: number) => string): readonly string[] {
  const more = all > lines.length ? [`… and ${count(all - lines.length)} more lines like the last`] : [];
  return [...lines.map(({ line, sentence }) => `${placeOf(line)}  ${sentence}`), ...more];
}

async function attend(deed: "look" | "cancel", path: string, cell: string, connection: Connection, terminal: Terminal): Promise<ExitCode> {
  const { client } = connection;
  const before = await openNotebook(path, client);
  const { notebook } = before;
  const { goesOn } = await client.batches[deed]({ notebook, cell });
  if (goesOn > 0) await untilRunsEnd(goesOn, notebook, before.state, connection);
  const { state } = await client.notebook.open({ path });
  const status = state.cells[cell];
  terminal.print(status === undefined ? `There is no cell ${cell}.` : `${cell}: ${status.sentence || status.state}`);
  if (status?.batch?.problem) terminal.complain(status.batch.problem);
  return status === undefined ? exitCodes.badNotebook : isWaiting(status) ? exitCodes.waiting : exitCodes.done;
}

/** What goes on by itself would be interrupted by leaving. */
async function untilRunsEnd(runs: number, notebook: string, before: SessionState, connection: Connection): Promise<void> {
  const [{ watchFrom }, { fold }] = await Promise.all([import("#shared/contract/watch.ts"), import("#shared/journal/fold.ts")]);
  const known = new Set(before.runs.map(({ run }) => run));
  const done = new AbortController();
  let state = before;
  try {
    for await (const batch of watchFrom(connection, notebook, before.seq, done.signal)) {
      state = batch.type === "snapshot" ? batch.state : fold(state, batch.entries);
      if (state.runs.filter((run) => run.state !== "running" && !known.has(run.run)).length >= runs) return;
    }
  } finally {
    done.abort();
  }
}

export function isWaiting(status: CellStatus): boolean {
  return status.batch !== undefined;
}
