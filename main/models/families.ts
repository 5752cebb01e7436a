const families: readonly (readonly [pattern: RegExp, family: string])[] = [
  [/\b(?:gpt|chatgpt|o[1345](?:-mini|-pro)?)\b/, "gpt"],
  [/claude/, "claude"],
  [/gemini/, "gemini"],
  [/gemma/, "gemma"],
  [/deepseek/, "deepseek"],
  [/llama/, "llama"],
  [/mi[sx]tral|magistral|ministral|codestral/, "mistral"],
  [/qwen|qwq/, "qwen"],
  [/\bphi\b|phi-?\d/, "phi"],
  [/command/, "command"],
  [/grok/, "grok"],
  [/olmo|tulu/, "olmo"],
];

/** The family a model's name suggests; settings can say otherwise. Distilled models count as what they are built on last. */
export function familyOfModel(name: string, provider: string): string {
  const lower = name.toLowerCase();
  return families.find(([pattern]) => pattern.test(lower))?.[1] ?? provider;
}
