import { yamlText } from "../notebook/yaml-text.ts";
import type { Shape } from "./forms.ts";
import { reasoningField } from "./reasoning.ts";

/** A file beside the data that starts a run elsewhere. */
export type HandOverFile = { readonly path: string; readonly text: string };

export type HandOver = {
  readonly shape: Shape;
  /** The export's folder, below the notebook's. */
  readonly folder: string;
  /** The cell's name: what LLaMA-Factory knows the dataset by. */
  readonly name: string;
  readonly hasTest: boolean;
  readonly columns: readonly string[];
  readonly maxLength: number | null;
};

/** What the trainer of a shape wants beside the data, paths seen from the notebook's folder; nothing without a trainer. */
export function handOverFiles(given: HandOver): readonly HandOverFile[] {
  switch (given.shape.trainer) {
    case "trl":
      return trlCommands(given).map((command) => ({ path: `trl-${command}.yaml`, text: trlConfig(command, given) }));
    case "axolotl":
      return [{ path: "axolotl.yaml", text: axolotlConfig(given) }];
    case "llama-factory":
      return [
        { path: "dataset_info.json", text: `${JSON.stringify(datasetInfo(given), null, 2)}\n` },
        { path: "llama-factory.yaml", text: factoryConfig(given) },
      ];
    case "openai":
    case null:
      return [];
  }
}

type TrlCommand = "sft" | "dpo" | "reward" | "kto";

function trlCommands({ shape }: HandOver): readonly TrlCommand[] {
  if (shape.format === "preference") return ["dpo", "reward"];
  return shape.format === "unpaired" ? ["kto"] : ["sft"];
}

/** With the leading dot a folder can't be taken for a repository on the hub. */
function trlConfig(command: TrlCommand, { shape, folder, hasTest, maxLength, name }: HandOver): string {
  const value = {
    dataset_name: `./${folder}`,
    dataset_config: "default",
    dataset_train_split: "train",
    ...(hasTest ? { dataset_test_split: "test", eval_strategy: "epoch" } : {}),
    ...(maxLength === null ? {} : { max_length: maxLength }),
    output_dir: `runs/${name}-${command}`,
  };
  return `# In the notebook's folder: trl ${command} --config ${folder}/trl-${command}.yaml --model_name_or_path STUDENT\n${templateNote(shape)}${yamlText(value)}`;
}

/** A chat template that does not look for the field drops every trace without a word. */
function templateNote({ reasoning }: Shape): string {
  const field = reasoningField(reasoning);
  return field === null ? "" : `# The student's chat template must read \`${field}\` of a message.\n`;
}

const mapping = { message_property_mappings: { role: "role", content: "content" } };
const roles = { roles: { system: ["system"], user: ["user"], assistant: ["assistant"] } };

/** A mapping that is given takes the place of the default one, in which the trace would be. */
function withTraces({ reasoning }: Shape) {
  const field = reasoningField(reasoning);
  if (field === null) return mapping;
  return {
    field_thinking: field,
    template_thinking_key: field,
    message_property_mappings: { ...mapping.message_property_mappings, [field]: field },
  };
}

/** Pairs and labels are read from a list of files; conversations from one. */
function axolotlConfig({ shape, folder, hasTest, maxLength, name }: HandOver): string {
  const file = (split: string) => `${folder}/data/${split}.jsonl`;
  const entry = (split: string) => {
    // Each file is a dataset of its own, whose only split is called train.
    const listed = { path: `${folder}/data`, ds_type: "json", data_files: [file(split)], split: "train" };
    switch (shape.format) {
      case "preference":
        return {
          ...listed,
          type: "chat_template.default",
          field_messages: "prompt",
          field_chosen: "chosen",
          field_rejected: "rejected",
          ...mapping,
          ...roles,
        };
      case "unpaired":
        return { ...listed, type: "chatml.ultra" };
      default:
        return {
          path: file(split),
          ds_type: "json",
          split: "train",
          type: "chat_template",
          field_messages: "messages",
          ...withTraces(shape),
          ...roles,
        };
    }
  };
  const value = {
    ...(shape.format === "preference" ? { rl: "dpo" } : {}),
    ...(shape.format === "unpaired" ? { rl: "kto", remove_unused_columns: false } : { chat_template: "tokenizer_default" }),
    datasets: [entry("train")],
    ...(hasTest ? { test_datasets: [entry("test")] } : {}),
    ...(maxLength === null ? {} : { sequence_len: maxLength }),
    output_dir: `runs/${name}`,
  };
  const llama = shape.format === "unpaired" ? "# For a Llama 3 student write llama3.ultra.\n" : "";
  return `# Add base_model, then in the notebook's folder: axolotl train ${folder}/axolotl.yaml\n${llama}${templateNote(shape)}${yamlText(value)}`;
}

/** Columns and tags whole: giving some takes the defaults of the others away. */
function datasetInfo({ shape, name, hasTest, columns }: HandOver) {
  const has = (column: string) => columns.includes(column);
  const same = (column: string) => (has(column) ? { [column]: column } : {});
  const isAlpaca = shape.layout === "alpaca";
  const described = {
    formatting: shape.layout,
    ...(shape.format === "preference" ? { ranking: true } : {}),
    columns: {
      ...(isAlpaca ? { prompt: "instruction" } : { messages: "conversations" }),
      ...(has("input") ? { query: "input" } : {}),
      ...(has("output") ? { response: "output" } : {}),
      ...same("system"),
      ...same("history"),
      ...same("chosen"),
      ...same("rejected"),
      ...same("kto_tag"),
    },
    ...(isAlpaca ? {} : { tags: sharegptTags }),
  };
  const splits = hasTest ? ["train", "test"] : ["train"];
  return Object.fromEntries(splits.map((split) => [`${name}_${split}`, { file_name: `data/${split}.jsonl`, ...described }]));
}

const sharegptTags = {
  role_tag: "from",
  content_tag: "value",
  user_tag: "human",
  assistant_tag: "gpt",
  observation_tag: "observation",
  function_tag: "function_call",
  system_tag: "system",
};

function factoryConfig({ shape, folder, name, hasTest, columns, maxLength }: HandOver): string {
  const stage = shape.format === "preference" ? "dpo" : shape.format === "unpaired" ? "kto" : "sft";
  const value = {
    stage,
    do_train: true,
    dataset_dir: folder,
    dataset: `${name}_train`,
    ...(hasTest ? { eval_dataset: `${name}_test`, eval_strategy: "epoch" } : {}),
    ...(maxLength === null ? {} : { cutoff_len: maxLength }),
    ...(shape.reasoning === "none" ? {} : { enable_thinking: true }),
    output_dir: `runs/${name}`,
  };
  const earlier =
    stage === "sft" && columns.includes("history")
      ? "# Answers in the history are learned too; with mask_history: true only the last one is.\n"
      : "";
  return `# Add model_name_or_path and template, then in the notebook's folder: llamafactory-cli train ${folder}/llama-factory.yaml\n${earlier}${yamlText(value)}`;
}
