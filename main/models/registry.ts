import { AssayError } from "#shared/assay-error.ts";
import type { ModelDescription, ModelSettings, ProviderSettings } from "#shared/contract/models.ts";
import { nearestNames } from "#shared/nearest-names.ts";
import { describeSimulatedModel, describeSimulatedModels, type SimulatedModel } from "#shared/simulation/simulate.ts";
import { familyOfModel } from "./families.ts";
import type { ProviderStore } from "./provider-store.ts";

/** The provider that is built in. */
export const simulatedProvider = "sim";
export const simulatedOrigin = "simulated";

/** A model name taken apart and found. */
export type Resolved =
  | { readonly type: "simulated"; readonly name: string; readonly description: ModelDescription }
  | { readonly type: "provider"; readonly name: string; readonly description: ModelDescription; readonly provider: ProviderSettings };

export type Registry = {
  readonly resolve: (model: string) => Promise<Resolved>;
  readonly list: () => Promise<readonly ModelDescription[]>;
  readonly providers: () => Promise<readonly ProviderSettings[]>;
  readonly provider: (id: string) => Promise<ProviderSettings>;
  readonly save: (provider: ProviderSettings, key: string | null) => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
};

/** The user's providers and the simulated one. Notebooks only ever name models in it. */
export function createRegistry(store: ProviderStore): Registry {
  const known = new Map<string, Promise<Resolved>>();
  let read: Promise<readonly ProviderSettings[]> | null = null;

  const providers = (): Promise<readonly ProviderSettings[]> => {
    read ??= store.readProviders().catch((error: unknown) => {
      read = null;
      throw error;
    });
    return read;
  };

  const find = async (model: string): Promise<Resolved> => {
    const slash = model.indexOf("/");
    const [id, name] = [model.slice(0, Math.max(0, slash)), model.slice(slash + 1)];
    if (id === simulatedProvider) {
      const simulated = describeSimulatedModel(name);
      if (simulated !== null) return { type: "simulated", name, description: simulatedDescription(simulated) };
    } else {
      const provider = (await providers()).find((candidate) => candidate.id === id);
      const settings = provider?.models.find((candidate) => candidate.name === name) ?? unlisted(provider, name);
      if (provider !== undefined && settings !== null) {
        return { type: "provider", name, provider, description: await describeSettings(store, provider, settings) };
      }
    }
    throw await unknownModel(model, id);
  };

  const unknownModel = async (model: string, id: string): Promise<AssayError> => {
    const all = (await list()).map((description) => description.model);
    const isProvider = id === simulatedProvider || (await providers()).some((provider) => provider.id === id);
    const near = nearestNames(model, all);
    const sentence =
      isProvider || id === "" ? `There is no model \`${model}\`.` : `There is no provider \`${id}\`, so \`${model}\` can't be asked.`;
    const next = isProvider
      ? "Add the model to the provider in the settings."
      : "Add the provider in the settings; a notebook can't bring its own.";
    return new AssayError("model-unknown", sentence, {
      hint: near.length > 0 ? `Did you mean ${near.map((name) => `\`${name}\``).join(" or ")}?` : next,
    });
  };

  const list = async (): Promise<readonly ModelDescription[]> => {
    const described = (await providers()).map((provider) =>
      Promise.all(provider.models.map((settings) => describeSettings(store, provider, settings))),
    );
    return [...(await Promise.all(described)).flat(), ...describeSimulatedModels().map(simulatedDescription)];
  };

  const forget = (): void => {
    known.clear();
    read = null;
  };

  return {
    resolve: (model) => {
      const found = known.get(model);
      if (found !== undefined) return found;
      const finding = find(model);
      known.set(model, finding);
      finding.catch(() => known.delete(model));
      return finding;
    },
    list,
    providers,
    provider: async (id) => {
      const provider = (await providers()).find((candidate) => candidate.id === id);
      if (provider !== undefined) return provider;
      throw new AssayError("not-found", `There is no provider \`${id}\`.`, { hint: "Add it in the settings." });
    },
    save: async (provider, key) => {
      checkProvider(provider);
      const before = await providers();
      const existing = before.find(({ id }) => id === provider.id);
      // The store would withhold the key from another origin anyway; it is not kept for a way back either.
      if (existing !== undefined && originOf(existing) !== originOf(provider)) await store.removeKey(provider.id);
      const saved =
        existing === undefined ? [...before, provider] : before.map((candidate) => (candidate === existing ? provider : candidate));
      await store.writeProviders(saved);
      if (key !== null) await store.writeKey(provider, key);
      forget();
    },
    remove: async (id) => {
      const left = (await providers()).filter((provider) => provider.id !== id);
      await store.removeKey(id);
      await store.writeProviders(left);
      forget();
    },
  };
}

export function originOf(provider: ProviderSettings): string {
  return new URL(provider.baseUrl).origin;
}

function checkProvider(provider: ProviderSettings): void {
  if (provider.id === simulatedProvider) {
    throw new AssayError("name-taken", "The provider `sim` is built in.", { hint: "Choose another name." });
  }
  const url = URL.canParse(provider.baseUrl) ? new URL(provider.baseUrl) : null;
  if (url !== null && (url.protocol === "https:" || url.protocol === "http:") && url.username === "" && url.password === "") return;
  throw new AssayError("forbidden", `\`${provider.baseUrl}\` is no base URL for a provider.`, {
    hint: "Write an http or https address such as https://api.example.com/v1, without a user or password in it.",
  });
}

/** A provider without a list of models takes any name; one with a list takes those on it. */
function unlisted(provider: ProviderSettings | undefined, name: string): ModelSettings | null {
  if (provider === undefined || provider.models.length > 0 || name === "") return null;
  const capabilities = { logprobs: false, json_schema: false, seed: false, batch: false };
  return { name, contextTokens: null, inputUsdPerMillion: null, outputUsdPerMillion: null, capabilities };
}

async function describeSettings(store: ProviderStore, provider: ProviderSettings, settings: ModelSettings): Promise<ModelDescription> {
  const key = await store.readKey(provider);
  const isLocal = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(provider.baseUrl).hostname);
  return {
    model: `${provider.id}/${settings.name}`,
    provider: provider.id,
    family: settings.family ?? familyOfModel(settings.name, provider.id),
    origin: originOf(provider),
    simulated: false,
    note: "",
    contextTokens: settings.contextTokens,
    inputUsdPerMillion: settings.inputUsdPerMillion,
    outputUsdPerMillion: settings.outputUsdPerMillion,
    capabilities: settings.capabilities,
    ...(settings.batchPriceShare === undefined ? {} : { batchPriceShare: settings.batchPriceShare }),
    keyState: key?.source ?? (isLocal && provider.keyEnvironment === null ? "not-needed" : "missing"),
  };
}

function simulatedDescription(model: SimulatedModel): ModelDescription {
  return {
    model: `${simulatedProvider}/${model.name}`,
    provider: simulatedProvider,
    family: model.family,
    origin: simulatedOrigin,
    simulated: true,
    note: model.note,
    contextTokens: model.contextTokens,
    inputUsdPerMillion: 0,
    outputUsdPerMillion: 0,
    capabilities: { logprobs: true, json_schema: true, seed: true, batch: false },
    keyState: "not-needed",
  };
}
