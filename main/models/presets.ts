import type { ProviderSettings } from "#shared/contract/models.ts";

/** A provider that settings can offer ready made. */
export type ProviderPreset = {
  readonly id: string;
  readonly title: string;
  readonly baseUrl: string;
  /** The variable its documentation names for the key; null for servers on the same machine that need none. */
  readonly keyEnvironment: string | null;
};

export const providerPresets: readonly ProviderPreset[] = [
  { id: "openai", title: "OpenAI", baseUrl: "https://api.openai.com/v1", keyEnvironment: "OPENAI_API_KEY" },
  { id: "openrouter", title: "OpenRouter", baseUrl: "https://openrouter.ai/api/v1", keyEnvironment: "OPENROUTER_API_KEY" },
  { id: "together", title: "Together", baseUrl: "https://api.together.xyz/v1", keyEnvironment: "TOGETHER_API_KEY" },
  { id: "groq", title: "Groq", baseUrl: "https://api.groq.com/openai/v1", keyEnvironment: "GROQ_API_KEY" },
  { id: "vllm", title: "vLLM on this machine", baseUrl: "http://127.0.0.1:8000/v1", keyEnvironment: null },
  { id: "ollama", title: "Ollama on this machine", baseUrl: "http://127.0.0.1:11434/v1", keyEnvironment: null },
  { id: "lmstudio", title: "LM Studio on this machine", baseUrl: "http://127.0.0.1:1234/v1", keyEnvironment: null },
  { id: "llamacpp", title: "llama.cpp server on this machine", baseUrl: "http://127.0.0.1:8080/v1", keyEnvironment: null },
];

/** Settings a preset starts with; models are added by testing the provider or by hand. */
export function settingsOf(preset: ProviderPreset): ProviderSettings {
  return {
    id: preset.id,
    baseUrl: preset.baseUrl,
    keyEnvironment: preset.keyEnvironment,
    models: [],
    maxConcurrency: preset.keyEnvironment === null ? 16 : 128,
    requestsPerMinute: null,
    tokensPerMinute: null,
    timeoutMs: 120_000,
  };
}
