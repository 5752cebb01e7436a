import { z } from "zod";
import type { CellKind } from "./cell-kind.ts";
import { commonKeys, readYamlBody } from "./read-yaml.ts";
import { count, modelList, modelName, promptReference, samplingKeys } from "./teacher.ts";

const scale = z
  .strictObject({ min: z.number().int(), max: z.number().int(), levels: z.record(z.string(), z.string()).optional() })
  .refine((value) => value.max > value.min, { message: "`max` must be above `min`" });

export const judgeModes = ["pairwise", "pointwise", "rubric", "reference", "tournament"] as const;

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
    if (body.pairs === "baseline" && body.baseline === undefined) {
      context.addIssue({ code: "custom", path: ["baseline"], message: "`pairs: baseline` needs `baseline:`, one of the teachers" });
    }
    for (const [key, message] of contradictions(body)) context.addIssue({ code: "custom", path: [key], message });
  });

type Written = {
  readonly mode: (typeof judgeModes)[number];
  readonly judges: readonly string[];
  readonly [key: string]: unknown;
};

/** Keys that need one another, or that the mode has no use for: a key without effect would be a silent mistake. */
function contradictions(body: Written): readonly (readonly [key: string, message: string])[] {
  const { mode } = body;
  const compares = mode === "pairwise" || mode === "tournament";
  const found: (readonly [string, string])[] = [];
  if (mode === "rubric" && body.rubric === undefined) found.push(["rubric", "`mode: rubric` needs `rubric:`, the name of a rubric cell"]);
  if (mode !== "rubric" && body.rubric !== undefined) found.push(["rubric", `a ${mode} judge reads no rubric; use \`mode: rubric\``]);
  if (mode === "reference" && body.reference === undefined)
    found.push(["reference", "`mode: reference` needs `reference:`, the column with the right answers"]);
  if (mode === "tournament" && body.tournament === undefined)
    found.push(["tournament", "`mode: tournament` needs `tournament:` with its `scheme`"]);
  if (mode !== "tournament" && body.tournament !== undefined) found.push(["tournament", "only `mode: tournament` plays one"]);
  if (body.constitution !== undefined && !compares)
    found.push(["constitution", "principles decide between two answers; use `mode: pairwise`"]);
  if (body.constitution !== undefined && body.criteria !== undefined)
    found.push(["criteria", "each pair is judged by one principle of the constitution, so `criteria` would be left unread"]);
  if (body.jury !== undefined && body.judges.length < 2) found.push(["jury", "a jury needs at least two judges"]);
  if (body.clamp !== undefined && !compares) found.push(["clamp", "only the probability of a comparison can be clamped"]);
  if (body.confidence === "samples" && (body.repeats as number) < 2)
    found.push(["confidence", "`confidence: samples` needs `repeats` of 2 or more"]);
  return found;
}

export type JudgeBody = z.infer<typeof schema>;

export const defaultScale = { min: 1, max: 10 } as const;

export const judge: CellKind<JudgeBody> = {
  kind: "judge",
  title: "Judge",
  sentence: "Models compare answers in pairs or tournaments, or score them, alone or by a rubric.",
  language: "yaml",
  costClass: "paid",
  recipeVersion: 1,
  pacingKeys: [],
  read: (source, defaults) => readYamlBody(source, schema, defaults),
  modelsKey: "judges",
  references: (body) => {
    const named = body.prompt === undefined ? null : promptReference(body.prompt);
    return [
      { name: body.from, key: "from" },
      ...(body.rubric === undefined ? [] : [{ name: body.rubric, key: "rubric" }]),
      ...(body.constitution === undefined ? [] : [{ name: body.constitution, key: "constitution" }]),
      ...(named ? [named] : []),
    ];
  },
  tables: (name, body) => [
    name,
    `${name}_calls`,
    ...(body.mode === "rubric" ? [`${name}_criteria`] : []),
    ...(body.mode === "tournament" ? [`${name}_standings`] : []),
    ...(body.jury === undefined ? [] : [`${name}_jury`]),
  ],
  summary: (body) => {
    const orders = body.mode === "pairwise" && body.orders === "both" ? " · both orders" : "";
    return `${count(body.judges.length, "judge")} · ${body.mode}${orders}${body.repeats > 1 ? ` × ${body.repeats}` : ""}`;
  },
  starter:
    "from: answers\nmode: pairwise\njudges: [sim/judge-fair]\ncriteria: Prefer the answer that is correct; then the one that is shorter.\norders: both\n",
  fields: [
    { key: "from", label: "Answers from", control: { type: "source" } },
    { key: "mode", label: "Mode", control: { type: "choice", options: judgeModes } },
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
