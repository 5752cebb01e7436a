import { type ExportFormat, exportFormats, type Trainer } from "#shared/export/forms.ts";

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

/** What the chosen format and trainer mean, under their controls. */
export function exportHelp(values: { readonly [key: string]: unknown }): { readonly [key: string]: string } {
  const format = exportFormats.find((each) => each === values.format);
  const trainer = Object.entries(trainers).find(([name]) => name === values.trainer);
  return {
    ...(format === undefined ? {} : { format: formats[format] }),
    trainer: trainer?.[1] ?? "Adds the files that start a run there.",
  };
}
