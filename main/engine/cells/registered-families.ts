import type { ModelGateway } from "../parts/models.ts";

/** Family by model name, as the registry has them today. */
export async function registeredFamilies(list: ModelGateway["list"]): Promise<{ readonly [model: string]: string }> {
  return Object.fromEntries((await list()).map(({ model, family }) => [model, family]));
}
