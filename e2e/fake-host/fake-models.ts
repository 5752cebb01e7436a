import type { ModelDescription, ProviderSettings } from "#shared/contract/models.ts";

const capabilities = { logprobs: true, json_schema: true, seed: true, batch: false };

export const fakeModels: readonly ModelDescription[] = ["willow-large", "willow-small", "basalt-large", "judge-fair", "judge-first"].map(
  (name) => ({
    model: `sim/${name}`,
    provider: "sim",
    family: name.split("-")[0] ?? name,
    origin: "simulated",
    simulated: true,
    note: "A simulated model.",
    contextTokens: 32_000,
    inputUsdPerMillion: 0,
    outputUsdPerMillion: 0,
    capabilities,
    keyState: "not-needed",
  }),
);

export const fakeProviders: readonly ProviderSettings[] = [
  {
    id: "local",
    baseUrl: "http://127.0.0.1:8000/v1",
    keyEnvironment: null,
    models: [],
    maxConcurrency: 128,
    requestsPerMinute: null,
    tokensPerMinute: null,
    timeoutMs: 120_000,
  },
];
