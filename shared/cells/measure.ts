import { z } from "zod";
import {
  type MeasureMethod,
  type MeasureOptionKey,
  type MeasureReading,
  measureMethodNames,
  measureMethods,
  readingOf,
} from "../statistics/measure-methods.ts";
import { capitalised } from "../words.ts";
import type { CellKind, FormField } from "./cell-kind.ts";
import { commonKeys, readYamlBody } from "./read-yaml.ts";

/** What a column of a verdict table can be to a measure. */
export const judgementParts = [
  "item",
  "judge",
  "verdict",
  "score",
  "a",
  "b",
  "order",
  "repeat",
  "cluster",
  "p",
  "p_low",
  "p_high",
  "margin",
  "human",
  "judge_kind",
  "judge_family",
  "family_a",
  "family_b",
  "len_a",
  "len_b",
  "response_a",
  "response_b",
  "model",
  "family",
  "response",
  "length",
  "criterion",
  "principle",
  "weight",
  "criterion_type",
  "aggregate",
  "selection_p",
  "cost",
] as const;

export type JudgementPart = (typeof judgementParts)[number];

/** What a column of a table of texts can be to a measure. */
const textParts = ["text", "generation", "origin", "embedding"] as const;

const names = z.preprocess((value) => (typeof value === "string" ? [value] : value), z.array(z.string().min(1)));
const spelling = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const spellings = z.union([spelling.transform((each) => [each]), z.array(spelling)]);

