import { AssayError } from "#shared/assay-error.ts";
import { EngineFault } from "#shared/contract/engine-fault.ts";
import { assayVersion } from "../version.ts";
import { exitCodes } from "./exit-codes.ts";
import { errorLines } from "./problem-text.ts";
import { createProgram } from "./program.ts";
import { processTerminal } from "./terminal.ts";

/** The command line's top level: the one place here that catches everything. */
const terminal = processTerminal();
const program = createProgram(assayVersion(), terminal, (code) => {
  process.exitCode = code;
});
try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof AssayError) for (const line of errorLines(error)) terminal.complain(line);
  else if (error instanceof EngineFault) terminal.complain(error.message);
  else terminal.complain(`A bug in Assay: ${error instanceof Error ? error.stack : String(error)}`);
  process.exitCode = error instanceof AssayError && error.code === "notebook-unreadable" ? exitCodes.badNotebook : exitCodes.failed;
}
