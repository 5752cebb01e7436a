import { z } from "zod";
import { type FilterStep, stepSchema } from "../filter/step-schema.ts";
import { kindOfStep, tellsMatches } from "../filter/steps.ts";
import type { CellKind, Reference } from "./cell-kind.ts";
import { commonKeys, readYamlBody } from "./read-yaml.ts";

const schema = z
  .strictObject({
    ...commonKeys,
    from: z.string().min(1),
    /** The column texts stand in, for steps that name none. */
    column: z.string().min(1).optional(),
    /** In the order in which they run. */
    steps: z.array(stepSchema).min(1, { error: "write at least one step" }),
    /** For every draw: which rows are mixed in, capped or sampled. */
    seed: z.number().int().default(0),
  })
  .superRefine(({ steps }, context) => {
    const running = steps.flatMap((step, index) => (step.off ? [] : [{ type: step.type, index }]));
    const refuse = (index: number, message: string): void => context.addIssue({ code: "custom", path: ["steps", index, "type"], message });
    const second = running.filter(({ type }) => type === "semantic")[1];
    if (second !== undefined) refuse(second.index, "a filter has one semantic step; put the other into a filter of its own");
    const mixed = running.find(({ type }) => type === "mix");
    for (const { type, index } of running) {
      if (mixed !== undefined && index > mixed.index && type === "where")
        refuse(index, "put `where` before `mix`: the database is asked about rows of `from` only");
    }
  });

export type FilterBody = z.infer<typeof schema>;

/** The semantic step that will run, with its place among the steps; null where there is none. */
export function semanticStep(
  body: FilterBody,
): { readonly step: Extract<FilterStep, { type: "semantic" }>; readonly index: number } | null {
  for (const [index, step] of body.steps.entries()) if (step.type === "semantic" && !step.off) return { step, index };
  return null;
}

export const filter: CellKind<FilterBody> = {
  kind: "filter",
  title: "Filter",
  sentence:
    "Drops duplicates, refusals, low scores and evaluation data in ordered steps, and mixes in rows by people; nothing goes unseen.",
  language: "yaml",
  costClass: "free",
  costClassOf: (body) => (semanticStep(body) === null ? "free" : "paid"),
  recipeVersion: 3,
  pacingKeys: [],
  read: (source, defaults) => readYamlBody(source, schema, defaults),
  references: (body) => [{ name: body.from, key: "from" }, ...body.steps.flatMap(stepReferences)],
  tables: (name, { steps }) => [name, `${name}_dropped`, `${name}_steps`, ...(tellsMatches(steps) ? [`${name}_matches`] : [])],
  summary: ({ steps }) => {
    const running = steps.filter((step) => !step.off);
    return `${running.map(({ type }) => type).join(" → ") || "no step is on"}`;
  },
  starter: `from: answers
column: response
steps:
  - { type: exact }
  - { type: near, threshold: 0.8 }
  - { type: length, unit: words, min: 3, max: 400 }
  - { type: refusal }
`,
  fields: [
    { key: "from", label: "Rows from", control: { type: "source" } },
    {
      key: "column",
      label: "Text column",
      help: "For steps that name none; found by its usual names when empty.",
      control: { type: "column" },
    },
    { key: "seed", label: "Seed", control: { type: "number", step: 1 } },
  ],
};

function stepReferences(step: FilterStep, index: number): readonly Reference[] {
  if (step.off) return [];
  return kindOfStep(step)
    .needs(step)
    .tables.map(({ name, key }) => ({ name, key: `steps.${index}.${key}` }));
}