const schema = z
  .strictObject({
    ...commonKeys,
    method: z.enum(measureMethodNames),
    /** One table of verdicts or scores, or several read as one. */
    from: names.refine((tables) => tables.length > 0, { message: "name at least one table" }),
    /** Which column of the tables plays which part, where its name does not say so. */
    columns: z.partialRecord(z.enum([...judgementParts, ...textParts]), z.string().min(1)).prefault({}),
    /** How the tables write each verdict, where not a, b and tie. */
    values: z.strictObject({ a: spellings.optional(), b: spellings.optional(), tie: spellings.optional() }).prefault({}),
    /** Judges that are people. */
    people: names.default([]),
    /** Slice by these columns. */
    by: names.default([]),
    level: z.enum(["nominal", "ordinal", "interval"]).optional(),
    categories: z.array(z.union([z.string(), z.number()])).optional(),
    inconsistent: z.enum(["drop", "tie", "category"]).optional(),
    nulls: z.enum(["drop", "disagree"]).optional(),
    reference: z.string().optional(),
    families: z.record(z.string(), z.string()).optional(),
    baseline: z.string().optional(),
    ties: z.enum(["half", "davidson", "rao-kupper"]).optional(),
    bins: z.number().int().min(2).max(100).optional(),
    recalibration: z.enum(["none", "temperature", "platt", "isotonic"]).optional(),
    folds: z.number().int().min(2).max(100).optional(),
    target: z.enum(["probability", "confidence"]).optional(),
    alpha: z.number().gt(0).lt(1).optional(),
    delta: z.number().gt(0).lt(1).optional(),
    epsilon: z.number().min(0).lt(1).optional(),
    half_width: z.number().gt(0).lt(1).optional(),
    /** Words a group is cut to, so that more text is not more variety. */
    budget: z.number().int().positive().optional(),
    /** Texts a group, where all pairs of them are compared. */
    texts: z.number().int().min(2).max(2000).optional(),
    /** Temperatures τ that both distributions are softened to. */
    temperatures: z
      .preprocess(
        (value) => (typeof value === "number" ? [value] : value),
        z.array(z.coerce.number<number | string>().gt(0).max(100)).min(1),
      )
      .optional(),
    /** Tokens there are in all. */
    vocabulary: z.number().int().min(2).optional(),
    draws: z.number().int().min(100).max(100_000).default(2000),
    seed: z.number().int().default(0),
  })
  .superRefine((body, context) => {
    const twice = body.categories?.find((category, index, all) => all.indexOf(category) !== index);
    if (twice !== undefined) context.addIssue({ code: "custom", path: ["categories"], message: `${twice} is named twice` });
    const read: readonly MeasureOptionKey[] = measureMethods[body.method].options;
    for (const key of optionKeys) {
      if (body[key] === undefined || read.includes(key)) continue;
      const allowed = read.length > 0 ? `it reads ${read.map((each) => `\`${each}\``).join(", ")}` : "it has no options of its own";
      context.addIssue({ code: "custom", path: [key], message: `${body.method} has no use for it; ${allowed}` });
    }
  });

export type MeasureBody = z.infer<typeof schema>;

const optionKeys = [...new Set(Object.values(measureMethods).flatMap(({ options }): readonly MeasureOptionKey[] => options))];

/** Methods that read an option: when its control stands in the form. */
function methodsReading(option: MeasureOptionKey): readonly MeasureMethod[] {
  return measureMethodNames.filter((method) => (measureMethods[method].options as readonly MeasureOptionKey[]).includes(option));
}

const choices = (...options: readonly string[]) => ({ type: "choice", options }) as const;
const number = (min: number, max?: number, step?: number) =>
  ({ type: "number", min, ...(max === undefined ? {} : { max }), ...(step === undefined ? {} : { step }) }) as const;

const optionControls: { readonly [option in MeasureOptionKey]?: Omit<FormField, "key" | "when"> } = {
  level: { label: "Level", help: "How far apart two values are.", control: choices("nominal", "ordinal", "interval") },
  inconsistent: {
    label: "Orders that disagree",
    help: "Left out and counted, taken for ties, or a class of their own.",
    control: choices("drop", "tie", "category"),
  },
  nulls: { label: "Unreadable verdicts", control: choices("drop", "disagree") },
  reference: { label: "Compared with", help: "A judge or person the others are set against.", control: { type: "line" } },
  baseline: { label: "Baseline", help: "The system the others are set against.", control: { type: "model" } },
  ties: { label: "Ties", help: "How ties enter the ranking.", control: choices("half", "davidson", "rao-kupper") },
  bins: { label: "Bins", control: number(2, 100, 1) },
  recalibration: {
    label: "Recalibration",
    help: "Fitted out of fold, prompts kept together.",
    control: choices("none", "temperature", "platt", "isotonic"),
  },
  folds: { label: "Folds", control: number(2, 100, 1) },
  target: { label: "Calibration of", control: choices("probability", "confidence") },
  alpha: { label: "Tolerated disagreement", control: number(0, 1, 0.01) },
  delta: { label: "Chance of exceeding it", control: number(0, 1, 0.01) },
  epsilon: { label: "Penalty", help: "Experts 0.2, skilled 0.15, crowd 0.1.", control: number(0, 1, 0.05) },
  budget: { label: "Words a group", help: "All groups are cut to as many.", control: number(1, undefined, 1000) },
  texts: { label: "Texts a group", help: "For figures of pairs of texts.", control: number(2, 2000, 50) },
  temperatures: { label: "Temperatures", help: "Both distributions are softened to each.", control: { type: "texts" } },
  vocabulary: {
    label: "Vocabulary",
    help: "Tokens there are in all; as many as are named where left empty.",
    control: number(2, undefined, 1000),
  },
  half_width: { label: "Wanted half-width", help: "How many more labels would buy it.", control: number(0, 1, 0.01) },
};

function optionFields(): readonly FormField[] {
  return optionKeys.flatMap((key) => {
    const field = optionControls[key];
    return field === undefined ? [] : [{ key, ...field, when: { key: "method", in: methodsReading(key) } }];
  });
}

const methodsOf = (...readings: readonly MeasureReading[]) => ({
  key: "method",
  in: measureMethodNames.filter((method) => readings.includes(readingOf(method))),
});
const ofJudgements = methodsOf("judgements", "sizes");
const ofTexts = methodsOf("texts");

const columnLabels: { readonly [part in JudgementPart]?: string } = {
  a: "Model a column",
  b: "Model b column",
  p: "Probability column",
  human: "Person's verdict column",
};

export const measure: CellKind<MeasureBody> = {
  kind: "measure",
  title: "Measure",
  sentence: "How far judges agree and can be trusted, how varied and large data is, what a student keeps; with intervals.",
  language: "yaml",
  costClass: "free",
  recipeVersion: 5,
  pacingKeys: [],
  read: (source, defaults) => readYamlBody(source, schema, defaults),
  references: (body) => body.from.map((name, index) => ({ name, key: body.from.length === 1 ? "from" : `from.${index}` })),
  tables: (name) => [name],
  summary: (body) => `${body.method} of ${body.from.join(" and ")}${body.by.length > 0 ? ` by ${body.by.join(", ")}` : ""}`,
  starter: "method: agreement\nfrom: verdicts\n",
  fields: [
    { key: "method", label: "Method", control: { type: "choice", options: measureMethodNames } },
    { key: "from", label: "Rows from", control: { type: "sources" } },
    {
      key: "people",
      label: "People",
      help: "Judges that are people, where the table does not say so.",
      when: ofJudgements,
      control: { type: "texts" },
    },
    { key: "by", label: "Slice by", control: { type: "columns" } },
    ...optionFields(),
    ...(["item", "judge", "verdict", "score", "a", "b", "order", "p", "human", "model", "criterion", "cluster"] as const).map(
      (part): FormField => ({
        key: `columns.${part}`,
        label: columnLabels[part] ?? `${capitalised(part)} column`,
        when: ofJudgements,
        control: { type: "column" },
      }),
    ),
    { key: "columns.principle", label: "Principle column", when: { key: "method", in: ["principles"] }, control: { type: "column" } },
    { key: "columns.text", label: "Text column", when: ofTexts, control: { type: "column" } },
    { key: "columns.generation", label: "Generation column", when: { key: "method", in: ["lineage"] }, control: { type: "column" } },
    {
      key: "columns.origin",
      label: "Origin column",
      help: "Says which texts are real: human or real; any other word is a model's.",
      when: { key: "method", in: ["lineage"] },
      control: { type: "column" },
    },
    {
      key: "columns.embedding",
      label: "Embedding column",
      help: "In place of n-grams, for the Vendi score.",
      when: { key: "method", in: ["diversity"] },
      control: { type: "column" },
    },
    { key: "draws", label: "Bootstrap draws", control: { type: "number", min: 100, step: 100 } },
    { key: "seed", label: "Seed", control: { type: "number", step: 1 } },
  ],
};
