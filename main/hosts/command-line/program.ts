import { Command, InvalidArgumentError } from "commander";
import type { RunMode } from "#shared/journal/entries.ts";
import { addBatch } from "./batch.ts";
import { addConstitution } from "./constitution.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { addImport } from "./import.ts";
import { addLabels } from "./labels.ts";
import type { Terminal } from "./terminal.ts";

/**
 * The command line. Actions load what they need when they run, so that `--version` and `--help` load nothing.
 * `finish` is given the exit code.
 */
export function createProgram(version: string, terminal: Terminal, finish: (code: ExitCode) => void): Command {
  const program = new Command("assay")
    .description("A notebook for making synthetic post-training data and finding out how far its judges can be trusted.")
    .version(version)
    .showHelpAfterError("Run `assay --help` for the commands.");

  program
    .command("run <notebook>")
    .description("run a notebook's stale cells, or one cell, after showing what it takes")
    .option("--cell <name>", "only this cell and what it needs")
    .option("--stale", "every cell that is not fresh (the default)")
    .option("--rows <n>", "try on this many rows only (seeded; their calls count in the full run)", wholeNumber)
    .option("--retry", "ask failed rows again")
    .option("--plan", "show the plan and run nothing")
    .option("--yes", "accept the plan unseen")
    .option("--budget <usd>", "pause when this much is spent", amount)
    .option("--wait", "stay until batches are back, and go on then")
    .option("--json", "session entries as JSON lines")
    .option("--report <file>", "write the whole notebook as one HTML file afterwards")
    .addHelpText("after", exitCodeHelp)
    .action(async (notebook: string, flags: RunFlags) => {
      const [{ runNotebook }, { withNotebook }] = await Promise.all([import("./run.ts"), import("./with-notebook.ts")]);
      const options = {
        cell: flags.cell ?? null,
        mode: modeOf(flags),
        planOnly: flags.plan ?? false,
        confirmed: flags.yes ?? false,
        budgetUsd: flags.budget ?? null,
        wait: flags.wait ?? false,
        json: flags.json ?? false,
        report: flags.report ?? null,
      };
      finish(
        await withNotebook(notebook, terminal, (name, connection) => runNotebook(name, options, { connection, terminal, now: Date.now })),
      );
    });

  program
    .command("status <notebook>")
    .description("show the state of every cell and every problem, running nothing")
    .option("--json", "as one JSON document")
    .action(async (notebook: string, flags: { json?: boolean }) => {
      const [{ showStatus }, { withNotebook }] = await Promise.all([import("./status.ts"), import("./with-notebook.ts")]);
      finish(await withNotebook(notebook, terminal, (name, { client }) => showStatus(name, flags.json ?? false, client, terminal)));
    });

  program
    .command("export <notebook>")
    .description("write the notebook as one file, one of its tables, or what an export cell says; runs no other cell")
    .option("--format <format>", "html, md, ipynb, or zip: a bundle that replays offline (default: html)")
    .option("--table <name>", "this table as .csv, .jsonl or .parquet")
    .option("--to <file>", "where to write; the ending names the format")
    .option("--cell <name>", "run this export cell on the results as they stand, after showing what it writes and where it sends it")
    .option("--yes", "with --cell: agree unseen")
    .option("--json", "with --cell: session entries as JSON lines")
    .action(async (notebook: string, flags: ExportFlags) => {
      const [{ exportNotebook }, { withNotebook }] = await Promise.all([import("./export.ts"), import("./with-notebook.ts")]);
      const options = {
        format: flags.format ?? null,
        table: flags.table ?? null,
        to: flags.to ?? null,
        cell: flags.cell ?? null,
        confirmed: flags.yes ?? false,
        json: flags.json ?? false,
      };
      finish(
        await withNotebook(notebook, terminal, (name, connection) =>
          exportNotebook(name, options, { connection, terminal, now: Date.now }),
        ),
      );
    });

  program
    .command("serve [path]")
    .description("open the workbench in the browser, on this machine only")
    .option("--port <n>", "this port or none (default: 4477 or the next free one)", port)
    .option("--no-open", "do not start a browser")
    .option("--base-url <url>", "the path, or the whole address, under which a proxy shows the page")
    .option("--listen <address>", "listen beyond this machine; needs --token-file", "127.0.0.1")
    .option("--token-file <file>", "a secret of yours that opens the page, for as long as the server runs")
    .option("--idle-exit <minutes>", "stop when no page was open for so long", amount)
    .action(async (path: string | undefined, flags: ServeFlags) => {
      const { serve } = await import("./serve.ts");
      const options = {
        path: path ?? ".",
        port: flags.port ?? null,
        openBrowser: flags.open,
        baseUrl: flags.baseUrl ?? null,
        listen: flags.listen,
        tokenFile: flags.tokenFile ?? null,
        idleExitMinutes: flags.idleExit ?? null,
      };
      finish(await serve(options, terminal));
    });

  program
    .command("fmt <files...>")
    .description("put notebooks into their plain form: fences, blank lines, last line end")
    .option("--check", "write nothing, fail when a file is not in it")
    .action(async (files: string[], flags: { check?: boolean }) => {
      const { formatNotebooks } = await import("./fmt.ts");
      finish(await formatNotebooks(files, flags.check ?? false, terminal));
    });

  program
    .command("simulate")
    .description("serve the simulated models over HTTP, with faults on demand")
    .option("--port <n>", "this port (default: any free one)", port, 0)
    .option("--faults <list>", "such as 429=0.1,stall=0.01,rate=50 (also per request: ?faults= or a model name ending in !500=0.5)")
    .option("--latency <ms>", "time each answer takes; `simulated` takes what its model would take", latency, 0)
    .action(async (flags: { port: number; faults?: string; latency: number | "simulated" }) => {
      const { simulate } = await import("./simulate.ts");
      finish(await simulate({ port: flags.port, faults: flags.faults ?? null, latencyMs: flags.latency }, terminal));
    });

  program
    .command("doctor [folder]")
    .description("check what Assay needs on this machine")
    .action(async (folder: string | undefined) => {
      const { examine } = await import("./doctor.ts");
      finish(await examine(folder ?? ".", terminal));
    });

  addModels(program, terminal, finish);
  addLabels(program, terminal, finish);
  addBatch(program, terminal, finish);
  addImport(program, terminal, finish);
  addConstitution(program, terminal, finish);
  return program;
}

