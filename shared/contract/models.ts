import { z } from "zod";

export const capabilities = z.object({
  logprobs: z.boolean().default(false),
  json_schema: z.boolean().default(false),
  seed: z.boolean().default(false),
  batch: z.boolean().default(false),
});

/** A model as its owner described it. Prices in US dollars per million tokens; null is unknown, 0 is free. */
export const modelSettings = z.object({
  name: z.string().min(1),
  family: z.string().optional(),
  contextTokens: z.number().int().positive().nullable().default(null),
  inputUsdPerMillion: z.number().nonnegative().nullable().default(null),
  outputUsdPerMillion: z.number().nonnegative().nullable().default(null),
  capabilities: capabilities.prefault({}),
  /** What a call costs in a batch, as a share of its price; 1 when left out. */
  batchPriceShare: z.number().gt(0).max(1).optional(),
});
export type ModelSettings = z.infer<typeof modelSettings>;

/** A provider in the user's registry. The key itself is never here: `keyEnvironment` names a variable, else the keychain holds it. */
export const providerSettings = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, "lower-case letters, digits and dashes"),
  baseUrl: z.url(),
  keyEnvironment: z.string().nullable().default(null),
  models: z.array(modelSettings).default([]),
  maxConcurrency: z.number().int().positive().max(1024).default(128),
  requestsPerMinute: z.number().positive().nullable().default(null),
  tokensPerMinute: z.number().positive().nullable().default(null),
  timeoutMs: z.number().int().positive().default(120_000),
});
export type ProviderSettings = z.infer<typeof providerSettings>;

export const modelDescription = z.object({
  /** `provider/name`. */
  model: z.string(),
  provider: z.string(),
  family: z.string(),
  origin: z.string(),
  simulated: z.boolean(),
  /** For simulated models, what they do; else empty. */
  note: z.string(),
  contextTokens: z.number().nullable(),
  inputUsdPerMillion: z.number().nullable(),
  outputUsdPerMillion: z.number().nullable(),
  capabilities,
  batchPriceShare: z.number().optional(),
  keyState: z.enum(["not-needed", "environment", "keychain", "session", "missing"]),
});
export type ModelDescription = z.infer<typeof modelDescription>;

export const providerTest = z.object({
  ok: z.boolean(),
  /** What happened, in one sentence, with the next step when it failed. */
  sentence: z.string(),
  models: z.array(z.string()),
  latencyMs: z.number(),
});
export type ProviderTest = z.infer<typeof providerTest>;
