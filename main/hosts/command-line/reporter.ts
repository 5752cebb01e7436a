import { randomUUID } from "node:crypto";
import { inspect } from "node:util";
import type { EngineParts } from "#main/engine/parts/engine-parts.ts";
import type { ServeOptions } from "#shared/contract/serve.ts";
import type { Terminal } from "./terminal.ts";

/** Bugs and what the engine logs, on standard error; mere information only with ASSAY_LOG=info. */
export function errorReporter(terminal: Terminal): ServeOptions & { readonly log: EngineParts["log"] } {
  const withInformation = terminal.environment.ASSAY_LOG === "info";
  return {
    createIdentifier: () => randomUUID(),
    reportBug: ({ id, method, error }) => terminal.complain(`bug ${id} in ${method}: ${inspect(error)}`),
    log: ({ level, message, detail }) => {
      if (level === "info" && !withInformation) return;
      terminal.complain(`${level}: ${message}${detail === undefined ? "" : ` ${inspect(detail)}`}`);
    },
  };
}
