import { z } from "zod";
import type { CellKind } from "./cell-kind.ts";
import { commonKeys, readYamlBody } from "./read-yaml.ts";
import { count } from "./teacher.ts";

const oneOrMore = <Item extends z.ZodType>(item: Item) =>
  z.preprocess((value) => (value === undefined || Array.isArray(value) ? value : [value]), z.array(item).min(1));

const schema = z
  .strictObject({
    ...commonKeys,
    /** Tables with the texts it learns from. */
    from: oneOrMore(z.string().min(1)),
    /** Their column; found as a measure of texts finds it when left out. */
    text: z.string().min(1).optional(),
    /** `token`: the teacher's own, from the log-probabilities it wrote. */
    unit: z.enum(["word", "character", "token"]).default("word"),
    order: z.number().int().min(1).max(12).default(3),
    /** `none`: what was seen, as often as it was seen; it loses what it does not write. */
    smoothing: z.enum(["kneser-ney", "none"]).default("kneser-ney"),
    generations: z.number().int().min(0).max(100).default(1),
    /** What each student learns from: the last data set alone, all so far, or a chain of each. */
    keep: oneOrMore(z.enum(["replace", "accumulate"])).default(["replace"]),
    /** Share of each data set drawn anew from the real texts; several make a chain each. */
    real_share: oneOrMore(z.coerce.number<number | string>().min(0).max(1)).default([0]),
    /** Texts of each generation; as many as it began with when left out. */
    samples: z.number().int().min(1).max(20_000).optional(),
    max_tokens: z.number().int().min(1).max(4_000).default(120),
    temperature: z.number().gt(0).max(10).default(1),
    /** Tokens of a real text that each written one begins with. */
    prefix: z.number().int().min(0).max(1_000).default(0),
    seed: z.number().int().default(0),
    /** Answers with log-probabilities: what the student would have said, token by token, beside what the teacher did. */
    score: z.string().min(1).optional(),
  })
  .superRefine((body, context) => {
    if (body.score !== undefined && body.unit !== "token")
      context.addIssue({ code: "custom", path: ["unit"], message: "`score` compares token by token, so that the unit must be `token`" });
    if (body.score !== undefined && body.smoothing === "none")
      context.addIssue({
        code: "custom",
        path: ["smoothing"],
        message:
          "without smoothing a student holds what it never saw for impossible, and is infinitely far from its teacher; use `kneser-ney`",
      });
  });

export type StudentBody = z.infer<typeof schema>;

export const student: CellKind<StudentBody> = {
  kind: "student",
  title: "Student",
  sentence: "A small language model (n-grams) trained, sampled and compared with its teacher right here, without a call.",
  language: "yaml",
  costClass: "free",
  recipeVersion: 3,
  pacingKeys: [],
  read: (source, defaults) => readYamlBody(source, schema, defaults),
  references: (body) => [
    ...body.from.map((name, index) => ({ name, key: body.from.length === 1 ? "from" : `from.${index}` })),
    ...(body.score === undefined ? [] : [{ name: body.score, key: "score" }]),
  ],
  tables: (name, body) => [name, ...(body.score === undefined ? [] : [`${name}_scores`]), `${name}_loss`, `${name}_vocabulary`],
  summary: (body) =>
    [
      `${body.order}-gram student of ${body.from.join(" and ")}`,
      body.generations > 1 ? count(body.generations, "generation") : "",
      body.keep.length * body.real_share.length > 1 ? count(body.keep.length * body.real_share.length, "chain") : "",
    ]
      .filter(Boolean)
      .join(" · "),
  starter: "from: answers\norder: 3\ngenerations: 8\nkeep: [replace, accumulate]\n",
  fields: [
    { key: "from", label: "Learns from", control: { type: "sources" } },
    { key: "text", label: "Text column", control: { type: "column" } },
    {
      key: "unit",
      label: "Unit",
      help: "token: the teacher's own, from its log-probabilities.",
      control: { type: "choice", options: ["word", "character", "token"] },
    },
    {
      key: "order",
      label: "Order",
      help: "Tokens looked at, the one foretold among them.",
      control: { type: "number", min: 1, max: 12, step: 1 },
    },
    {
      key: "smoothing",
      label: "Smoothing",
      help: "none: what was seen, as often as it was seen.",
      control: { type: "choice", options: ["kneser-ney", "none"] },
    },
    { key: "generations", label: "Generations", control: { type: "number", min: 0, max: 100, step: 1 } },
    { key: "keep", label: "Keep", help: "replace, accumulate, or a chain of each.", control: { type: "texts" } },
    {
      key: "real_share",
      label: "Share of real texts",
      help: "How much of each data set is drawn anew from the rows it began with, whoever wrote them; 0 to 1, several make a chain each.",
      control: { type: "texts" },
    },
    { key: "samples", label: "Texts a generation", control: { type: "number", min: 1, step: 50 } },
    { key: "max_tokens", label: "Max tokens", control: { type: "number", min: 1, step: 10 } },
    {
      key: "prefix",
      label: "Begins with",
      help: "Tokens of a real text that each written one goes on from; 0: none.",
      control: { type: "number", min: 0, max: 1000, step: 1 },
    },
    { key: "temperature", label: "Temperature", control: { type: "number", min: 0.1, max: 10, step: 0.1 } },
    { key: "score", label: "Compared on", help: "Answers with log-probabilities.", control: { type: "source" } },
    { key: "seed", label: "Seed", control: { type: "number", step: 1 } },
  ],
};
