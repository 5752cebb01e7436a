import { z } from "zod";
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
    origin: z.enum(["human", "synthetic"]).optional(),
  })
  .refine((body) => (body.path === undefined) !== (body.rows === undefined), {
    message: "give either `path` (a file below the notebook's folder) or `rows` (written in place)",
  });

export type DatasetBody = z.infer<typeof schema>;

export const dataset: CellKind<DatasetBody> = {
  kind: "dataset",
  title: "Dataset",
  sentence: "Rows from a JSONL, JSON, CSV, TSV or Parquet file, or written in place.",
  language: "yaml",
  costClass: "free",
  recipeVersion: 1,
  pacingKeys: [],
  read: (source, defaults) => readYamlBody(source, schema, defaults),
  references: () => [],
  tables: (name) => [name],
  summary: (body) => {
    const what = body.path ?? `${body.rows?.length ?? 0} rows written in place`;
    return body.sample === undefined ? what : `${body.sample} rows of ${what}`;
  },
  starter: 'rows:\n  - question: What is 12 × 7?\n    answer: "84"\n',
  fields: [
    { key: "path", label: "File", help: "Below the notebook's folder; * matches several files.", control: { type: "path" } },
    { key: "id", label: "Item column", help: "Names the row; without it rows are numbered.", control: { type: "line" } },
    { key: "sample", label: "Sample", help: "Take this many rows, drawn with the seed.", control: { type: "number", min: 1, step: 1 } },
    { key: "seed", label: "Seed", control: { type: "number", step: 1 } },
    { key: "origin", label: "Written by", control: { type: "choice", options: ["human", "synthetic"] } },
  ],
};
