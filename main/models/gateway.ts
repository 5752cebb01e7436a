import type { ModelGateway } from "#main/engine/parts/models.ts";
import type { ModelDescription, ProviderTest } from "#shared/contract/models.ts";
import type { CallOutcome, CallRequest } from "#shared/journal/call.ts";
import { askModel } from "./ask.ts";
import { createBatchGateway } from "./batches.ts";
import { createEndpoints } from "./endpoint.ts";
import type { ProviderStore } from "./provider-store.ts";
import { createRegistry, type Resolved, simulatedProvider } from "./registry.ts";
import { requestBody } from "./request-body.ts";
import { testProvider } from "./test-provider.ts";
import { systemTime, type Time } from "./time.ts";
import { createTokenCounter } from "./token-counter.ts";

/** What a completion may take where a call sets no `max_tokens`: what a budget reserves for it. */
const assumedCompletionTokens = 4_096;

/** All models the user has, behind one pool per origin, key and model. */
export function createModelGateway(options: {
  readonly store: ProviderStore;
  readonly time?: Time;
}): ModelGateway & { readonly close: () => Promise<void> } {
  const time = options.time ?? systemTime;
  const registry = createRegistry(options.store);
  const endpoints = createEndpoints(options.store, time);
  const tokens = createTokenCounter();
  const batches = createBatchGateway({
    registry,
    store: options.store,
    time,
    mostUsd: async (request, resolved) => {
      if (isPriced(resolved.description)) await tokens.load();
      return mostOf(request, resolved, tokens.count).usd;
    },
  });

  const ask = async (request: CallRequest, gate: Parameters<ModelGateway["ask"]>[1]): Promise<CallOutcome> => {
    const resolved = await registry.resolve(request.model);
    const refused = refuseWithoutKey(resolved);
    if (refused !== null) return refused;
    const { description } = resolved;
    if (isPriced(description)) await tokens.load();
    const body = requestBody(request, {
      name: resolved.name,
      takesSchema: description.capabilities.json_schema,
      simulated: description.simulated,
    });
    return askModel({
      endpoint: await endpoints.of(resolved),
      body,
      purpose: request.purpose,
      budget: gate.budget,
      signal: gate.signal,
      time,
      most: mostOf(request, resolved, tokens.count),
      costOf: (promptTokens, completionTokens) => cost(description, promptTokens, completionTokens),
    });
  };

  return {
    describe: async (model) => {
      const { description } = await registry.resolve(model);
      if (isPriced(description)) await tokens.load();
      return description;
    },
    list: registry.list,
    ask,
    capacity: endpoints.capacity,
    countTokens: tokens.count,
    cost,
    providers: registry.providers,
    saveProvider: async (provider, key) => {
      await registry.save(provider, key);
      endpoints.forget();
      batches.forget();
    },
    removeProvider: async (id) => {
      await registry.remove(id);
      endpoints.forget();
      batches.forget();
    },
    testProvider: async (id, signal) => {
      if (id === simulatedProvider) return simulatedTest(await registry.list());
      const provider = await registry.provider(id);
      return testProvider(provider, await endpoints.clientOf(provider), time, signal);
    },
    batches,
    close: async () => {
      await Promise.all([endpoints.close(), batches.close()]);
    },
  };
}

function cost(model: ModelDescription, promptTokens: number, completionTokens: number): number | null {
  const { inputUsdPerMillion, outputUsdPerMillion } = model;
  if (inputUsdPerMillion === null || outputUsdPerMillion === null) return null;
  return (promptTokens * inputUsdPerMillion + completionTokens * outputUsdPerMillion) / 1_000_000;
}

function isPriced(model: ModelDescription): boolean {
  return Boolean(model.inputUsdPerMillion) || Boolean(model.outputUsdPerMillion);
}

/** The most an attempt can take. Tokens are counted only where money or an allowance hangs on them. */
function mostOf(
  request: CallRequest,
  resolved: Resolved,
  count: (text: string) => number,
): { readonly usd: number | null; readonly tokens: number } {
  const { description } = resolved;
  if (!isPriced(description) && !(resolved.type === "provider" && resolved.provider.tokensPerMinute !== null)) {
    return { usd: description.inputUsdPerMillion === null ? null : 0, tokens: 0 };
  }
  const schemaTokens = request.schema === undefined ? 0 : count(JSON.stringify(request.schema));
  const counted = request.messages.reduce((sum, { content }) => sum + count(content) + 8, 8) + schemaTokens;
  // Other tokenizers than o200k make more of the same text.
  const promptTokens = Math.ceil(counted * 1.25);
  const completionTokens =
    request.purpose === "embedding"
      ? 0
      : (request.parameters.max_tokens ??
        limitIn(request.parameters.extra) ??
        Math.min(assumedCompletionTokens, description.contextTokens ?? assumedCompletionTokens));
  return { usd: cost(description, promptTokens, completionTokens), tokens: counted + Math.min(completionTokens, 1_024) };
}

/** Newer models take their limit under another name. */
function limitIn(extra: CallRequest["parameters"]["extra"]): number | null {
  const limit = extra?.max_completion_tokens;
  return typeof limit === "number" ? limit : null;
}

/** A key that a provider's settings call for and that is not there: no socket is opened without it. */
function refuseWithoutKey(resolved: Resolved): CallOutcome | null {
  if (resolved.type === "simulated" || resolved.description.keyState !== "missing" || resolved.provider.keyEnvironment === null)
    return null;
  const { id, keyEnvironment } = resolved.provider;
  const sentence = `There is no key for \`${id}\`: set ${keyEnvironment}, or enter one in the settings.`;
  const failure = { cause: "unauthorised", sentence, final: true, possiblyPaid: false } as const;
  return { type: "failed", failure, origin: resolved.description.origin, latencyMs: 0, attempts: 0 };
}

function simulatedTest(all: readonly ModelDescription[]): ProviderTest {
  const models = all.filter(({ simulated }) => simulated).map(({ model }) => model.slice(simulatedProvider.length + 1));
  return { ok: true, sentence: `sim is built in: ${models.length} simulated models, no key and no network.`, models, latencyMs: 0 };
}
