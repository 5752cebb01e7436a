import { AssayError } from "#shared/assay-error.ts";
import { promptReference } from "#shared/cells/teacher.ts";
import type { ModelDescription } from "#shared/contract/models.ts";
import type { CallParameters } from "#shared/journal/call.ts";
import type { ModelGateway } from "../parts/models.ts";
import type { CellInputs } from "./cell-runner.ts";

type SamplingKeys = {
  readonly temperature?: number | undefined;
  readonly top_p?: number | undefined;
  readonly max_tokens?: number | undefined;
  readonly seed?: number | undefined;
  readonly stop?: readonly string[] | undefined;
};

/** Sampling parameters as sent, without the keys that are not set. */
export function callParameters(body: SamplingKeys): CallParameters {
  const { temperature, top_p, max_tokens, seed, stop } = body;
  return Object.fromEntries(Object.entries({ temperature, top_p, max_tokens, seed, stop }).filter(([, value]) => value !== undefined));
}

/** A model as the registry has it. Throws model-unknown, with its place in the body. */
export async function describeModel(models: Pick<ModelGateway, "describe">, name: string, key: string): Promise<ModelDescription> {
  try {
    return await models.describe(name);
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    throw new AssayError(error.code, error.message, { ...(error.hint ? { hint: error.hint } : {}), place: { key }, cause: error });
  }
}

/** Every model of the list as the registry has it. Throws model-unknown, with the place in the list. */
export async function describeModels(
  models: Pick<ModelGateway, "describe">,
  names: readonly string[],
  key: string,
): Promise<ReadonlyMap<string, ModelDescription>> {
  const found = new Map<string, ModelDescription>();
  for (const [index, name] of names.entries()) found.set(name, await describeModel(models, name, `${key}.${index}`));
  return found;
}

/** The template a `prompt` key means: a prompt cell's text, or the text itself. */
export function templateSource(prompt: string, inputs: CellInputs): string {
  const reference = promptReference(prompt);
  if (reference === null) return prompt;
  return inputs.prompt(reference.name) ?? prompt;
}
