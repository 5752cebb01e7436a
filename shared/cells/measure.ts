import { z } from "zod";
import type { CellKind } from "./cell-kind.ts";
import { commonKeys, readYamlBody } from "./read-yaml.ts";

/** Which column of `from` plays which part. A judge cell's own tables need none of these. */
const columns = z.strictObject({
  item: z.string().optional(),
  judge: z.string().optional(),
  verdict: z.string().optional(),
  score: z.string().optional(),
  a: z.string().optional(),
  b: z.string().optional(),
  order: z.string().optional(),
  repeat: z.string().optional(),
  cluster: z.string().optional(),
});

const schema = z.strictObject({
  ...commonKeys,
  method: z.enum(["agreement", "position"]),
  from: z.string().min(1),
  columns: columns.prefault({}),
  /** Slice by these columns. */
  by: z.preprocess((value) => (typeof value === "string" ? [value] : value), z.array(z.string())).default([]),
  /** The measurement level of verdicts or scores. */
  level: z.enum(["nominal", "ordinal", "interval"]).optional(),
  draws: z.number().int().min(100).max(100_000).default(2000),
  seed: z.number().int().default(0),
});

export type MeasureBody = z.infer<typeof schema>;

export const measure: CellKind<MeasureBody> = {
  kind: "measure",
  title: "Measure",
  sentence: "How far judges agree, and what sways them, with intervals.",
  language: "yaml",
  costClass: "free",
  recipeVersion: 1,
  pacingKeys: [],
  read: (source, defaults) => readYamlBody(source, schema, defaults),
  references: (body) => [{ name: body.from, key: "from" }],
  tables: (name) => [name],
  summary: (body) => `${body.method} of ${body.from}${body.by.length > 0 ? ` by ${body.by.join(", ")}` : ""}`,
  starter: "method: agreement\nfrom: verdicts\n",
  fields: [
    { key: "method", label: "Method", control: { type: "choice", options: ["agreement", "position"] } },
    { key: "from", label: "Verdicts from", control: { type: "source" } },
    { key: "by", label: "Slice by", control: { type: "columns" } },
    { key: "columns.item", label: "Item column", control: { type: "column" } },
    { key: "columns.judge", label: "Judge column", control: { type: "column" } },
    { key: "columns.verdict", label: "Verdict column", control: { type: "column" } },
    { key: "columns.score", label: "Score column", control: { type: "column" } },
    { key: "columns.order", label: "Order column", control: { type: "column" } },
    {
      key: "columns.cluster",
      label: "Cluster column",
      help: "Rows that share a prompt are resampled together.",
      control: { type: "column" },
    },
    { key: "level", label: "Level", control: { type: "choice", options: ["nominal", "ordinal", "interval"] } },
    { key: "draws", label: "Bootstrap draws", control: { type: "number", min: 100, step: 100 } },
    { key: "seed", label: "Seed", control: { type: "number", step: 1 } },
  ],
};
