import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { schemaOf, text } from "../data/table.ts";
import { datasetOf, fitting } from "./dataset.ts";
import type { Content, Example } from "./example.ts";
import { defaultLayout, type ExportFormat, type ExportLayout, type Shape, shapeContradictions, type Trainer } from "./forms.ts";
import { handOverFiles } from "./hand-over.ts";

// Each trainer's documented row, exactly: an unknown key is an error, since that is what trains silently wrong.

const system = z.strictObject({ role: z.literal("system"), content: z.string() });
const user = z.strictObject({ role: z.literal("user"), content: z.string().min(1) });
const assistant = z.strictObject({ role: z.literal("assistant"), content: z.string().min(1) });
const turns = z.array(z.union([system, user, assistant])).min(1);
const promptTurns = turns.refine((list) => list.at(-1)?.role === "user", "a prompt ends with the user");
const conversation = turns.refine((list) => list.at(-1)?.role === "assistant", "it ends with an answer");
const oneAnswer = z.tuple([assistant]);

const ownColumns = (row: object): object => Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith("assay_")));
const withProvenance = (schema: z.ZodType) => z.preprocess((row) => ownColumns(row as object), schema);

/** huggingface.co/docs/trl/dataset_formats: conversational, with an explicit prompt. */
const trl = {
  messages: z.strictObject({ messages: conversation }),
  completion: z.strictObject({ prompt: promptTurns, completion: oneAnswer }),
  preference: withProvenance(
    z.strictObject({ prompt: promptTurns, chosen: oneAnswer, rejected: oneAnswer, margin: z.number().min(0).optional() }),
  ),
  unpaired: withProvenance(z.strictObject({ prompt: promptTurns, completion: oneAnswer, label: z.boolean() })),
};

/** docs.axolotl.ai: dataset-formats/conversation, rlhf#chat_template.default, rlhf#chatml.ultra (KTO). */
const axolotl = {
  sft: z.strictObject({ messages: conversation }),
  preference: z.strictObject({ prompt: promptTurns, chosen: assistant, rejected: assistant }),
  unpaired: z.strictObject({ system: z.string().optional(), prompt: z.string().min(1), completion: z.string().min(1), label: z.boolean() }),
};

/** github.com/hiyouga/LLaMA-Factory data/README.md; what its converter.py drops without a word is refused here. */
const human = z.strictObject({ from: z.literal("human"), value: z.string().min(1) });
const gpt = z.strictObject({ from: z.literal("gpt"), value: z.string().min(1) });
const alternating = z
  .array(z.union([human, gpt]))
  .refine((list) => list.every(({ from }, at) => from === (at % 2 === 0 ? "human" : "gpt")), "turns alternate");
const even = alternating.refine((list) => list.length % 2 === 0, "it ends with gpt");
const odd = alternating.refine((list) => list.length % 2 === 1, "it ends with human");
const systemText = { system: z.string().optional() };
const factory = {
  alpaca: {
    sft: z.strictObject({ instruction: z.string().min(1), output: z.string().min(1), ...systemText }),
    preference: z.strictObject({ instruction: z.string().min(1), chosen: z.string().min(1), rejected: z.string().min(1), ...systemText }),
    unpaired: z.strictObject({ instruction: z.string().min(1), output: z.string().min(1), kto_tag: z.boolean(), ...systemText }),
  },
  sharegpt: {
    sft: z.strictObject({ conversations: even, ...systemText }),
    preference: z.strictObject({ conversations: odd, chosen: gpt, rejected: gpt, ...systemText }),
    unpaired: z.strictObject({ conversations: even, kto_tag: z.boolean(), ...systemText }),
  },
};

/** developers.openai.com/api/docs/guides: supervised-fine-tuning, direct-preference-optimization. */
const openai = {
  sft: z.strictObject({ messages: conversation }),
  preference: z.strictObject({
    input: z.strictObject({ messages: promptTurns }),
    preferred_output: oneAnswer,
    non_preferred_output: oneAnswer,
  }),
};

