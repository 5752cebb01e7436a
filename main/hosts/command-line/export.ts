import { writeFile } from "node:fs/promises";
import { extname } from "node:path";
import { AssayError } from "#shared/assay-error.ts";
import type { Client } from "#shared/contract/connect.ts";
import { type NotebookFormat, notebookFormats } from "#shared/contract/exports.ts";
import type { CellStatus } from "#shared/journal/entries.ts";
import { didYouMean } from "#shared/nearest-names.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { type RunParts, runNotebook } from "./run.ts";
import type { Terminal } from "./terminal.ts";
import { openNotebook } from "./workspace.ts";

export type ExportOptions = {
  /** What the whole notebook is written as; null: what the ending of `to` says, else HTML. */
  readonly format: string | null;
  /** The table to write. */
  readonly table: string | null;
  /** The file to write; its ending names the format. Null: named after the notebook or table, in the working folder. */
  readonly to: string | null;
  /** The export cell to run. */
  readonly cell: string | null;
  readonly confirmed: boolean;
  readonly json: boolean;
};

const tableFormats = ["csv", "jsonl", "parquet"] as const;

/** Writes what is there already: exporting runs no cell but the export named. */
export async function exportNotebook(path: string, options: ExportOptions, parts: RunParts): Promise<ExitCode> {
  const { connection, terminal } = parts;
  const { client } = connection;
  if (options.cell !== null) return exportCell(path, options.cell, options, parts);
  const { notebook, state } = await openNotebook(path, client);
  const stale = Object.values(state.cells).filter(
    (cell) => cell.state !== "fresh" && cell.state !== "frozen" && cell.costClass !== "effect",
  );
  if (options.table === null) await exportWhole(notebook, options, client, terminal);
  else await exportTable(notebook, options.table, options.to, client, terminal);
  if (stale.length > 0) terminal.complain(`Not up to date: ${stale.map((cell) => `${cell.name} (${cell.state})`).join(", ")}.`);
  return exitCodes.done;
}

async function exportCell(path: string, name: string, { confirmed, json }: ExportOptions, parts: RunParts): Promise<ExitCode> {
  const { state } = await openNotebook(path, parts.connection.client);
  const cell = state.cells[name];
  if (cell?.costClass !== "effect") throw noExport(name, Object.values(state.cells));
  const options = {
    cell: name,
    mode: { type: "full" } as const,
    planOnly: false,
    confirmed,
    budgetUsd: null,
    wait: false,
    json,
    report: null,
  };
  return runNotebook(path, { ...options, upstream: "last-results" }, parts);
}

function noExport(name: string, cells: readonly CellStatus[]): AssayError {
  const exports = cells.filter((cell) => cell.costClass === "effect").map((cell) => cell.name);
  const known = exports.length === 0 ? "The notebook has none." : `It has ${exports.join(", ")}.`;
  return new AssayError("cell-unknown", `There is no export cell \`${name}\`.`, { hint: didYouMean(name, exports) || known });
}

async function exportWhole(notebook: string, { format, to }: ExportOptions, client: Client, terminal: Terminal): Promise<void> {
  const ending = format ?? (to === null ? "html" : extname(to).slice(1));
  const known = notebookFormats.find((each): each is NotebookFormat => each === ending);
  if (ending === "pdf")
    throw new AssayError("unsupported", "A PDF is laid out by a browser, and the command line has none.", {
      hint: "Write HTML, open that in a browser and print it to a file; in the window, File ▸ Export ▸ PDF does it at once.",
    });
  if (known === undefined) {
    if (format !== null)
      throw new AssayError("unsupported", `A notebook can't be written as \`${format}\`.`, {
        hint: `Write --format ${notebookFormats.join(", ")}.`,
      });
    throw unknownFormat(
      to ?? "",
      notebookFormats.map((each) => `.${each}`),
    );
  }
  const { fileName, bytes } = await client.exports.notebook({ notebook, format: known });
  await write(to ?? fileName, new Uint8Array(await bytes.arrayBuffer()), terminal);
}

async function exportTable(notebook: string, table: string, to: string | null, client: Client, terminal: Terminal): Promise<void> {
  const ending = extname(to ?? ".jsonl").slice(1);
  const format = tableFormats.find((each) => each === ending);
  if (!format)
    throw unknownFormat(
      to ?? "",
      tableFormats.map((each) => `.${each}`),
    );
  const { fileName, bytes } = await client.table.download({ notebook, table, format });
  await write(to ?? fileName, new Uint8Array(await bytes.arrayBuffer()), terminal);
}

async function write(path: string, content: Uint8Array, terminal: Terminal): Promise<void> {
  await writeFile(path, content).catch((cause: unknown) => {
    throw new AssayError("read-only", `Cannot write ${path}.`, {
      hint: cause instanceof Error ? cause.message : "Choose another place with --to.",
      cause,
    });
  });
  terminal.print(path);
}

const unknownFormat = (path: string, endings: readonly string[]) =>
  new AssayError("unsupported", `Cannot tell the format of ${path}.`, { hint: `End the file name in ${endings.join(", ")}.` });
