/** A provider that can be filled in with one choice. */
export type Preset = {
  readonly id: string;
  readonly title: string;
  readonly baseUrl: string;
  /** The variable its documentation names for the key; null for servers that need none. */
  readonly keyEnvironment: string | null;
  readonly maxConcurrency: number;
};

export const presets: readonly Preset[] = [
  { id: "openai", title: "OpenAI", baseUrl: "https://api.openai.com/v1", keyEnvironment: "OPENAI_API_KEY", maxConcurrency: 128 },
  {
    id: "openrouter",
    title: "OpenRouter",
    baseUrl: "https://openrouter.ai/api/v1",
    keyEnvironment: "OPENROUTER_API_KEY",
    maxConcurrency: 128,
  },
  { id: "together", title: "Together", baseUrl: "https://api.together.xyz/v1", keyEnvironment: "TOGETHER_API_KEY", maxConcurrency: 128 },
  { id: "groq", title: "Groq", baseUrl: "https://api.groq.com/openai/v1", keyEnvironment: "GROQ_API_KEY", maxConcurrency: 128 },
  { id: "vllm", title: "vLLM, on this machine", baseUrl: "http://127.0.0.1:8000/v1", keyEnvironment: null, maxConcurrency: 64 },
  { id: "ollama", title: "Ollama, on this machine", baseUrl: "http://127.0.0.1:11434/v1", keyEnvironment: null, maxConcurrency: 4 },
  { id: "lmstudio", title: "LM Studio, on this machine", baseUrl: "http://127.0.0.1:1234/v1", keyEnvironment: null, maxConcurrency: 4 },
  {
    id: "llamacpp",
    title: "llama.cpp server, on this machine",
    baseUrl: "http://127.0.0.1:8080/v1",
    keyEnvironment: null,
    maxConcurrency: 4,
  },
];
