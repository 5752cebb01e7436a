import { readFile, writeFile } from "node:fs/promises";
import type { Command } from "commander";
import { AssayError } from "#shared/assay-error.ts";
import type { Client } from "#shared/contract/connect.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { jsonLine } from "./json-line.ts";
import type { Terminal } from "./terminal.ts";
import type { withNotebook } from "./with-notebook.ts";
import type { openNotebook as openInWorkspace } from "./workspace.ts";

// The engine is loaded when a command runs, so that `--help` loads nothing.
const open: typeof withNotebook = async (path, terminal, command) =>
  (await import("./with-notebook.ts")).withNotebook(path, terminal, command);
const openNotebook: typeof openInWorkspace = async (path, client) => (await import("./workspace.ts")).openNotebook(path, client);

/** Whose part of which queue. */
type Person = { readonly cell: string; readonly annotator: string };

/** `assay labels`: sheets for people without Assay, and how far their queues are. */
export function addLabels(program: Command, terminal: Terminal, finish: (code: ExitCode) => void): void {
  const labels = program.command("labels").description("people's labels: sheets for a spreadsheet, and how far the queues are");
  labels
    .command("status <notebook>", { isDefault: true })
    .description("how far each human cell's queue is, and who labelled how many")
    .option("--cell <name>", "only this cell")
    .option("--json", "as JSON lines")
    .action(async (path: string, flags: { cell?: string; json?: boolean }) => {
      finish(await open(path, terminal, (name, { client }) => showLabels(name, flags.cell ?? null, flags.json ?? false, client, terminal)));
    });
  labels
    .command("export <notebook>")
    .description("write a person's part of a queue as CSV, half-finished or not")
    .requiredOption("--cell <name>", "the human cell")
    .requiredOption("--annotator <name>", "whose labels they are to be")
    .option("--to <file>", "where to write (default: CELL-ANNOTATOR.csv)")
    .action(async (path: string, flags: Person & { to?: string }) => {
      finish(await open(path, terminal, (name, { client }) => exportSheet(name, flags, flags.to ?? null, client, terminal)));
    });
  labels
    .command("import <notebook> <sheet>")
    .description("read a filled-in CSV back; good rows are kept, the others told by line")
    .requiredOption("--cell <name>", "the human cell")
    .requiredOption("--annotator <name>", "who filled it in")
    .action(async (path: string, sheet: string, flags: Person) => {
      finish(await open(path, terminal, (name, { client }) => importSheet(name, flags, sheet, client, terminal)));
    });
}

async function showLabels(path: string, cell: string | null, json: boolean, client: Client, terminal: Terminal): Promise<ExitCode> {
  const { notebook, state } = await openNotebook(path, client);
  const people = state.order.filter((name) => state.cells[name]?.kind === "human");
  for (const name of cell === null ? people : [cell]) {
    const standing = await client.labels.progress({ notebook, cell: name });
    if (json) {
      terminal.print(jsonLine({ cell: name, ...standing }));
      continue;
    }
    const overlap = standing.overlap > 1 ? `, ${standing.overlap} people an item` : "";
    terminal.print(
      `${name}  ${standing.done}/${standing.wanted} labelled, ${standing.complete} of ${standing.items} items complete${overlap}`,
    );
    for (const { annotator, done, skipped, total } of standing.annotators)
      terminal.print(`  ${annotator}  ${done}/${total}${skipped > 0 ? `, ${skipped} skipped` : ""}`);
    if (standing.setAside > 0) terminal.print(`  ${standing.setAside} set aside: see the table ${name}_set_aside`);
    if (standing.isDeterministic)
      terminal.complain(`${name}: the hardest items were taken without a draw; corrections refuse these labels.`);
    const strays = standing.strays.map(({ sentence }) => sentence);
    for (const problem of [...standing.problems, ...strays]) terminal.complain(`${name}: ${problem}`);
  }
  if (cell === null && people.length === 0) terminal.print("The notebook has no human cell.");
  return exitCodes.done;
}

async function exportSheet(path: string, person: Person, to: string | null, client: Client, terminal: Terminal): Promise<ExitCode> {
  const { notebook } = await openNotebook(path, client);
  const { fileName, csv, rows } = await client.labels.exportSheet({ notebook, cell: person.cell, annotator: person.annotator });
  const file = to ?? fileName;
  // Spreadsheets take a file for UTF-8 by its first bytes.
  await writeFile(file, `\uFEFF${csv}`).catch((cause: unknown) => {
    throw new AssayError("read-only", `Cannot write ${file}.`, { hint: "Choose another place with --to.", cause });
  });
  terminal.print(file);
  terminal.complain(
    `${rows} items. Fill in the empty columns, then: assay labels import ${path} ${file} --cell ${person.cell} --annotator …`,
  );
  return exitCodes.done;
}

async function importSheet(path: string, person: Person, sheet: string, client: Client, terminal: Terminal): Promise<ExitCode> {
  const csv = await readFile(sheet, "utf8").catch((cause: unknown) => {
    throw new AssayError("not-found", `Cannot read ${sheet}.`, { hint: "Check the path and try again.", cause });
  });
  const { notebook } = await openNotebook(path, client);
  const { added, already, empty, problems } = await client.labels.importSheet({ notebook, ...person, csv });
  for (const { line, sentence } of problems) terminal.complain(`${sheet}:${line}  ${sentence}`);
  terminal.print(`${added} added, ${already} known already, ${empty} without a verdict, ${problems.length} not taken`);
  return problems.length > 0 ? exitCodes.rowErrors : exitCodes.done;
}
