import { z } from "zod";
import type { CellKind } from "./cell-kind.ts";
import { commonKeys, readYamlBody } from "./read-yaml.ts";

const schema = z
  .strictObject({
    ...commonKeys,
    from: z.string().min(1),
    type: z.enum(["bar", "line", "scatter", "histogram", "heatmap"]),
    x: z.string().min(1),
    y: z.string().min(1).optional(),
    color: z.string().optional(),
    facet: z.string().optional(),
    agg: z.enum(["none", "count", "sum", "mean", "median", "min", "max", "share"]).optional(),
    /** Columns with the ends of an interval. */
    low: z.string().optional(),
    high: z.string().optional(),
    caption: z.string().optional(),
    /** The value that means nothing is going on, drawn and named. */
    neutral: z.number().optional(),
    neutral_label: z.string().optional(),
    sort: z.enum(["value", "label", "none"]).optional(),
    bins: z.number().int().min(1).max(500).optional(),
    format: z.enum(["number", "percent", "usd"]).optional(),
    limit: z.number().int().min(1).max(500).optional(),
  })
  .superRefine((body, context) => {
    const needsY = body.type === "heatmap" || (body.type !== "histogram" && body.agg !== "count");
    if (needsY && body.y === undefined) context.addIssue({ code: "custom", path: ["y"], message: `a ${body.type} chart needs \`y\`` });
    if (body.type === "heatmap" && body.agg !== "count" && body.color === undefined) {
      context.addIssue({
        code: "custom",
        path: ["color"],
        message: "a heatmap needs `color`, the column of the value in each square; `agg: count` counts rows instead",
      });
    }
    if ((body.low === undefined) !== (body.high === undefined)) {
      context.addIssue({
        code: "custom",
        path: [body.low === undefined ? "low" : "high"],
        message: "an interval needs both `low` and `high`",
      });
    }
  });

export type ChartBody = z.infer<typeof schema>;

export const chart: CellKind<ChartBody> = {
  kind: "chart",
  title: "Chart",
  sentence: "Bars, lines, points, a histogram or a matrix from a table.",
  language: "yaml",
  costClass: "free",
  recipeVersion: 1,
  pacingKeys: [],
  shownKeys: ["title"],
  read: (source, defaults) => readYamlBody(source, schema, defaults),
  references: (body) => [{ name: body.from, key: "from" }],
  tables: () => [],
  summary: ({ type, x, y, color }) =>
    type === "heatmap" ? `heatmap of ${color ?? "count"} by ${x} and ${y}` : `${type} of ${y ?? "count"} by ${x}`,
  starter: "from: verdicts\ntype: bar\nx: judge\nagg: count\n",
  fields: [
    { key: "from", label: "Table", control: { type: "source" } },
    { key: "type", label: "Type", control: { type: "choice", options: ["bar", "line", "scatter", "histogram", "heatmap"] } },
    { key: "x", label: "x", control: { type: "column" } },
    { key: "y", label: "y", help: "A heatmap: the column whose values are its rows.", control: { type: "column" } },
    {
      key: "color",
      label: "Colour",
      help: "A series for each value. A heatmap: the number in each square, unless rows are counted.",
      control: { type: "column" },
    },
    { key: "facet", label: "Facet", control: { type: "column" } },
    {
      key: "agg",
      label: "Aggregate",
      control: { type: "choice", options: ["none", "count", "sum", "mean", "median", "min", "max", "share"] },
    },
    { key: "low", label: "Interval from", control: { type: "column" } },
    { key: "high", label: "Interval to", control: { type: "column" } },
    { key: "title", label: "Title", control: { type: "line" } },
    { key: "caption", label: "Caption", control: { type: "line" } },
    { key: "neutral", label: "Neutral value", control: { type: "number" } },
    { key: "neutral_label", label: "Neutral value's name", control: { type: "line" } },
    { key: "format", label: "Numbers as", control: { type: "choice", options: ["number", "percent", "usd"] } },
  ],
};
