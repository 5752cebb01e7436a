import { z } from "zod";
import { shapeNames } from "../import/shape.ts";
import type { CellKind } from "./cell-kind.ts";
import { commonKeys, readYamlBody } from "./read-yaml.ts";

const schema = z
  .strictObject({
    ...commonKeys,
    path: z.string().min(1).optional(),
    rows: z.array(z.record(z.string(), z.unknown())).optional(),
    sample: z.number().int().positive().optional(),
    seed: z.number().int().default(0),
    /** Column that names the item; without it items are numbered in order. */
    id: z.string().optional(),
    /** Other names for the file's columns: new name to the file's. */
    columns: z.record(z.string().min(1), z.string().min(1)).optional(),
    /** The published form the rows have; it makes the columns that judges, prompts and exports read. */
    shape: z.enum(shapeNames).optional(),
    /** With a shape: which of the file's own columns stay beside those made of them. All of them, where it is left out. */
    keep: z.array(z.string()).optional(),
    bad_rows: z.enum(["stop", "skip"]).default("stop"),
    origin: z.enum(["human", "synthetic"]).optional(),
  })
  .refine((body) => (body.path === undefined) !== (body.rows === undefined), {
    message: "give either `path` (a file below the notebook's folder) or `rows` (written in place)",
  })
  .refine((body) => body.keep === undefined || body.shape !== undefined, {
    message: "belongs to a shape; without `shape` every column stays",
    path: ["keep"],
  });

export type DatasetBody = z.infer<typeof schema>;

export const dataset: CellKind<DatasetBody> = {
  kind: "dataset",
  title: "Dataset",
  sentence: "Rows from a JSONL, JSON, CSV, TSV or Parquet file, or written in place.",
  language: "yaml",
  costClass: "free",
  recipeVersion: 2,
  pacingKeys: [],
  read: (source, defaults) => readYamlBody(source, schema, defaults),
  references: () => [],
  tables: (name, body) => (body.bad_rows === "skip" ? [name, `${name}_problems`] : [name]),
  summary: (body) => {
    const what = body.path ?? `${body.rows?.length ?? 0} rows written in place`;
    const drawn = body.sample === undefined ? what : `${body.sample} rows of ${what}`;
    return body.shape === undefined ? drawn : `${drawn}, ${body.shape}`;
  },
  starter: 'rows:\n  - question: What is 12 × 7?\n    answer: "84"\n',
  fields: [
    { key: "path", label: "File", help: "Below the notebook's folder; * matches several files.", control: { type: "path" } },
    {
      key: "shape",
      label: "Shape",
      help: "A published form; makes question, response and the like of it.",
      control: { type: "choice", options: shapeNames },
    },
    { key: "id", label: "Item column", help: "Names the row; without it rows are numbered.", control: { type: "line" } },
    { key: "sample", label: "Sample", help: "Take this many rows, drawn with the seed.", control: { type: "number", min: 1, step: 1 } },
    { key: "seed", label: "Seed", control: { type: "number", step: 1 } },
    {
      key: "bad_rows",
      label: "Rows that can't be read",
      help: "Stop tells where they are; skip keeps the good rows and lists the others.",
      control: { type: "choice", options: ["stop", "skip"] },
    },
    { key: "origin", label: "Written by", control: { type: "choice", options: ["human", "synthetic"] } },
  ],
};
