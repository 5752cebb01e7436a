import { readFile } from "node:fs/promises";
import { basename, extname } from "node:path";
import { AssayError } from "#shared/assay-error.ts";
import { constitution } from "#shared/cells/constitution.ts";
import { compareConstitutions, type PrincipleChange, principleParts } from "#shared/constitution/compare.ts";
import { type ImportProblem, importConstitution } from "#shared/constitution/import.ts";
import type { WrittenPrinciple } from "#shared/constitution/principle.ts";
import type { Client } from "#shared/contract/connect.ts";
import { cellNameFor } from "#shared/import/cell-body.ts";
import { freeCellName } from "#shared/notebook/cell-name.ts";
import { insertBlock } from "#shared/notebook/change.ts";
import { cellsOf } from "#shared/notebook/document.ts";
import { applyEdit, editBetween } from "#shared/notebook/edit.ts";
import { readNotebookText } from "#shared/notebook/read.ts";
import { setYamlValue } from "#shared/notebook/yaml-change.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { jsonLine } from "./json-line.ts";
import { counted } from "./numbers-text.ts";
import type { Terminal } from "./terminal.ts";

/** Principles of a file as a constitution cell at a notebook's end; what can't be read of them is told by line. */
export async function importPrinciples(
  path: string,
  file: string,
  wanted: string | null,
  client: Client,
  terminal: Terminal,
): Promise<ExitCode> {
  const { principles, problems } = importConstitution(await textIn(file));
  tellProblems(file, problems, terminal);
  if (principles.length === 0) throw noPrinciples(file);
  const { notebook, state } = await client.notebook.open({ path });
  const document = readNotebookText(state.text);
  const names = cellsOf(document).map(({ name }) => name);
  const name = freeCellName(wanted ?? cellNameFor(basename(file, extname(file))), names);
  const added = { type: "cell", kind: "constitution", name, body: "" } as const;
  const empty = applyEdit(document, insertBlock(document, document.blocks.length, added));
  const whole = applyEdit(empty, setYamlValue(empty, name, ["principles"], principles));
  const splices = editBetween(document, whole).splices.map(({ at, removed, inserted }) => ({
    at,
    removed: [...removed],
    inserted: [...inserted],
  }));
  const done = await client.notebook.edit({ notebook, revision: state.revision, edit: { splices }, client: "command line" });
  if (!done.applied) throw new AssayError("notebook-changed-on-disk", `${path} changed meanwhile.`, { hint: "Import again." });
  await client.notebook.save({ notebook });
  terminal.print(`${name}: ${counted(principles.length, "principle")}`);
  return problems.length === 0 ? exitCodes.done : exitCodes.rowErrors;
}

/** Tells what differs between two versions, as text or as a JSON document a change. */
export async function comparePrinciples(before: string, after: string, json: boolean, terminal: Terminal): Promise<ExitCode> {
  const [old, now] = [await readVersion(before, terminal), await readVersion(after, terminal)];
  return tell(compareConstitutions(old, now), json, terminal);
}

/** The principles of a file, or of a notebook's one constitution, or of the cell named behind `#`. */
async function readVersion(given: string, terminal: Terminal): Promise<readonly WrittenPrinciple[]> {
  const notebook = /^(.*\.assay\.md)(?:#(.+))?$/.exec(given);
  if (notebook === null) {
    const { principles, problems } = importConstitution(await textIn(given));
    tellProblems(given, problems, terminal);
    if (principles.length === 0) throw noPrinciples(given);
    return principles;
  }
  const [, path = "", name] = notebook;
  const cells = cellsOf(readNotebookText(await textIn(path))).filter(({ kind }) => kind === constitution.kind);
  const chosen = cells.filter((cell) => name === undefined || cell.name === name);
  const [only] = chosen;
  if (only === undefined || chosen.length > 1) {
    const hint = cells.length === 0 ? "Name another notebook." : `Choose one: ${cells.map((cell) => `${path}#${cell.name}`).join(", ")}.`;
    const sentence =
      only !== undefined ? `${path} has ${cells.length} constitutions.` : `${path} has no constitution${name ? ` called ${name}` : ""}.`;
    throw new AssayError("not-found", sentence, { hint });
  }
  const reading = constitution.read(only.body);
  if (reading.ok) return reading.body.principles;
  const [problem] = reading.problems;
  throw new AssayError("cell-invalid", `${only.name} can't be read: ${problem?.sentence ?? "its text is no constitution."}`, {
    hint: problem?.hint ?? "Mend the cell first.",
    place: { file: path, cell: only.name },
  });
}

function tell(changes: readonly PrincipleChange[], json: boolean, terminal: Terminal): ExitCode {
  if (json) for (const change of changes) terminal.print(jsonLine(change));
  else for (const change of changes) for (const line of linesOf(change)) terminal.print(line);
  const count = (type: PrincipleChange["type"]): number => changes.filter((change) => change.type === type).length;
  const moved = changes.filter((change) => change.moved).length;
  terminal.complain(
    `${count("added")} added, ${count("removed")} removed, ${count("changed")} changed, ${moved} moved, ${count("same")} the same.`,
  );
  return exitCodes.done;
}

function linesOf({ type, before, after, moved }: PrincipleChange): readonly string[] {
  if (type === "same") return moved ? [`  ${after.id} moved`] : [];
  if (type === "added") return [`+ ${after.id}: ${after.text}`];
  if (type === "removed") return [`- ${before.id}: ${before.text}`];
  const parts = principleParts.filter((part) => (before[part] ?? "") !== (after[part] ?? ""));
  return [
    `~ ${after.id}${moved ? ", moved" : ""}`,
    ...parts.flatMap((part) => [
      ...(before[part] === undefined ? [] : [`  - ${part}: ${before[part]}`]),
      ...(after[part] === undefined ? [] : [`  + ${part}: ${after[part]}`]),
    ]),
  ];
}

function tellProblems(file: string, problems: readonly ImportProblem[], terminal: Terminal): void {
  for (const { line, sentence } of problems) terminal.complain(`${file}:${line}: ${sentence}`);
}

function noPrinciples(file: string): AssayError {
  return new AssayError("data-unreadable", `${file} holds no principle.`, {
    hint: "Write one a list item in Markdown, or a JSON or YAML list of them.",
  });
}

async function textIn(file: string): Promise<string> {
  return readFile(file, "utf8").catch((cause: unknown) => {
    throw new AssayError("not-found", `Cannot read ${file}.`, { hint: "Check the path and try again.", cause });
  });
}
