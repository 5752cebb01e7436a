import { open, readdir, stat } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import type { Command } from "commander";
import { AssayError } from "#shared/assay-error.ts";
import type { Client } from "#shared/contract/connect.ts";
import type { ImportSource } from "#shared/contract/imports.ts";
import { cellNameFor, datasetBody } from "#shared/import/cell-body.ts";
import type { Examination } from "#shared/import/examination.ts";
import type { Inspection } from "#shared/import/inspection.ts";
import { type Recognised, recognise } from "#shared/import/recognise.ts";
import { freeCellName } from "#shared/notebook/cell-name.ts";
import { insertBlock } from "#shared/notebook/change.ts";
import { readNotebookText } from "#shared/notebook/read.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { type ImportChoices, reportFindings } from "./import-report.ts";
import type { Terminal } from "./terminal.ts";

export type ImportFlags = {
  into: string;
  name?: string;
  part?: string;
  as?: string;
  sample?: number;
  id?: string;
  copy?: boolean;
  goodRows?: boolean;
  check?: boolean;
};

const pieceBytes = 4 * 1024 * 1024;

/** `assay import`: a data file or dataset folder as a dataset cell at a notebook's end. */
export function addImport(program: Command, terminal: Terminal, finish: (code: ExitCode) => void): void {
  program
    .command("import <file>")
    .description("a data file or Hugging Face dataset folder as a dataset cell at the notebook's end; runs nothing")
    .requiredOption("--into <notebook>", "the notebook that gets the cell")
    .option("--name <name>", "the cell's name (default: the file's)")
    .option("--part <label>", "of a folder: which configuration and split, or which file")
    .option("--as <shape>", "how to read the rows: a recognised shape, verdicts, or as-is (default: what is recognised)")
    .option("--id <column>", "the column that names the item; without it rows are numbered")
    .option("--sample <n>", "draw this many rows, whatever the file's size", (text: string) => Math.max(1, Math.floor(Number(text)) || 1))
    .option("--copy", "copy what lies elsewhere into the notebook's folder")
    .option("--good-rows", "leave out rows that can't be read; without it they stop the import")
    .option("--check", "only say what the file holds and what is wrong with it; writes nothing")
    .action(async (file: string, flags: ImportFlags) => {
      const { withNotebook } = await import("./with-notebook.ts");
      finish(await withNotebook(flags.into, terminal, (name, { client }) => importFile(file, name, flags, client, terminal)));
    });
}

async function importFile(file: string, path: string, flags: ImportFlags, client: Client, terminal: Terminal): Promise<ExitCode> {
  const { notebook, state } = await client.notebook.open({ path });
  const folder = dirname(resolve(flags.into));
  const given = resolve(file);
  const kind = await stat(given).catch(() => null);
  if (kind === null) throw new AssayError("not-found", `There is no file or folder ${file}.`, { hint: "Check the path and try again." });
  const way = relative(folder, given);
  const isBelow = way !== "" && way.split(sep)[0] !== ".." && resolve(folder, way) === given;
  if (!isBelow && flags.copy !== true && flags.check !== true)
    throw new AssayError("outside-folder", `${file} lies outside the notebook's folder.`, {
      hint: `Copy it there with --copy, as ${basename(given)}.`,
    });
  const source: ImportSource = isBelow
    ? { type: "folder", path: way.split(sep).join("/") }
    : { type: "staged", staging: await handOver(given, kind.isDirectory(), notebook, client) };
  try {
    const part = choosePart(await client.imports.parts({ notebook, source }), flags.part);
    const inspection = await inspect(notebook, source, part.path, client);
    const chosen = chooseShape(recognise(inspection.schema, inspection.first), flags.as);
    const choice = { reading: chosen, id: flags.id ?? null, sample: flags.sample ?? null, keepsGoodRows: flags.goodRows ?? false };
    const examination = await examine(inspection, { notebook, source, path: part.path }, choice, client);
    const isGood = reportFindings(inspection, examination, choice, terminal);
    const counted = `${inspection.rows.toLocaleString("en")} rows, ${chosen.title}`;
    if (flags.check === true) terminal.print(`${part.path}: ${counted}`);
    if (!isGood || flags.check === true) return isGood ? exitCodes.done : exitCodes.rowErrors;
    const base = source.type === "folder" ? source.path : basename(given);
    if (source.type === "staged")
      await client.imports.keep({ notebook, staging: source.staging, name: base, as: kind.isDirectory() ? "folder" : "file" });
    const document = readNotebookText(state.text);
    const names = document.blocks.flatMap((block) => (block.type === "cell" ? [block.name] : []));
    const name = freeCellName(flags.name ?? cellNameFor(base), names);
    const body = bodyOf(kind.isDirectory() ? `${base}/${part.path}` : base, choice);
    const { splices } = insertBlock(document, document.blocks.length, { type: "cell", kind: "dataset", name, body });
    const edit = { splices: splices.map(({ at, removed, inserted }) => ({ at, removed: [...removed], inserted: [...inserted] })) };
    const done = await client.notebook.edit({ notebook, revision: state.revision, edit, client: "command line" });
    if (!done.applied) throw new AssayError("notebook-changed-on-disk", `${path} changed meanwhile.`, { hint: "Import again." });
    await client.notebook.save({ notebook });
    terminal.print(`${name}: ${counted}`);
    for (const sentence of chosen.sentences) terminal.complain(sentence);
    return exitCodes.done;
  } finally {
    if (source.type === "staged") await client.imports.discard({ notebook, staging: source.staging });
  }
}

