import { access, constants } from "node:fs/promises";
import { chooseHost } from "../../../build/electron-runtime.mjs";
import type { Assay } from "../wire.ts";
import { openAssay } from "../wire.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { counted } from "./numbers-text.ts";
import { errorReporter } from "./reporter.ts";
import type { Terminal } from "./terminal.ts";
import { targetOf } from "./workspace.ts";

/** `ok` null: not needed, but good to know. */
type Finding = { readonly ok: boolean | null; readonly sentence: string };
type Check = { readonly subject: string; readonly look: () => Promise<Finding> };

const oldestNode = [20, 19] as const;
const startWithinMs = 30_000;

/** Looks at everything Assay needs, one line each; 0 when it can work here. */
export async function examine(path: string, terminal: Terminal): Promise<ExitCode> {
  const { folder } = await targetOf(path);
  const assay = await openAssay({
    folder,
    describe: () => ({ name: "command line", address: "command line", revealFile: false }),
    keyStore: null,
    ...errorReporter(terminal),
  });
  let failed = false;
  for (const check of checksFor(folder, assay, terminal)) {
    const finding = await check
      .look()
      .catch((error: unknown): Finding => ({ ok: false, sentence: error instanceof Error ? error.message : String(error) }));
    failed ||= finding.ok === false;
    terminal.print(`${finding.ok === null ? "–" : finding.ok ? "✓" : "✕"} ${check.subject}: ${finding.sentence}`);
  }
  await assay.close();
  return failed ? exitCodes.failed : exitCodes.done;
}

function checksFor(folder: string, assay: Assay, terminal: Terminal): readonly Check[] {
  return [
    { subject: "Node", look: async () => nodeFinding(process.versions.node) },
    {
      subject: "Folder",
      look: () =>
        access(folder, constants.R_OK | constants.W_OK).then(
          () => ({ ok: true, sentence: `${folder} can be written.` }),
          () => ({
            ok: false,
            sentence: `${folder} cannot be written, so answers could not be kept. Change its permissions or work elsewhere.`,
          }),
        ),
    },
    {
      subject: "Models",
      look: async () => {
        const models = await assay.parts.models.list();
        const missing = new Set(models.filter((model) => model.keyState === "missing").map((model) => model.provider));
        if (missing.size === 0) return { ok: true, sentence: `${counted(models.length, "model")}, no key missing.` };
        return { ok: null, sentence: `${counted(models.length, "model")}; the key of ${[...missing].join(", ")} is missing.` };
      },
    },
    { subject: "DuckDB", look: () => databaseFinding(assay) },
    {
      subject: "Window",
      look: async () => {
        const choice = chooseHost({ env: { ...terminal.environment } });
        if (choice.host === "electron") return { ok: true, sentence: choice.path };
        return { ok: null, sentence: `${choice.reason} The workbench opens in the browser instead.` };
      },
    },
  ];
}

export function nodeFinding(version: string): Finding {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const ok = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  return { ok, sentence: ok ? version : `${version} is too old; Assay needs ${oldestNode.join(".")} or newer.` };
}

async function databaseFinding(assay: Assay): Promise<Finding> {
  const startedAt = performance.now();
  const signal = AbortSignal.timeout(startWithinMs);
  const database = await assay.parts.openDatabase();
  try {
    const { rows } = assay.parts.arrow.decode(await database.query("SELECT 6 * 7 AS answer", { signal }));
    const ok = Number(rows[0]?.answer) === 42;
    return { ok, sentence: ok ? `started in ${((performance.now() - startedAt) / 1000).toFixed(1)} s.` : "It starts, but cannot count." };
  } finally {
    await database.close();
  }
}
