import { z } from "zod";
import type { CellKind } from "./cell-kind.ts";
import { commonKeys, readYamlBody } from "./read-yaml.ts";
import { count, modelList, modelName, promptReference, samplingKeys } from "./teacher.ts";

const scale = z
  .strictObject({ min: z.number().int(), max: z.number().int(), levels: z.record(z.string(), z.string()).optional() })
  .refine((value) => value.max > value.min, { message: "`max` must be above `min`" });

const schema = z
  .strictObject({
    ...commonKeys,
    from: z.string().min(1),
    mode: z.enum(["pairwise", "pointwise"]).default("pairwise"),
    judges: modelList,
    /** What an answer is judged by, in words. */
    criteria: z.string().optional(),
    /** A prompt cell's name or a template, in place of the default prompt. */
    prompt: z.string().min(1).optional(),
    /** Column with the question; the last user message of each row when left out. */
    question: z.string().optional(),
    /** Column with the text to judge. */
    response: z.string().default("response"),
    orders: z.enum(["both", "random", "fixed"]).default("both"),
    pairs: z.enum(["all", "baseline", "random"]).default("all"),
    baseline: modelName.optional(),
    repeats: z.number().int().min(1).max(100).default(1),
    scale: scale.optional(),
    ...samplingKeys,
    /** Decides random pairs and random orders. */
    draw: z.number().int().default(0),
  })
  .superRefine((body, context) => {
    if (body.pairs === "baseline" && body.baseline === undefined) {
      context.addIssue({ code: "custom", path: ["baseline"], message: "`pairs: baseline` needs `baseline:`, one of the teachers" });
    }
  });

export type JudgeBody = z.infer<typeof schema>;

export const defaultScale = { min: 1, max: 10 } as const;

export const judge: CellKind<JudgeBody> = {
  kind: "judge",
  title: "Judge",
  sentence: "Models compare answers in pairs, or score them one by one.",
  language: "yaml",
  costClass: "paid",
  recipeVersion: 1,
  pacingKeys: [],
  read: (source, defaults) => readYamlBody(source, schema, defaults),
  modelsKey: "judges",
  references: (body) => {
    const named = body.prompt === undefined ? null : promptReference(body.prompt);
    return [{ name: body.from, key: "from" }, ...(named ? [named] : [])];
  },
  tables: (name) => [name, `${name}_calls`],
  summary: (body) => {
    const orders = body.mode === "pairwise" && body.orders === "both" ? " · both orders" : "";
    return `${count(body.judges.length, "judge")} · ${body.mode}${orders}${body.repeats > 1 ? ` × ${body.repeats}` : ""}`;
  },
  starter:
    "from: answers\nmode: pairwise\njudges: [sim/judge-fair]\ncriteria: Prefer the answer that is correct; then the one that is shorter.\norders: both\n",
  fields: [
    { key: "from", label: "Answers from", control: { type: "source" } },
    { key: "mode", label: "Mode", control: { type: "choice", options: ["pairwise", "pointwise"] } },
    { key: "judges", label: "Judges", control: { type: "models" } },
    { key: "criteria", label: "Criteria", control: { type: "paragraph" } },
    {
      key: "orders",
      label: "Orders",
      help: "Both orders show position bias; they cost two calls a pair.",
      control: { type: "choice", options: ["both", "random", "fixed"] },
    },
    { key: "pairs", label: "Pairs", control: { type: "choice", options: ["all", "baseline", "random"] } },
    { key: "baseline", label: "Baseline", control: { type: "model" } },
    { key: "repeats", label: "Repeats", control: { type: "number", min: 1, step: 1 } },
    { key: "scale.min", label: "Scale from", control: { type: "number", step: 1 } },
    { key: "scale.max", label: "Scale to", control: { type: "number", step: 1 } },
    { key: "temperature", label: "Temperature", control: { type: "number", min: 0, max: 2, step: 0.1 } },
    { key: "max_tokens", label: "Max tokens", control: { type: "number", min: 1, step: 1 } },
    { key: "prompt", label: "Prompt", help: "Replaces the default judge prompt.", control: { type: "prompt" } },
    { key: "question", label: "Question column", control: { type: "column" } },
    { key: "response", label: "Response column", control: { type: "column" } },
  ],
};