const documented: readonly (readonly [Trainer | null, ExportFormat, ExportLayout, z.ZodType])[] = [
  [null, "sft", "messages", trl.messages],
  ["trl", "sft", "messages", trl.messages],
  ["trl", "sft", "prompt-completion", trl.completion],
  ["trl", "preference", "prompt-completion", trl.preference],
  ["trl", "unpaired", "prompt-completion", trl.unpaired],
  ["axolotl", "sft", "messages", axolotl.sft],
  ["axolotl", "preference", "prompt-completion", axolotl.preference],
  ["axolotl", "unpaired", "prompt-completion", axolotl.unpaired],
  ["llama-factory", "sft", "alpaca", factory.alpaca.sft],
  ["llama-factory", "preference", "alpaca", factory.alpaca.preference],
  ["llama-factory", "unpaired", "alpaca", factory.alpaca.unpaired],
  ["llama-factory", "sft", "sharegpt", factory.sharegpt.sft],
  ["llama-factory", "preference", "sharegpt", factory.sharegpt.preference],
  ["llama-factory", "unpaired", "sharegpt", factory.sharegpt.unpaired],
  ["openai", "sft", "messages", openai.sft],
  ["openai", "preference", "prompt-completion", openai.preference],
];

const prompts: readonly Example["prompt"][] = [
  [{ role: "user", content: "2 + 2?" }],
  [
    { role: "system", content: "Be brief." },
    { role: "user", content: "2 + 3?" },
  ],
  [
    { role: "user", content: "2 + 4?" },
    { role: "assistant", content: "6" },
    { role: "user", content: "And 5?" },
  ],
];

const contents: { readonly [format in ExportFormat]: Content } = {
  sft: { type: "sft", completion: "4" },
  preference: { type: "preference", chosen: "4", rejected: "5", margin: 0.5 },
  unpaired: { type: "unpaired", completion: "4", label: true },
  rewards: { type: "rewards", completion: "4", reward: 0.5, criteria: null },
  "prompts-rubric": { type: "prompts-rubric", rubric: [], reference: null },
  all: { type: "all", row: { item: "1" } },
};

function made(shape: Shape) {
  const examples = prompts.map(
    (prompt, at): Example => ({
      row: at + 1,
      item: String(at),
      prompt,
      content: contents[shape.format],
      provenance: { assay_item: String(at), assay_simulated: true },
    }),
  );
  const table = schemaOf([["item", text]]);
  const fitted = fitting({ examples, leftOut: [] }, shape, table);
  return { dataset: datasetOf(fitted, shape, { table, split: null }), fitted };
}

describe("every layout", () => {
  it.each(documented)("%s %s as %s: each row is what the trainer documents", (trainer, format, layout, schema) => {
    const shape = { trainer, format, layout };
    expect(shapeContradictions(shape)).toEqual([]);
    const { dataset, fitted } = made(shape);
    const rows = dataset.splits.flatMap((split) => split.rows);
    for (const row of rows) expect(schema.safeParse(row)).toMatchObject({ success: true });
    // What a trainer can't hold is counted, not bent.
    expect(rows.length + fitted.leftOut.length).toBe(prompts.length);
    expect(fitted.leftOut.map(({ end }) => ("reason" in end ? end.reason : ""))).toEqual(
      layout === "alpaca" || (trainer === "axolotl" && format === "unpaired") ? [expect.stringContaining("several turns")] : [],
    );
  });

  it("has a default for every trainer and format that go together", () => {
    for (const [trainer, format] of documented)
      expect(shapeContradictions({ trainer, format, layout: defaultLayout(format, trainer) })).toEqual([]);
    expect(shapeContradictions({ trainer: "openai", format: "unpaired", layout: "prompt-completion" })[0]).toMatchObject([
      "trainer",
      expect.any(String),
    ]);
    expect(shapeContradictions({ trainer: "trl", format: "sft", layout: "alpaca" })[0]).toMatchObject(["layout", expect.any(String)]);
  });
});

