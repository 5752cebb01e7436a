import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { defaultLayout, exportFormats, exportLayouts, reasoningForms, type Shape, shapeContradictions, trainers } from "./forms.ts";
import { handOverFiles } from "./hand-over.ts";
import { documentedRows, madeDataset } from "./testing/documented-rows.ts";

describe("every layout", () => {
  it.each(
    documentedRows,
  )("%s %s as %s, reasoning %s: each row is what the trainer documents", (trainer, format, layout, reasoning, schema) => {
    const shape = { trainer, format, layout, reasoning };
    expect(shapeContradictions(shape)).toEqual([]);
    const { rows, fitted } = madeDataset(shape);
    for (const row of rows) expect(schema.safeParse(row)).toMatchObject({ success: true });
    // What a trainer can't hold is counted, not bent.
    expect(rows.length + fitted.leftOut.length).toBe(4);
    expect(fitted.leftOut.map(({ end }) => ("reason" in end ? end.reason : ""))).toEqual(
      trainer === "axolotl" && format === "unpaired" ? [expect.stringContaining("several turns")] : [],
    );
  });

  it("is documented, or refused", () => {
    const known = new Set(documentedRows.map(([trainer, format, layout, reasoning]) => [trainer, format, layout, reasoning].join()));
    for (const trainer of [null, ...trainers])
      for (const format of exportFormats)
        for (const layout of exportLayouts)
          for (const reasoning of reasoningForms) {
            const isRefused = shapeContradictions({ trainer, format, layout, reasoning }).length > 0;
            expect([trainer, format, layout, reasoning, isRefused]).toEqual([
              trainer,
              format,
              layout,
              reasoning,
              !known.has([trainer, format, layout, reasoning].join()),
            ]);
          }
  });

  it("asks the same question whether or not an Alpaca row writes its input apart", () => {
    const { rows, dataset } = madeDataset({ trainer: "llama-factory", format: "sft", layout: "alpaca", reasoning: "none" });
    expect(dataset.schema.columns.map(({ name }) => name)).toEqual(["instruction", "input", "output", "system", "history"]);
    expect(rows.slice(2)).toEqual([
      { instruction: "And 5?", input: "", output: "4", system: "", history: [["2 + 4?", "6"]] },
      { instruction: "Say it in French.", input: "four", output: "4", system: "", history: [] },
    ]);
  });

  it("has a default for every trainer and format that go together", () => {
    const reasoning = "none";
    for (const [trainer, format] of documentedRows)
      expect(shapeContradictions({ trainer, format, layout: defaultLayout(format, trainer), reasoning })).toEqual([]);
    const wrong: readonly (readonly [string, Shape])[] = [
      ["trainer", { trainer: "openai", format: "unpaired", layout: "prompt-completion", reasoning }],
      ["layout", { trainer: "trl", format: "sft", layout: "alpaca", reasoning }],
      ["reasoning", { trainer: null, format: "preference", layout: "prompt-completion", reasoning: "think-tags" }],
      ["reasoning", { trainer: "openai", format: "sft", layout: "messages", reasoning: "reasoning_content" }],
      ["reasoning", { trainer: "llama-factory", format: "sft", layout: "sharegpt", reasoning: "thinking" }],
    ];
    for (const [key, shape] of wrong) expect(shapeContradictions(shape)[0]).toMatchObject([key, expect.any(String)]);
  });
});

/** The arguments each file may hold, as the trainers' own argument classes and documentation name them. */
const dataKeys = { path: z.string(), ds_type: z.literal("json"), split: z.literal("train") };
const mapping = z.strictObject({ role: z.literal("role"), content: z.literal("content") });
const thoughtfulEntry = (field: "reasoning_content" | "thinking") =>
  z.strictObject({
    ...dataKeys,
    type: z.literal("chat_template"),
    field_messages: z.literal("messages"),
    field_thinking: z.literal(field),
    template_thinking_key: z.literal(field),
    message_property_mappings: mapping.extend({ [field]: z.literal(field) }),
    roles: z.object({}),
  });
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
  thoughtfulEntry("reasoning_content"),
  thoughtfulEntry("thinking"),
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
    enable_thinking: z.literal(true).optional(),
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

