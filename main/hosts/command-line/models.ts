import { AssayError } from "#shared/assay-error.ts";
import type { Client } from "#shared/contract/connect.ts";
import { type ModelDescription, providerSettings } from "#shared/contract/models.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { jsonLine } from "./json-line.ts";
import type { Terminal } from "./terminal.ts";

export async function listModels(json: boolean, client: Client, terminal: Terminal): Promise<ExitCode> {
  const models = await client.models.list();
  if (json) {
    for (const model of models) terminal.print(jsonLine(model));
    return exitCodes.done;
  }
  const width = Math.max(0, ...models.map((model) => model.model.length));
  for (const model of models) terminal.print(`${model.model.padEnd(width)}  ${modelText(model)}`);
  return exitCodes.done;
}

function modelText(model: ModelDescription): string {
  const price =
    model.inputUsdPerMillion === null || model.outputUsdPerMillion === null
      ? "price unknown"
      : `$${model.inputUsdPerMillion}/$${model.outputUsdPerMillion} per million tokens`;
  const key = model.keyState === "missing" ? "key missing" : `key: ${model.keyState}`;
  return [model.simulated ? `simulated: ${model.note}` : model.origin, model.simulated ? "" : price, model.simulated ? "" : key]
    .filter(Boolean)
    .join(" · ");
}

export async function testModels(id: string, client: Client, terminal: Terminal): Promise<ExitCode> {
  const test = await client.models.test({ id });
  terminal.print(`${test.ok ? "✓" : "✕"} ${id}: ${test.sentence}`);
  for (const model of test.models) terminal.print(`  ${id}/${model}`);
  return test.ok ? exitCodes.done : exitCodes.failed;
}

export type AddOptions = {
  readonly id: string;
  readonly baseUrl: string;
  readonly keyEnvironment: string | null;
  readonly models: readonly string[];
};

/** Adds or replaces a provider. Keys are not taken from the command line, where the shell's history would keep them. */
export async function addProvider(options: AddOptions, client: Client, terminal: Terminal): Promise<ExitCode> {
  const provider = providerSettings.safeParse({ ...options, models: options.models.map((name) => ({ name })) });
  if (!provider.success) {
    const issue = provider.error.issues[0];
    throw new AssayError("unsupported", `${issue?.path.join(".")}: ${issue?.message}`, { hint: "assay models add ID --url https://…/v1" });
  }
  await client.models.save({ provider: provider.data, key: null });
  terminal.print(`Added ${options.id}. Try it with: assay models test ${options.id}`);
  return exitCodes.done;
}