/** The arguments each file may hold, as the trainers' own argument classes and documentation name them. */
const dataKeys = { path: z.string(), ds_type: z.literal("json"), split: z.literal("train") };
const mapping = z.strictObject({ role: z.literal("role"), content: z.literal("content") });
const axolotlEntry = z.union([
  z.strictObject({
    ...dataKeys,
    type: z.literal("chat_template"),
    field_messages: z.literal("messages"),
    message_property_mappings: mapping,
    roles: z.object({}),
  }),
  z.strictObject({
    ...dataKeys,
    data_files: z.array(z.string()).length(1),
    type: z.literal("chat_template.default"),
    field_messages: z.literal("prompt"),
    field_chosen: z.literal("chosen"),
    field_rejected: z.literal("rejected"),
    message_property_mappings: mapping,
    roles: z.object({}),
  }),
  z.strictObject({ ...dataKeys, data_files: z.array(z.string()).length(1), type: z.literal("chatml.ultra") }),
]);
const configs = {
  // trl/scripts/utils.py ScriptArguments, transformers.TrainingArguments
  trl: z.strictObject({
    dataset_name: z.string().startsWith("./"),
    dataset_config: z.literal("default"),
    dataset_train_split: z.literal("train"),
    dataset_test_split: z.literal("test"),
    eval_strategy: z.literal("epoch"),
    max_length: z.number(),
    output_dir: z.string(),
  }),
  // docs.axolotl.ai/docs/config-reference
  axolotl: z.strictObject({
    rl: z.enum(["dpo", "kto"]).optional(),
    remove_unused_columns: z.literal(false).optional(),
    chat_template: z.literal("tokenizer_default").optional(),
    datasets: z.array(axolotlEntry).length(1),
    test_datasets: z.array(axolotlEntry).length(1),
    sequence_len: z.number(),
    output_dir: z.string(),
  }),
  // llamafactory.readthedocs.io, examples/train_lora
  factory: z.strictObject({
    stage: z.enum(["sft", "dpo", "kto"]),
    do_train: z.literal(true),
    dataset_dir: z.string(),
    dataset: z.string(),
    eval_dataset: z.string(),
    eval_strategy: z.literal("epoch"),
    cutoff_len: z.number(),
    output_dir: z.string(),
  }),
};
const tags = z.strictObject({
  role_tag: z.literal("from"),
  content_tag: z.literal("value"),
  user_tag: z.literal("human"),
  assistant_tag: z.literal("gpt"),
  observation_tag: z.literal("observation"),
  function_tag: z.literal("function_call"),
  system_tag: z.literal("system"),
});

describe("hand-over files", () => {
  const trained = documented.filter(([trainer]) => trainer !== null && trainer !== "openai");
  it.each(trained)("%s %s as %s: hold what the trainer's own arguments are called", (trainer, format, layout) => {
    const shape = { trainer, format, layout };
    const columns = made(shape).dataset.schema.columns.map(({ name }) => name);
    const files = handOverFiles({ shape, folder: "exports/made", name: "made", hasTest: true, columns, maxLength: 2048 });
    for (const { path, text: written } of files) {
      if (path.startsWith("trl-")) expect(configs.trl.safeParse(parse(written))).toMatchObject({ success: true });
      else if (path === "axolotl.yaml") expect(configs.axolotl.safeParse(parse(written))).toMatchObject({ success: true });
      else if (path === "llama-factory.yaml") expect(configs.factory.safeParse(parse(written))).toMatchObject({ success: true });
      else {
        const info = JSON.parse(written);
        expect(Object.keys(info)).toEqual(["made_train", "made_test"]);
        const { columns: named, formatting, ranking, tags: given } = info.made_train;
        expect(formatting).toBe(layout);
        expect(ranking).toBe(format === "preference" ? true : undefined);
        // A column that is not in the file is a KeyError; one that is not named is not read.
        expect(Object.values(named).sort()).toEqual([...columns].sort());
        if (layout === "sharegpt") expect(tags.safeParse(given)).toMatchObject({ success: true });
        else expect(given).toBeUndefined();
      }
    }
    expect(files.map(({ path }) => path)).toEqual(
      trainer === "trl"
        ? { sft: ["trl-sft.yaml"], preference: ["trl-dpo.yaml", "trl-reward.yaml"], unpaired: ["trl-kto.yaml"] }[format as "sft"]
        : trainer === "axolotl"
          ? ["axolotl.yaml"]
          : ["dataset_info.json", "llama-factory.yaml"],
    );
  });
});
