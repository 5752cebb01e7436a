import { writeFile } from "node:fs/promises";
import { extname } from "node:path";
import { AssayError } from "#shared/assay-error.ts";
import type { Client } from "#shared/contract/connect.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import type { Terminal } from "./terminal.ts";
import { openNotebook } from "./workspace.ts";

export type ExportOptions = {
  /** The table to write; null writes the whole notebook. */
  readonly table: string | null;
  /** The file to write; its ending names the format. Null: named after the notebook or table, in the working folder. */
  readonly to: string | null;
};

const tableFormats = ["csv", "jsonl", "parquet"] as const;

/** Writes what is there already: exporting never runs a cell. */
export async function exportNotebook(path: string, options: ExportOptions, client: Client, terminal: Terminal): Promise<ExitCode> {
  const { notebook, state } = await openNotebook(path, client);
  const stale = Object.values(state.cells).filter(
    (cell) => cell.state !== "fresh" && cell.state !== "frozen" && cell.costClass !== "effect",
  );
  if (options.table === null) {
    if (options.to !== null && extname(options.to) !== ".html") throw unknownFormat(options.to, [".html"]);
    const { fileName, html } = await client.notebook.report({ notebook });
    await write(options.to ?? fileName, html, terminal);
  } else {
    const ending = extname(options.to ?? ".jsonl").slice(1);
    const format = tableFormats.find((each) => each === ending);
    if (!format)
      throw unknownFormat(
        options.to ?? "",
        tableFormats.map((each) => `.${each}`),
      );
    const { fileName, bytes } = await client.table.download({ notebook, table: options.table, format });
    await write(options.to ?? fileName, new Uint8Array(await bytes.arrayBuffer()), terminal);
  }
  if (stale.length > 0) terminal.complain(`Not up to date: ${stale.map((cell) => `${cell.name} (${cell.state})`).join(", ")}.`);
  return exitCodes.done;
}

async function write(path: string, content: string | Uint8Array, terminal: Terminal): Promise<void> {
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
