/**
 * What the makers of a family say of training on its output, in one sentence each, as a reminder of what to look up: terms change,
 * and differ between a maker's own service and the weights served elsewhere.
 */
const notes: readonly (readonly [RegExp, string])[] = [
  [/^(gpt|openai|o\d)/i, "OpenAI's terms forbid using output to develop models that compete with OpenAI."],
  [/^(claude|anthropic)/i, "Anthropic's terms forbid using output to develop competing models without approval."],
  [/^gemini/i, "Google's API terms forbid using output to develop competing models."],
  [/^gemma/i, "Gemma's terms of use travel with models trained on its output."],
  [/^llama/i, "Meta's Llama licence asks that models trained on output be named after Llama and carry its terms; it differs by version."],
  [/^(qwen|tongyi)/i, "Qwen weights come under Apache-2.0 or the Qwen licence, by model."],
  [/^(mistral|mixtral)/i, "Mistral's open weights come under Apache-2.0, others under its research licence; its API has terms of its own."],
  [/^deepseek/i, "DeepSeek's licences allow training other models on output, by model."],
  [/^phi/i, "Phi weights come under the MIT licence."],
];

/** A note for a family of models; null when nothing is known of it. */
export function licenceNote(family: string): string | null {
  return notes.find(([pattern]) => pattern.test(family))?.[1] ?? null;
}