function bodyOf(path: string, { reading: { shape, columns }, id, sample, keepsGoodRows }: ImportChoices): string {
  return datasetBody({ path, shape, columns, id, keepsOwn: true, skipsBadRows: keepsGoodRows, sample });
}

type PartRef = { readonly notebook: string; readonly source: ImportSource; readonly path: string };

/** A closer look at the rows; null where they can't be read whole and no sample is drawn. */
async function examine(
  { rows, tooMuch }: Inspection,
  part: PartRef,
  { reading: { shape, columns }, id, sample }: ImportChoices,
  client: Client,
): Promise<Examination | null> {
  if (rows === 0 || (tooMuch !== null && sample === null)) return null;
  return await client.imports.examine({ ...part, reading: { shape, columns, id, sample } });
}

type Part = Awaited<ReturnType<Client["imports"]["parts"]>>[number];

function choosePart(parts: readonly Part[], wanted: string | undefined): Part {
  const [first] = parts;
  const found = wanted === undefined ? first : parts.find(({ label, path }) => label === wanted || path === wanted);
  if (found !== undefined && (wanted !== undefined || parts.length === 1)) return found;
  const labels = parts.map(({ label }) => `"${label}"`).join(", ");
  throw new AssayError("cell-invalid", wanted === undefined ? "The folder holds several datasets." : `There is no part "${wanted}".`, {
    hint: `Name one with --part: ${labels}.`,
  });
}

function chooseShape(found: readonly Recognised[], wanted: string | undefined): Recognised {
  const chosen = wanted === undefined ? found[0] : found.find(({ id }) => id === wanted);
  if (chosen !== undefined) return chosen;
  throw new AssayError("cell-invalid", `The rows are not of the shape ${wanted}.`, {
    hint: `They can be read as ${found.map(({ id }) => id).join(", ")}.`,
  });
}

async function inspect(notebook: string, source: ImportSource, path: string, client: Client): Promise<Inspection> {
  for await (const said of await client.imports.inspect({ notebook, source, path })) if (said.type === "found") return said.inspection;
  throw new Error("The host said nothing of what it found.");
}

async function handOver(given: string, isFolder: boolean, notebook: string, client: Client): Promise<string> {
  const paths = isFolder ? await filesOf(given) : [basename(given)];
  const root = isFolder ? given : dirname(given);
  const files = await Promise.all(paths.map(async (path) => ({ path, size: (await stat(join(root, path))).size })));
  const { staging } = await client.imports.begin({ notebook, files });
  try {
    for (const { path } of files) await sendFile(join(root, path), path, staging);
  } catch (error) {
    await client.imports.discard({ notebook, staging });
    throw error;
  }
  return staging;

  async function sendFile(full: string, path: string, into: string): Promise<void> {
    const file = await open(full, "r");
    try {
      const buffer = new Uint8Array(pieceBytes);
      for (let offset = 0; ; ) {
        const { bytesRead } = await file.read(buffer, 0, pieceBytes, offset);
        if (bytesRead === 0) return;
        await client.imports.append({ notebook, staging: into, path, offset, bytes: new Blob([buffer.slice(0, bytesRead)]) });
        offset += bytesRead;
      }
    } finally {
      await file.close();
    }
  }
}

/** Files of a dataset folder; hidden ones are no part of it. */
async function filesOf(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((path) => !path.split("/").some((step) => step.startsWith(".") || step === "node_modules"));
}