/** dataset_info.json by data/README.md. `columns` and `tags` are whole: giving some takes the defaults of the others away. */
const alpacaColumns = {
  prompt: z.literal("instruction"),
  query: z.literal("input"),
  system: z.literal("system"),
  history: z.literal("history"),
};
const sharegptColumns = { messages: z.literal("conversations"), system: z.literal("system") };
const pairColumns = { chosen: z.literal("chosen"), rejected: z.literal("rejected") };
const response = { response: z.literal("output") };
const label = { kto_tag: z.literal("kto_tag") };
const entry = { file_name: z.string() };
const alpaca = { ...entry, formatting: z.literal("alpaca") };
const sharegpt = { ...entry, formatting: z.literal("sharegpt"), tags };
const ranking = z.literal(true);
const datasetEntries: { readonly [formatAndLayout: string]: z.ZodType } = {
  "sft alpaca": z.strictObject({ ...alpaca, columns: z.strictObject({ ...alpacaColumns, ...response }) }),
  "preference alpaca": z.strictObject({ ...alpaca, ranking, columns: z.strictObject({ ...alpacaColumns, ...pairColumns }) }),
  "unpaired alpaca": z.strictObject({ ...alpaca, columns: z.strictObject({ ...alpacaColumns, ...response, ...label }) }),
  "sft sharegpt": z.strictObject({ ...sharegpt, columns: z.strictObject(sharegptColumns) }),
  "preference sharegpt": z.strictObject({ ...sharegpt, ranking, columns: z.strictObject({ ...sharegptColumns, ...pairColumns }) }),
  "unpaired sharegpt": z.strictObject({ ...sharegpt, columns: z.strictObject({ ...sharegptColumns, ...label }) }),
};

describe("hand-over files", () => {
  const trained = documentedRows.filter(([trainer]) => trainer !== null && trainer !== "openai");
  it.each(trained)("%s %s as %s, reasoning %s: hold what the trainer's own arguments are called", (trainer, format, layout, reasoning) => {
    const shape = { trainer, format, layout, reasoning };
    const columns = madeDataset(shape).dataset.schema.columns.map(({ name }) => name);
    const files = handOverFiles({ shape, folder: "exports/made", name: "made", hasTest: true, columns, maxLength: 2048 });
    for (const { path, text: written } of files) {
      if (path.startsWith("trl-")) expect(configs.trl.safeParse(parse(written))).toMatchObject({ success: true });
      else if (path === "axolotl.yaml") expect(configs.axolotl.safeParse(parse(written))).toMatchObject({ success: true });
      else if (path === "llama-factory.yaml") {
        expect(configs.factory.safeParse(parse(written))).toMatchObject({ success: true });
        expect(parse(written).enable_thinking).toBe(reasoning === "none" ? undefined : true);
      } else {
        const info = JSON.parse(written);
        expect(Object.keys(info)).toEqual(["made_train", "made_test"]);
        for (const [split, entry] of Object.entries(info))
          expect(datasetEntries[`${format} ${layout}`]?.parse(entry)).toMatchObject({ file_name: `data/${split.slice(5)}.jsonl` });
        // A column that is not in the file is a KeyError; one that is not named is not read.
        expect(Object.values(info.made_train.columns).sort()).toEqual([...columns].sort());
      }
    }
    const field = trainer !== "llama-factory" && (reasoning === "reasoning_content" || reasoning === "thinking") ? reasoning : null;
    expect(files.some(({ text: written }) => written.includes(`# The student's chat template must read \`${field}\``))).toBe(
      field !== null,
    );
    expect(files.map(({ path }) => path)).toEqual(
      trainer === "trl"
        ? { sft: ["trl-sft.yaml"], preference: ["trl-dpo.yaml", "trl-reward.yaml"], unpaired: ["trl-kto.yaml"] }[format as "sft"]
        : trainer === "axolotl"
          ? ["axolotl.yaml"]
          : ["dataset_info.json", "llama-factory.yaml"],
    );
  });
});
