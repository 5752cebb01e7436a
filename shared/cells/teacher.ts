import { z } from "zod";
import type { CellKind, Reference } from "./cell-kind.ts";
import { commonKeys, readYamlBody } from "./read-yaml.ts";

/** `provider/name`; simulated judges carry their parameters after a colon. */
export const modelName = z.string().regex(/^[a-z][a-z0-9-]*\/\S+$/, "write a model as `provider/name`, such as `sim/willow-large`");

/** One name or a list of them, read as a list. */
export const modelList = z.preprocess(
  (value) => (typeof value === "string" ? [value] : value),
  z.array(modelName).min(1, "name at least one model"),
);

const columnList = z.preprocess((value) => (typeof value === "string" ? [value] : value), z.array(z.string().min(1)));

export const samplingKeys = {
  temperature: z.number().min(0).max(2).optional(),
  top_p: z.number().gt(0).max(1).optional(),
  max_tokens: z.number().int().positive().optional(),
  seed: z.number().int().optional(),
  stop: z.preprocess((value) => (typeof value === "string" ? [value] : value), z.array(z.string()).max(4)).optional(),
};

const schema = z.strictObject({
  ...commonKeys,
  from: z.string().min(1),
  /** A prompt cell's name, or the template itself. */
  prompt: z.string().min(1),
  models: modelList,
  samples: z.number().int().min(1).max(1000).default(1),
  ...samplingKeys,
  logprobs: z.boolean().optional(),
  /** Alternatives a token, with `logprobs`. */
  top_logprobs: z.number().int().min(0).max(20).optional(),
  schema: z.record(z.string(), z.unknown()).optional(),
  /** Columns of `from` carried along; all of them when left out. */
  keep: columnList.optional(),
  method: z.literal("answer", "`answer` is the one method this version knows").default("answer"),
});

export type TeacherBody = z.infer<typeof schema>;

const cellName = /^[a-z_][a-z0-9_]{0,62}$/i;

/** A prompt given as a bare word is the name of a prompt cell; anything else is the template itself. */
export function promptReference(promptText: string): Reference | null {
  return cellName.test(promptText.trim()) ? { name: promptText.trim(), key: "prompt" } : null;
}

export const teacher: CellKind<TeacherBody> = {
  kind: "teacher",
  title: "Teacher",
  sentence: "Asks one or several models each row of a table; one answer a row, model and sample.",
  language: "yaml",
  costClass: "paid",
  recipeVersion: 1,
  pacingKeys: [],
  read: (source, defaults) => readYamlBody(source, schema, defaults),
  modelsKey: "models",
  references: (body) => {
    const named = promptReference(body.prompt);
    return [{ name: body.from, key: "from" }, ...(named ? [named] : [])];
  },
  tables: (name) => [name],
  summary: (body) => `${count(body.models.length, "model")}${body.samples > 1 ? ` × ${body.samples} samples` : ""}`,
  starter: 'from: questions\nprompt: "{{ question }}"\nmodels: [sim/willow-large, sim/basalt-large]\nmax_tokens: 300\n',
  fields: [
    { key: "from", label: "Rows from", control: { type: "source" } },
    { key: "prompt", label: "Prompt", help: "A prompt cell, or the template itself.", control: { type: "prompt" } },
    { key: "models", label: "Models", control: { type: "models" } },
    { key: "samples", label: "Samples a row", control: { type: "number", min: 1, step: 1 } },
    { key: "temperature", label: "Temperature", control: { type: "number", min: 0, max: 2, step: 0.1 } },
    { key: "top_p", label: "Top-p", control: { type: "number", min: 0, max: 1, step: 0.05 } },
    { key: "max_tokens", label: "Max tokens", control: { type: "number", min: 1, step: 1 } },
    { key: "logprobs", label: "Keep logprobs", control: { type: "switch" } },
    { key: "keep", label: "Columns kept", help: "All when left empty.", control: { type: "columns" } },
  ],
};

export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
