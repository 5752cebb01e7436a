import { z } from "zod";
import type { CellKind, Reference } from "./cell-kind.ts";
import { commonKeys, readYamlBody } from "./read-yaml.ts";

const schema = z.strictObject({
  ...commonKeys,
  from: z.string().min(1),
  format: z.enum(["sft", "preference"]),
  /** How a row is laid out; `messages` or `prompt-completion` for SFT, one layout for preference. */
  layout: z.enum(["messages", "prompt-completion"]).default("messages"),
  files: z
    .preprocess((value) => (typeof value === "string" ? [value] : value), z.array(z.enum(["jsonl", "parquet"])).min(1))
    .default(["jsonl"]),
  /** A folder below the notebook's. */
  path: z.string().min(1),
  /** Share of prompts held out as the test split. */
  split: z.strictObject({ test: z.number().gt(0).lt(1), seed: z.number().int().default(0) }).optional(),
  card: z.boolean().default(true),
  license: z.string().optional(),
  /** Measure tables quoted in the card. */
  measures: z.preprocess((value) => (typeof value === "string" ? [value] : value), z.array(z.string())).default([]),
});

export type ExportBody = z.infer<typeof schema>;

export const exportKind: CellKind<ExportBody> = {
  kind: "export",
  title: "Export",
  sentence: "Writes SFT or preference data with a dataset card and a row ledger.",
  language: "yaml",
  costClass: "effect",
  recipeVersion: 1,
  pacingKeys: [],
  read: (source, defaults) => readYamlBody(source, schema, defaults),
  references: (body): readonly Reference[] => [
    { name: body.from, key: "from" },
    ...body.measures.map((name, index) => ({ name, key: `measures.${index}` })),
  ],
  tables: (name) => [name],
  summary: (body) => `${body.format} → ${body.path}`,
  starter: "from: answers\nformat: sft\npath: exports/sft\nfiles: [jsonl, parquet]\n",
  fields: [
    { key: "from", label: "Rows from", control: { type: "source" } },
    { key: "format", label: "Format", control: { type: "choice", options: ["sft", "preference"] } },
    { key: "layout", label: "Layout", control: { type: "choice", options: ["messages", "prompt-completion"] } },
    { key: "path", label: "Folder", control: { type: "path" } },
    { key: "split.test", label: "Test share", control: { type: "number", min: 0, max: 1, step: 0.05 } },
    { key: "license", label: "Licence", control: { type: "line" } },
    { key: "card", label: "Dataset card", control: { type: "switch" } },
  ],
};
