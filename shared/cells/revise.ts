import { z } from "zod";
import type { CellKind, Reference } from "./cell-kind.ts";
import { modelName } from "./model-name.ts";
import { commonKeys, drawnKeys, readYamlBody } from "./read-yaml.ts";
import { count, promptReference, samplingKeys } from "./teacher.ts";

const template = z.string().min(1).optional();

// The cell's own `seed` draws principles; none is sent to the model.
const { seed: _, ...requestKeys } = samplingKeys;

const schema = z.strictObject({
  ...commonKeys,
  ...drawnKeys,
  from: z.string().min(1),
  /** A constitution cell, or any table with an `id` and a `text` a principle. */
  constitution: z.string().min(1),
  /** Who criticises and revises; each answer's own `model` when left out. */
  model: modelName.optional(),
  /** Critiques an answer goes through; with `pick: all`, times through the whole constitution. */
  rounds: z.number().int().min(1).max(100).default(1),
  /** One principle drawn for each round, independently, or every principle in turn. */
  pick: z.enum(["random", "all"]).default("random"),
  /** Decides which principles are drawn. */
  seed: z.number().int().default(0),
  /** Prompt cells' names or templates, in place of the default prompts. */
  prompts: z.strictObject({ critique: template, revision: template }).prefault({}),
  /** Column with the question; the last user message of each row when left out. */
  question: z.string().optional(),
  /** Column with the text to revise. */
  response: z.string().default("response"),
  ...requestKeys,
});

export type ReviseBody = z.infer<typeof schema>;

/** The two requests of a round. */
export const reviseStages = ["critique", "revision"] as const;
export type ReviseStage = (typeof reviseStages)[number];

export const revise: CellKind<ReviseBody> = {
  kind: "revise",
  title: "Revise",
  sentence: "A model criticises each answer by a principle and writes it anew, round after round.",
  language: "yaml",
  costClass: "paid",
  isDrawn: true,
  recipeVersion: 1,
  pacingKeys: [],
  read: (source, defaults) => readYamlBody(source, schema, defaults),
  references: ({ from, constitution, prompts }): readonly Reference[] => [
    { name: from, key: "from" },
    { name: constitution, key: "constitution" },
    ...reviseStages.flatMap((stage) => {
      const named = promptReference(prompts[stage] ?? "");
      return named === null ? [] : [{ name: named.name, key: `prompts.${stage}` }];
    }),
  ],
  tables: (name) => [name, `${name}_final`, `${name}_pairs`],
  summary: ({ rounds, pick }) =>
    pick === "random" ? count(rounds, "round") : rounds === 1 ? "every principle once" : `every principle ${rounds} times`,
  starter: "from: answers\nconstitution: principles\nmodel: sim/willow-large\nrounds: 4\nmax_tokens: 400\n",
  fields: [
    { key: "from", label: "Answers from", control: { type: "source" } },
    { key: "constitution", label: "Constitution", control: { type: "source" } },
    { key: "model", label: "Model", help: "Each answer's own when left empty.", control: { type: "model" } },
    {
      key: "pick",
      label: "Principles",
      help: "One drawn for each round, or all in turn.",
      control: { type: "choice", options: ["random", "all"] },
    },
    {
      key: "rounds",
      label: "Rounds",
      help: "With all in turn: times through the constitution.",
      control: { type: "number", min: 1, step: 1 },
    },
    { key: "seed", label: "Seed", help: "Decides which principles are drawn.", control: { type: "number", step: 1 } },
    { key: "question", label: "Question column", control: { type: "column" } },
    { key: "response", label: "Answer column", control: { type: "column" } },
    { key: "temperature", label: "Temperature", control: { type: "number", min: 0, max: 2, step: 0.1 } },
    { key: "top_p", label: "Top-p", control: { type: "number", min: 0, max: 1, step: 0.05 } },
    { key: "max_tokens", label: "Max tokens", control: { type: "number", min: 1, step: 1 } },
    { key: "prompts.critique", label: "Critique prompt", help: "A prompt cell, or the template itself.", control: { type: "prompt" } },
    { key: "prompts.revision", label: "Revision prompt", help: "A prompt cell, or the template itself.", control: { type: "prompt" } },
  ],
};