function addModels(program: Command, terminal: Terminal, finish: (code: ExitCode) => void): void {
  const models = program.command("models").description("the models this user has connected");
  models
    .command("list", { isDefault: true })
    .description("every model, with price and key")
    .option("--json", "as JSON lines")
    .action(async (flags: { json?: boolean }) => {
      const [{ listModels }, { withFolder }] = await Promise.all([import("./models.ts"), import("./with-notebook.ts")]);
      finish(await withFolder(".", terminal, ({ client }) => listModels(flags.json ?? false, client, terminal)));
    });
  models
    .command("test <provider>")
    .description("ask a provider for its models")
    .action(async (provider: string) => {
      const [{ testModels }, { withFolder }] = await Promise.all([import("./models.ts"), import("./with-notebook.ts")]);
      finish(await withFolder(".", terminal, ({ client }) => testModels(provider, client, terminal)));
    });
  models
    .command("add <provider>")
    .description("connect an OpenAI-compatible provider; the key is read from the environment")
    .requiredOption("--url <url>", "base URL, such as https://api.openai.com/v1")
    .option("--key-env <name>", "environment variable that holds the key")
    .option("--model <name...>", "models to list")
    .action(async (id: string, flags: { url: string; keyEnv?: string; model?: string[] }) => {
      const [{ addProvider }, { withFolder }] = await Promise.all([import("./models.ts"), import("./with-notebook.ts")]);
      const options = { id, baseUrl: flags.url, keyEnvironment: flags.keyEnv ?? null, models: flags.model ?? [] };
      finish(await withFolder(".", terminal, ({ client }) => addProvider(options, client, terminal)));
    });
}

type RunFlags = {
  cell?: string;
  rows?: number;
  retry?: boolean;
  plan?: boolean;
  yes?: boolean;
  budget?: number;
  wait?: boolean;
  json?: boolean;
  report?: string;
};

type ExportFlags = { format?: string; table?: string; to?: string; cell?: string; yes?: boolean; json?: boolean };

type ServeFlags = { port?: number; open: boolean; baseUrl?: string; listen: string; tokenFile?: string; idleExit?: number };

function modeOf(flags: RunFlags): RunMode {
  if (flags.retry) return { type: "retry" };
  return flags.rows === undefined ? { type: "full" } : { type: "try", rows: flags.rows };
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError("It must be a whole number from 1.");
  return Number(text);
}

function port(text: string): number {
  if (!/^\d+$/.test(text) || Number(text) > 65_535) throw new InvalidArgumentError("It must be a number from 0 to 65535.");
  return Number(text);
}

function latency(text: string): number | "simulated" {
  if (text === "simulated") return text;
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("It must be a number of milliseconds, or `simulated`.");
  return Number(text);
}

function amount(text: string): number {
  if (!/^\d+(\.\d+)?$/.test(text) || Number(text) === 0) throw new InvalidArgumentError("It must be a number above 0.");
  return Number(text);
}

const exitCodeHelp = `
Exit codes: ${exitCodes.done} done, nothing failed; ${exitCodes.failed} a cell or the run failed; ${exitCodes.badNotebook} the notebook has errors;
${exitCodes.budget} paused by the budget; ${exitCodes.rowErrors} rows failed, or a batch left some unanswered; ${exitCodes.needsConfirmation} needs confirmation (--yes); ${exitCodes.waiting} waiting for a batch; 
${exitCodes.interrupted} stopped by you, here or by cancelling its batch elsewhere.`;
