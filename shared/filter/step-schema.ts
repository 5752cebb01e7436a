import { z } from "zod";
import { patternProblem } from "../rubric/pattern.ts";
import { scriptNames } from "./scripts.ts";

const list = (what: string) =>
  z.preprocess(
    (value) => (typeof value === "string" ? [value] : value),
    z.array(z.string().min(1)).min(1, { error: `name at least one ${what}` }),
  );

const common = {
  /** Left out of the run, and kept in the text. */
  off: z.boolean().optional(),
};
const column = { column: z.string().min(1).optional() };
const keeping = {
  /** Which row of a cluster stays. */
  keep: z.enum(["first", "longest", "highest"]).default("first"),
  /** The number column that `keep: highest` goes by. */
  of: z.string().min(1).optional(),
};
const share = z.number().gt(0).lte(1);

const exact = z.strictObject({
  type: z.literal("exact"),
  ...common,
  /** One column, or several that must all agree. */
  column: list("column").optional(),
  /** `text`: NFKC, lower case, white space run together. `none`: to the letter. */
  normalise: z.enum(["text", "none"]).default("text"),
  ...keeping,
});

const near = z.strictObject({
  type: z.literal("near"),
  ...common,
  ...column,
  /** Jaccard similarity of the two texts' shingles from which they are duplicates. */
  threshold: z.number().min(0.3).max(1).default(0.8),
  /** Words in a shingle. */
  shingle: z.number().int().min(1).max(50).default(5),
  permutations: z.number().int().min(16).max(512).default(128),
  ...keeping,
});

const semantic = z.strictObject({
  type: z.literal("semantic"),
  ...common,
  ...column,
  /** An embeddings model, `provider/name`. */
  model: z.string().regex(/^[^/\s]+\/\S+$/, { error: "a model is named `provider/name`" }),
  /** Cosine from which two texts are duplicates. */
  threshold: z.number().gt(0).max(1).default(0.95),
  /** Asked of the model where it can shorten its vectors. */
  dimensions: z.number().int().min(2).max(8192).optional(),
  /** Kept rows bring their vectors along, as `embedding` and `embedding_model`. */
  vectors: z.boolean().optional(),
  ...keeping,
});

const length = z.strictObject({
  type: z.literal("length"),
  ...common,
  ...column,
  unit: z.enum(["words", "characters", "tokens"]).default("words"),
  min: z.number().int().min(0).optional(),
  max: z.number().int().min(0).optional(),
});

const pattern = z.strictObject({
  type: z.literal("pattern"),
  ...common,
  ...column,
  /** Rows without a match are dropped. */
  require: z.string().min(1).optional(),
  /** Rows with a match are dropped. */
  reject: z.string().min(1).optional(),
  flags: z
    .string()
    .regex(/^[ims]*$/, { error: "flags are i, m and s" })
    .default(""),
});

const refusal = z.strictObject({
  type: z.literal("refusal"),
  ...common,
  ...column,
  /** Further phrases that make a refusal where they stand near the beginning. */
  also: list("phrase").optional(),
  /** Boilerplate openers, such as "Sure, here is", are dropped too. */
  openers: z.boolean().default(false),
});

const language = z.strictObject({
  type: z.literal("language"),
  ...common,
  ...column,
  script: z.preprocess((value) => (typeof value === "string" ? [value] : value), z.array(z.enum(scriptNames)).min(1)).default(["latin"]),
  /** Least share of the letters. */
  share: share.default(0.8),
});

const score = z.strictObject({
  type: z.literal("score"),
  ...common,
  /** A judge's or rubric's table; joined by item, and by model and sample where both tables have them. */
  table: z.string().min(1),
  /** Its column; `reward` where there is one, else `score`. */
  score: z.string().min(1).optional(),
  /** Only this judge's scores; the mean of all when left out. */
  judge: z.string().min(1).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  /** The best share of the rows. */
  top: share.optional(),
  missing: z.enum(["drop", "keep"]).default("drop"),
});

const where = z.strictObject({
  type: z.literal("where"),
  ...common,
  /** A condition over the row's columns. */
  sql: z.string().min(1),
});

const decontaminate = z.strictObject({
  type: z.literal("decontaminate"),
  ...common,
  ...column,
  /** Evaluation tables that training data must not hold. */
  tables: list("table"),
  /** The column with their prompts; as in the rows when left out. */
  evaluation_column: z.string().min(1).optional(),
  /** Words in an n-gram. */
  n: z.number().int().min(2).max(50).default(8),
  /** A row that covers more than this share of an evaluation prompt's words matches it. */
  share: z.number().min(0).lt(1).default(0.5),
  /** Rows that match are dropped where more than this share of the evaluation's prompts are matched, and only told elsewhere. */
  contaminated_above: z.number().min(0).lt(1).default(0.02),
});

