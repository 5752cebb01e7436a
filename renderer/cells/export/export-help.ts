import { type ExportFormat, exportFormats, type ReasoningForm, reasoningForms, type Trainer } from "#shared/export/forms.ts";

const formats: { readonly [format in ExportFormat]: string } = {
  sft: "Answers to learn from; of compared answers, those that won.",
  preference: "Chosen over rejected: from comparisons, ordered pairs, or scores.",
  unpaired: "Desirable or not, for KTO: both sides of pairs, accepted answers, or scores from a threshold.",
  rewards: "Scores as numbers to train on, one by criterion beside them.",
  "prompts-rubric": "Prompts with the criteria a verifier holds answers against.",
  all: "Every answer with everything said of it.",
};

const trainers: { readonly [trainer in Trainer]: string } = {
  trl: "Adds a config for the trl command.",
  axolotl: "Adds axolotl.yaml.",
  "llama-factory": "Adds dataset_info.json and a config.",
  openai: "Rows as the fine-tuning API takes them.",
};

const traces: { readonly [form in ReasoningForm]: string } = {
  none: "Left out; the card says how many there were.",
  reasoning_content:
    "A field of the message, as chat templates of Qwen3 or DeepSeek read it. Answers without a trace are left out and counted.",
  thinking: "A field of the message, as gpt-oss reads it. Answers without a trace are left out and counted.",
  "think-tags": "Between <think> tags before the answer. Answers without a trace are left out and counted.",
};

/** What the chosen format and trainer mean, under their controls. */
export function exportHelp(values: { readonly [key: string]: unknown }): { readonly [key: string]: string } {
  const format = exportFormats.find((each) => each === values.format);
  const reasoning = reasoningForms.find((each) => each === values.reasoning) ?? "none";
  const trainer = Object.entries(trainers).find(([name]) => name === values.trainer);
  return {
    ...(format === undefined ? {} : { format: formats[format] }),
    reasoning: traces[reasoning],
    trainer: trainer?.[1] ?? "Adds the files that start a run there.",
  };
}
