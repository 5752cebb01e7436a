import { AssayError } from "#shared/assay-error.ts";
import type { Connection } from "#shared/contract/connect.ts";
import { openAssay } from "../wire.ts";
import type { ExitCode } from "./exit-codes.ts";
import { errorReporter } from "./reporter.ts";
import type { Terminal } from "./terminal.ts";
import { connectInProcess, targetOf } from "./workspace.ts";

/** Opens an engine on the notebook's folder for the length of one command. */
export async function withNotebook(
  path: string,
  terminal: Terminal,
  command: (notebook: string, connection: Connection) => Promise<ExitCode>,
): Promise<ExitCode> {
  const { notebook } = await targetOf(path);
  if (notebook === null)
    throw new AssayError("not-found", `${path} is a folder.`, { hint: "Name a notebook: a file that ends in .assay.md." });
  return withFolder(path, terminal, (connection) => command(notebook, connection));
}

export async function withFolder(
  path: string,
  terminal: Terminal,
  command: (connection: Connection) => Promise<ExitCode>,
): Promise<ExitCode> {
  const { folder } = await targetOf(path);
  const report = errorReporter(terminal);
  const assay = await openAssay({
    folder,
    describe: () => ({ name: "command line", address: "command line", revealFile: false }),
    keyStore: null,
    ...report,
  });
  const connection = connectInProcess(assay.handlers, report);
  try {
    return await command(connection);
  } finally {
    connection.close();
    await assay.close();
  }
}
