/** What an exported row teaches: DESIGN's six forms. */
export const exportFormats = ["sft", "preference", "unpaired", "rewards", "prompts-rubric", "all"] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Who loads the files. Without one the rows are as TRL and most other loaders of chat data take them. */
export const trainers = ["trl", "axolotl", "llama-factory", "openai"] as const;
export type Trainer = (typeof trainers)[number];

/** `messages` and `prompt-completion` are chat messages; `alpaca` and `sharegpt` are LLaMA-Factory's two shapes. */
export const exportLayouts = ["messages", "prompt-completion", "alpaca", "sharegpt"] as const;
export type ExportLayout = (typeof exportLayouts)[number];

/**
 * Where the reasoning of a teacher's answer goes: nowhere, into a field of the assistant's message under the name its chat template
 * reads, or between `<think>` tags before the answer.
 */
export const reasoningForms = ["none", "reasoning_content", "thinking", "think-tags"] as const;
export type ReasoningForm = (typeof reasoningForms)[number];

export type Shape = {
  readonly format: ExportFormat;
  readonly trainer: Trainer | null;
  readonly layout: ExportLayout;
  readonly reasoning: ReasoningForm;
};

const trained: { readonly [name in Trainer]: readonly ExportFormat[] } = {
  trl: ["sft", "preference", "unpaired"],
  axolotl: ["sft", "preference", "unpaired"],
  "llama-factory": ["sft", "preference", "unpaired"],
  openai: ["sft", "preference"],
};

/** The layout a cell gets that names none. */
export function defaultLayout(format: ExportFormat, trainer: Trainer | null): ExportLayout {
  if (trainer === "llama-factory") return "sharegpt";
  return format === "sft" ? "messages" : "prompt-completion";
}

/** What does not go together, with the key to change. */
export function shapeContradictions({ format, trainer, layout, reasoning }: Shape): readonly (readonly [string, string])[] {
  if (trainer !== null && !trained[trainer].includes(format))
    return [["trainer", `${trainer} trains on ${trained[trainer].join(", ")}, not on ${format}; leave the trainer out`]];
  const isFactory = trainer === "llama-factory";
  if ((layout === "alpaca" || layout === "sharegpt") !== isFactory)
    return [["layout", isFactory ? "llama-factory takes alpaca or sharegpt" : `${layout} goes with \`trainer: llama-factory\``]];
  if (layout === "messages" && format !== "sft") return [["layout", `messages is a layout of sft; ${format} has a prompt of its own`]];
  if (layout === "prompt-completion" && format === "sft" && (trainer === "openai" || trainer === "axolotl"))
    return [["layout", `${trainer} takes sft as messages`]];
  if (reasoning !== "none" && format !== "sft") return [["reasoning", `traces go with \`format: sft\`; ${format} holds answers alone`]];
  if (reasoning !== "none" && trainer === "openai") return [["reasoning", "openai's fine-tuning reads no traces: leave `reasoning` out"]];
  if (reasoning !== "none" && reasoning !== "think-tags" && isFactory)
    return [["reasoning", "llama-factory reads traces as `think-tags`, inside the answer's text"]];
  return [];
}
