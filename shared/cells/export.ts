import { z } from "zod";
import { columnRoles } from "../export/column-roles.ts";
import { defaultLayout, exportFormats, exportLayouts, reasoningForms, type Shape, shapeContradictions, trainers } from "../export/forms.ts";
import type { CellKind, Reference } from "./cell-kind.ts";
import { exportFields } from "./export-fields.ts";
import { commonKeys, readYamlBody } from "./read-yaml.ts";

const listOf = <Item extends z.ZodType>(item: Item) =>
  z.preprocess((value) => (typeof value === "string" ? [value] : value), z.array(item));

const schema = z
  .strictObject({
    ...commonKeys,
    from: z.string().min(1),
    format: z.enum(exportFormats),
    trainer: z.enum(trainers).optional(),
    layout: z.enum(exportLayouts).optional(),
    /** Where the teachers' reasoning traces go: left out, into a field of the message, or between tags before the answer. */
    reasoning: z.enum(reasoningForms).default("none"),
    /** Which column plays which part, where its name does not say so. */
    columns: z.partialRecord(z.enum(columnRoles), z.string().min(1)).default({}),
    /** How pairs are made of scores: the best against the worst answer of a prompt, or each against each. */
    pairs: z.enum(["best-worst", "all"]).default("best-worst"),
    /** Scores this close are a tie. */
    min_margin: z.number().min(0).default(0),
    /** Unpaired rows of scores: desirable from here on. */
    threshold: z.number().optional(),
    /** Verdicts on single criteria, for rewards; a rubric's table, for prompts-rubric; judges' tables, for all. */
    criteria: z.string().min(1).optional(),
    rubric: z.string().min(1).optional(),
    scores: listOf(z.string().min(1)).default([]),
    files: listOf(z.enum(["jsonl", "parquet"]))
      .refine((files) => files.length > 0, { message: "name at least one format" })
      .default(["jsonl"]),
    /** A folder below the notebook's. */
    path: z.string().min(1),
    /** Replaces what an earlier export wrote, also where it was edited since. */
    overwrite: z.boolean().default(false),
    /** Share of prompts held out as the test split. */
    split: z.strictObject({ test: z.number().gt(0).lt(1), seed: z.number().int().default(0) }).optional(),
    /** Most tokens a row may have, prompt and answers together. */
    max_length: z.number().int().min(1).optional(),
    over_long: z.enum(["drop", "refuse"]).default("drop"),
    card: z.boolean().default(true),
    license: z.string().optional(),
    /** Measure tables quoted in the card. */
    measures: listOf(z.string()).default([]),
    /** A dataset repository on the Hugging Face hub that gets the folder. */
    push: z
      .strictObject({
        repo: z.string().regex(/^[A-Za-z0-9][\w.-]*\/[A-Za-z0-9][\w.-]*$/, "a repository is user/name"),
        private: z.boolean().default(true),
        /** Commits to a repository that exists. */
        update: z.boolean().default(false),
      })
      .optional(),
    /** A provider that gets the files for fine-tuning. */
    upload: z.string().min(1).optional(),
  })
  .superRefine((body, context) => {
    for (const [key, message] of contradictions(body)) context.addIssue({ code: "custom", path: [key], message });
  });

export type ExportBody = z.infer<typeof schema>;

/** The shape a cell's rows get, defaults filled in. */
export function shapeOf(body: ExportBody): Shape {
  const { format } = body;
  const trainer = body.trainer ?? null;
  return { format, trainer, layout: body.layout ?? defaultLayout(format, trainer), reasoning: body.reasoning };
}

function contradictions(body: ExportBody): readonly (readonly [string, string])[] {
  const { format } = body;
  const only = (key: "criteria" | "rubric" | "scores", owner: ExportBody["format"]): readonly (readonly [string, string])[] => {
    const isSet = key === "scores" ? body.scores.length > 0 : body[key] !== undefined;
    return isSet && format !== owner ? [[key, `\`${key}\` goes with \`format: ${owner}\``]] : [];
  };
  return [
    ...shapeContradictions(shapeOf(body)),
    ...only("criteria", "rewards"),
    ...only("rubric", "prompts-rubric"),
    ...only("scores", "all"),
    ...(format === "prompts-rubric" && body.rubric === undefined ? ([["rubric", "name the rubric whose criteria go along"]] as const) : []),
    ...(body.upload !== undefined && body.trainer !== "openai" ? ([["upload", "goes with `trainer: openai`"]] as const) : []),
    ...((body.trainer === "openai" || body.trainer === "axolotl" || body.trainer === "llama-factory") && !body.files.includes("jsonl")
      ? ([["files", `${body.trainer} reads jsonl: add it`]] as const)
      : []),
    ...(body.trainer === "trl" && !body.card ? ([["card", "TRL finds the splits by the card: leave it on"]] as const) : []),
    ...(body.push !== undefined && !body.card ? ([["card", "the hub finds the splits by the card: leave it on"]] as const) : []),
  ];
}

export const exportKind: CellKind<ExportBody> = {
  kind: "export",
  title: "Export",
  sentence: "Writes training data in the form a trainer loads, with a dataset card and a row ledger.",
  language: "yaml",
  costClass: "effect",
  recipeVersion: 4,
  pacingKeys: [],
  read: (source, defaults) => readYamlBody(source, schema, defaults),
  references: (body): readonly Reference[] => [
    { name: body.from, key: "from" },
    ...(body.criteria === undefined ? [] : [{ name: body.criteria, key: "criteria" }]),
    ...(body.rubric === undefined ? [] : [{ name: body.rubric, key: "rubric" }]),
    ...body.scores.map((name, index) => ({ name, key: `scores.${index}` })),
    ...body.measures.map((name, index) => ({ name, key: `measures.${index}` })),
  ],
  tables: (name, body) => [name, `${name}_left_out`, ...(body.card ? [`${name}_card`] : []), ...(isSent(body) ? [`${name}_sent`] : [])],
  summary: (body) => `${body.format}${body.trainer === undefined ? "" : ` for ${body.trainer}`} → ${destinations(body).join(", ")}`,
  starter: "from: answers\nformat: sft\npath: exports/sft\nfiles: [jsonl, parquet]\n",
  fields: exportFields,
};

function isSent({ push, upload }: ExportBody): boolean {
  return push !== undefined || upload !== undefined;
}

function destinations({ path, push, upload }: ExportBody): readonly string[] {
  return [path, ...(push === undefined ? [] : [push.repo]), ...(upload === undefined ? [] : [upload])];
}
