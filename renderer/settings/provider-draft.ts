import { type ProviderSettings, providerSettings } from "#shared/contract/models.ts";
import type { Preset } from "./presets.ts";

/** A model being described: what is typed, before it is checked. Empty prices are unknown, not free. */
export type ModelDraft = {
  readonly name: string;
  readonly family: string;
  readonly inputUsd: string;
  readonly outputUsd: string;
  readonly contextTokens: string;
  /** Per cent of the price that a call costs in a batch. */
  readonly batchPercent: string;
  readonly capabilities: ProviderSettings["models"][number]["capabilities"];
};

/** A provider being described. `key` is only ever sent, never read back. */
export type ProviderDraft = {
  readonly id: string;
  readonly baseUrl: string;
  readonly key: string;
  readonly keyEnvironment: string;
  readonly maxConcurrency: string;
  readonly requestsPerMinute: string;
  readonly tokensPerMinute: string;
  readonly timeoutMs: number;
  readonly models: readonly ModelDraft[];
};

export type DraftReading =
  | { readonly ok: true; readonly provider: ProviderSettings }
  | { readonly ok: false; readonly problems: ReadonlyMap<string, string> };

const noCapabilities = { logprobs: false, json_schema: false, seed: false, batch: false };

export const emptyDraft: ProviderDraft = {
  id: "",
  baseUrl: "",
  key: "",
  keyEnvironment: "",
  maxConcurrency: "128",
  requestsPerMinute: "",
  tokensPerMinute: "",
  timeoutMs: 120_000,
  models: [],
};

export function draftOfPreset(preset: Preset): ProviderDraft {
  return {
    ...emptyDraft,
    id: preset.id,
    baseUrl: preset.baseUrl,
    keyEnvironment: preset.keyEnvironment ?? "",
    maxConcurrency: String(preset.maxConcurrency),
  };
}

export function draftOf(provider: ProviderSettings): ProviderDraft {
  return {
    ...provider,
    key: "",
    keyEnvironment: provider.keyEnvironment ?? "",
    maxConcurrency: String(provider.maxConcurrency),
    requestsPerMinute: textOf(provider.requestsPerMinute),
    tokensPerMinute: textOf(provider.tokensPerMinute),
    models: provider.models.map((model) => ({
      name: model.name,
      family: model.family ?? "",
      inputUsd: textOf(model.inputUsdPerMillion),
      outputUsd: textOf(model.outputUsdPerMillion),
      contextTokens: textOf(model.contextTokens),
      batchPercent: model.batchPriceShare === undefined ? "" : String(Math.round(model.batchPriceShare * 1000) / 10),
      capabilities: model.capabilities,
    })),
  };
}

export function newModel(name: string): ModelDraft {
  return { name, family: "", inputUsd: "", outputUsd: "", contextTokens: "", batchPercent: "", capabilities: noCapabilities };
}

/** Checks a draft against the contract's own schema. Problems stand by the dotted path of what they are about. */
export function readDraft(draft: ProviderDraft, taken: readonly string[]): DraftReading {
  const read = providerSettings.safeParse({
    id: draft.id.trim(),
    baseUrl: draft.baseUrl.trim().replace(/\/+$/, ""),
    keyEnvironment: draft.keyEnvironment.trim() || null,
    maxConcurrency: numberOf(draft.maxConcurrency),
    requestsPerMinute: numberOrNull(draft.requestsPerMinute),
    tokensPerMinute: numberOrNull(draft.tokensPerMinute),
    timeoutMs: draft.timeoutMs,
    models: draft.models.map((model) => ({
      name: model.name.trim(),
      ...(model.family.trim() ? { family: model.family.trim() } : {}),
      inputUsdPerMillion: numberOrNull(model.inputUsd),
      outputUsdPerMillion: numberOrNull(model.outputUsd),
      contextTokens: numberOrNull(model.contextTokens),
      ...(model.batchPercent.trim() ? { batchPriceShare: numberOf(model.batchPercent) / 100 } : {}),
      capabilities: model.capabilities,
    })),
  });
  const problems = new Map<string, string>();
  if (!read.success) for (const issue of read.error.issues) problems.set(issue.path.join("."), sentenceFor(String(issue.path.at(-1))));
  if (draft.id.trim() === "sim" || taken.includes(draft.id.trim())) problems.set("id", `There is a provider ${draft.id.trim()} already.`);
  if (draft.keyEnvironment.trim() !== "" && !/^[A-Za-z_][A-Za-z0-9_]*$/.test(draft.keyEnvironment.trim()))
    problems.set("keyEnvironment", "Write the variable's name, such as OPENAI_API_KEY, not the key.");
  if (read.success && !/^https?:$/.test(new URL(read.data.baseUrl).protocol)) problems.set("baseUrl", sentenceFor("baseUrl"));
  return read.success && problems.size === 0 ? { ok: true, provider: read.data } : { ok: false, problems };
}

const sentences: { readonly [field: string]: string } = {
  id: "Use lower-case letters, digits and dashes, beginning with a letter.",
  baseUrl: "Write an address such as https://api.example.com/v1.",
  maxConcurrency: "Write a whole number from 1 to 1024.",
  requestsPerMinute: "Write a number above 0, or leave it empty for no limit.",
  tokensPerMinute: "Write a number above 0, or leave it empty for no limit.",
  name: "Write the model's name as the provider calls it.",
  inputUsdPerMillion: "Write dollars per million tokens, or leave it empty when unknown.",
  outputUsdPerMillion: "Write dollars per million tokens, or leave it empty when unknown.",
  contextTokens: "Write a whole number of tokens, or leave it empty.",
  batchPriceShare: "Write how much of the price a batched call costs, in per cent up to 100, or leave it empty for all of it.",
};

function sentenceFor(field: string): string {
  return sentences[field] ?? "This can't be read.";
}

const labels: { readonly [field: string]: string } = {
  id: "Name",
  baseUrl: "Base URL",
  keyEnvironment: "Key variable",
  maxConcurrency: "Calls at once",
  requestsPerMinute: "Requests a minute",
  tokensPerMinute: "Tokens a minute",
  models: "Models",
};

/** The fields of a form that dotted paths stand for, each once. */
export function placesOf(paths: Iterable<string>): string {
  return [...new Set([...paths].map((path) => labels[path.split(".")[0] ?? ""] ?? path))].join(", ");
}

const textOf = (value: number | null): string => (value === null ? "" : String(value));
const numberOf = (text: string): number => (text.trim() === "" ? Number.NaN : Number(text.replaceAll(",", "")));
const numberOrNull = (text: string): number | null => (text.trim() === "" ? null : numberOf(text));