const mix = z.strictObject({
  type: z.literal("mix"),
  ...common,
  /** Rows of people, mixed in. */
  table: z.string().min(1).optional(),
  /** A column that tells whose each row is. */
  column: z.string().min(1).optional(),
  /** What the column says of a person's row. */
  value: z.string().min(1).default("human"),
  /** Share of rows by people in the result. */
  share: z.number().gt(0).lt(1),
});

const cap = z.strictObject({
  type: z.literal("cap"),
  ...common,
  by: list("column"),
  most: z.number().int().min(1),
  pick: z.enum(["first", "random", "highest"]).default("first"),
  of: z.string().min(1).optional(),
});

const balance = z.strictObject({
  type: z.literal("balance"),
  ...common,
  /** The groups to balance, such as model or family. */
  by: z.string().min(1).default("model"),
  /** Balanced within each of these, such as each item; over all rows when left out. */
  within: z.string().min(1).optional(),
  /** Rows of the largest group to one of the smallest, at most. */
  ratio: z.number().min(1).default(1),
});

const sample = z.strictObject({
  type: z.literal("sample"),
  ...common,
  rows: z.number().int().min(1).optional(),
  share: share.optional(),
});

/** A filter step as a notebook writes it. */
export const stepSchema = z
  .discriminatedUnion(
    "type",
    [exact, near, semantic, length, pattern, refusal, language, score, where, decontaminate, mix, cap, balance, sample],
    {
      error: (issue) =>
        issue.code === "invalid_union"
          ? "a step's `type` is one of exact, near, semantic, length, pattern, refusal, language, score, where, decontaminate, mix, cap, balance, sample"
          : undefined,
    },
  )
  .superRefine((step, context) => {
    const problem = stepProblem(step);
    if (problem !== null) context.addIssue({ code: "custom", path: [problem.key], message: problem.sentence });
  });

export type FilterStep = z.infer<typeof stepSchema>;
export type StepType = FilterStep["type"];
export type StepOf<Type extends StepType> = Extract<FilterStep, { readonly type: Type }>;

type StepProblem = { readonly key: string; readonly sentence: string };

/** What a step's keys say against each other. */
function stepProblem(step: FilterStep): StepProblem | null {
  switch (step.type) {
    case "exact":
    case "near":
    case "semantic":
      return needsOf(step.keep, step.of);
    case "cap":
      return needsOf(step.pick, step.of);
    case "length":
    case "score":
      return boundsProblem(step);
    case "pattern":
      return patternStepProblem(step);
    case "mix":
      if ((step.table === undefined) === (step.column === undefined))
        return { key: "table", sentence: "name either a `table` to mix in or the `column` that tells whose each row is" };
      return null;
    case "sample":
      if ((step.rows === undefined) === (step.share === undefined)) return { key: "rows", sentence: "give either `rows` or `share`" };
      return null;
    case "refusal":
    case "language":
    case "where":
    case "decontaminate":
    case "balance":
      return null;
  }
}

function needsOf(rule: string, of: string | undefined): StepProblem | null {
  if (rule === "highest" && of === undefined) return { key: "of", sentence: "say which column `highest` goes by" };
  if (rule !== "highest" && of !== undefined) return { key: "of", sentence: "only `highest` goes by a column" };
  return null;
}

function boundsProblem(step: StepOf<"length"> | StepOf<"score">): StepProblem | null {
  const { min, max } = step;
  const top = step.type === "score" ? step.top : undefined;
  if (min === undefined && max === undefined && top === undefined)
    return { key: "min", sentence: step.type === "score" ? "give `min`, `max` or `top`" : "give `min` or `max`" };
  if (min !== undefined && max !== undefined && min > max) return { key: "min", sentence: "`min` must not be above `max`" };
  return null;
}

function patternStepProblem({ require, reject, flags }: StepOf<"pattern">): StepProblem | null {
  if ((require === undefined) === (reject === undefined)) return { key: "reject", sentence: "give either `require` or `reject`" };
  const sentence = patternProblem(require ?? reject ?? "", flags);
  return sentence === null ? null : { key: require === undefined ? "reject" : "require", sentence };
}
