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

/** Every model of the list as the registry has it. Throws model-unknown, with the place in the list. */
export async function describeModels(
  models: Pick<ModelGateway, "describe">,
  names: readonly string[],
  key: string,
): Promise<ReadonlyMap<string, ModelDescription>> {
  const found = new Map<string, ModelDescription>();
  for (const [index, name] of names.entries()) {
    try {
      found.set(name, await models.describe(name));
    } catch (error) {
      if (!(error instanceof AssayError)) throw error;
      throw new AssayError(error.code, error.message, {
        ...(error.hint ? { hint: error.hint } : {}),
        place: { key: `${key}.${index}` },
        cause: error,
      });
    }
  }
  return found;
}

/** The template a `prompt` key means: a prompt cell's text, or the text itself. */
export function templateSource(prompt: string, inputs: CellInputs): string {
  const reference = promptReference(prompt);
  if (reference === null) return prompt;
  return inputs.prompt(reference.name) ?? prompt;
}
