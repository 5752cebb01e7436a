import { z } from "zod";
import type { CellKind } from "./cell-kind.ts";
import { contradictions } from "./judge-contradictions.ts";
import { judgeFields } from "./judge-fields.ts";
import { modelList, modelName } from "./model-name.ts";
import { commonKeys, drawnKeys, readYamlBody } from "./read-yaml.ts";
import { count, promptReference, samplingKeys } from "./teacher.ts";

const scale = z
  .strictObject({ min: z.number().int(), max: z.number().int(), levels: z.record(z.string(), z.string()).optional() })
  .refine((value) => value.max > value.min, { message: "`max` must be above `min`" });

const judgeModes = ["pairwise", "pointwise", "rubric", "reference", "tournament"] as const;

const tournament = z.strictObject({
  scheme: z.enum(["round-robin", "knockout", "swiss", "adaptive"]),
  /** Who plays: models over all items, or the answers to each item among themselves. */
  players: z.enum(["models", "answers"]).default("models"),
  /** Swiss: rounds to play; ⌈log₂ players⌉ when left out. */
  rounds: z.number().int().min(1).max(1000).optional(),
  /** Items that decide one match between models. */
  matches: z.number().int().min(1).max(1000).default(1),
  /** Adaptive: stops here whatever is still open. */
  max_calls: z.number().int().min(1).optional(),
  /** Adaptive: stops once neighbours in the ranking are told apart at this level. */
  separated: z.number().gt(0.5).lt(1).default(0.95),
});

const share = z.number().min(0).max(1);

const schema = z
  .strictObject({
    ...commonKeys,
    ...drawnKeys,
    from: z.string().min(1),
    mode: z.enum(judgeModes).default("pairwise"),
    judges: modelList,
    /** Pools several judges into one verdict more, NAME_jury; every member's own stays. */
    jury: z.enum(["majority", "mean"]).optional(),
    /** What an answer is judged by, in words. */
    criteria: z.string().optional(),
    /** A rubric cell; for `mode: rubric`. */
    rubric: z.string().min(1).optional(),
    /** One call an answer, or one an answer and criterion; for `mode: rubric`. */
    ask: z.enum(["answer", "criterion"]).default("answer"),
    /** A constitution cell: each pair is judged by one of its principles, drawn by `draw` and recorded. */
    constitution: z.string().min(1).optional(),
    /** Column with the reference answer the judge is shown; needed by `mode: reference`. */
    reference: z.string().optional(),
    /** Where p comes from: the tokens' log-probabilities, the share among repeats, the judge's own words, or the verdict alone. */
    confidence: z.enum(["none", "logprobs", "samples", "stated"]).default("none"),
    /** The judge says why before it decides. Without, its reply is the verdict alone. */
    explain: z.boolean().default(true),
    /** p is cut to this range, as Constitutional AI does after chain of thought. */
    clamp: z
      .tuple([share, share])
      .refine(([low, high]) => low < high, { message: "the first must be below the second" })
      .optional(),
    /** The judge reads its own verdict again and may change it; the first one is kept beside it. */
    refine: z.boolean().default(false),
    tournament: tournament.optional(),
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
    for (const [key, message] of contradictions(body)) context.addIssue({ code: "custom", path: [key], message });
  });

export type JudgeBody = z.infer<typeof schema>;

export const defaultScale = { min: 1, max: 10 } as const;

export const judge: CellKind<JudgeBody> = {
  kind: "judge",
  title: "Judge",
  sentence: "Models compare answers in pairs or tournaments, or score them, alone or by a rubric.",
  language: "yaml",
  costClass: "paid",
  isDrawn: true,
  recipeVersion: 2,
  pacingKeys: [],
  read: (source, defaults) => readYamlBody(source, schema, defaults),
  modelsKey: "judges",
  references: (body) => {
    const named = body.prompt === undefined ? null : promptReference(body.prompt);
    return [
      { name: body.from, key: "from" },
      ...(body.rubric === undefined ? [] : [{ name: body.rubric, key: "rubric", needsApproval: true as const }]),
      ...(body.constitution === undefined ? [] : [{ name: body.constitution, key: "constitution" }]),
      ...(named ? [named] : []),
    ];
  },
  tables: (name, body) => [
    name,
    `${name}_calls`,
    ...(body.mode === "rubric" ? [`${name}_criteria`, `${name}_rewards`] : []),
    ...(body.mode === "tournament" ? [`${name}_standings`] : []),
    ...(body.jury === undefined ? [] : [`${name}_jury`]),
  ],
  summary: (body) => {
    const orders = body.mode === "pairwise" && body.orders === "both" ? " · both orders" : "";
    return `${count(body.judges.length, "judge")} · ${body.mode}${orders}${body.repeats > 1 ? ` × ${body.repeats}` : ""}`;
  },
  starter:
    "from: answers\nmode: pairwise\njudges: [sim/judge-fair]\ncriteria: Prefer the answer that is correct; then the one that is shorter.\norders: both\n",
  fields: judgeFields,
};
