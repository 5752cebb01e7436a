import { z } from "zod";
import { aggregates, countTypes, criterionSchema } from "../rubric/criterion.ts";
import { writtenProblems } from "../rubric/rubric-problems.ts";
import type { Approvable, Approval, CellKind } from "./cell-kind.ts";
import { modelName } from "./model-name.ts";
import { commonKeys, drawnKeys, readYamlBody } from "./read-yaml.ts";

/** The numbers of criteria a prompt that Rubrics as Rewards found useful. */
const usualCriteria = { min: 7, max: 20 } as const;
const mostCriteria = 40;

const perPrompt = z
  .strictObject({
    /** A table with the prompts; one rubric an `item`. */
    from: z.string().min(1),
    /** Writes the criteria. */
    model: modelName,
    /** Column with the question; found as a judge finds it when left out. */
    question: z.string().min(1).optional(),
    min: z.number().int().min(1).max(mostCriteria).default(usualCriteria.min),
    max: z.number().int().min(1).max(mostCriteria).default(usualCriteria.max),
    /** Put to the writer beside the default prompt. */
    instructions: z.string().min(1).optional(),
    temperature: z.number().min(0).max(2).optional(),
    max_tokens: z.number().int().positive().optional(),
    seed: z.number().int().optional(),
  })
  .refine(({ min, max }) => min <= max, { message: "`min` must not be above `max`", path: ["min"] });

const schema = z
  .strictObject({
    ...commonKeys,
    ...drawnKeys,
    criteria: z.array(criterionSchema).default([]),
    /** Another rubric cell: its criteria come first, and own ones replace those with the same id. */
    base: z.string().min(1).optional(),
    /** How verdicts become a score; the base's, else `weighted`, when left out. */
    aggregate: z.enum(aggregates).optional(),
    per_prompt: perPrompt.optional(),
    /** Hash of the written criteria a person has read and approved. */
    approved: z.string("an approval is the hash the cell shows, such as r3f9a01c27b5d44e").optional(),
  })
  .superRefine((body, context) => {
    if (body.criteria.length === 0 && body.base === undefined && body.per_prompt === undefined)
      context.addIssue({ code: "custom", path: ["criteria"], message: "write at least one criterion, or name a `base`" });
    if (body.approved !== undefined && body.per_prompt === undefined)
      context.addIssue({
        code: "custom",
        path: ["approved"],
        message: "only criteria that a model writes (`per_prompt`) are approved; leave this out",
      });
    for (const { at, key, sentence } of writtenProblems(body.criteria, body.aggregate))
      context.addIssue({ code: "custom", path: at === null ? ["criteria"] : ["criteria", at, key], message: sentence });
  });

export type RubricBody = z.infer<typeof schema>;

export const rubric: CellKind<RubricBody> = {
  kind: "rubric",
  title: "Rubric",
  sentence: "Criteria that answers are judged by: hard rules, weighted principles, pitfalls; checked by code where that is possible.",
  language: "yaml",
  costClass: "paid",
  costClassOf: (body) => (body.per_prompt === undefined ? "free" : "paid"),
  isDrawn: true,
  recipeVersion: 1,
  pacingKeys: ["approved"],
  read: (source, defaults) => readYamlBody(source, schema, defaults),
  references: (body) => [
    ...(body.per_prompt === undefined ? [] : [{ name: body.per_prompt.from, key: "per_prompt.from" }]),
    ...(body.base === undefined ? [] : [{ name: body.base, key: "base" }]),
  ],
  tables: (name, body) => (body.per_prompt === undefined ? [name] : [name, `${name}_calls`]),
  approvalOf,
  summary: (body) =>
    [
      countTypes(body.criteria),
      body.base === undefined ? "" : `on ${body.base}`,
      body.per_prompt === undefined ? "" : `${body.per_prompt.min}–${body.per_prompt.max} more a prompt`,
    ]
      .filter(Boolean)
      .join(" · "),
  starter: `aggregate: gated
criteria:
  - { id: right, text: "States the right result.", type: rule }
  - { id: brief, text: "Uses at most 60 words.", type: rule, check: { type: length, unit: words, max: 60 } }
  - { id: plain, text: "Says the result plainly, so that nobody has to search for it.", type: principle, priority: important }
  - { id: no_apology, text: "Avoids apologies and filler.", type: pitfall }
`,
  fields: [
    {
      key: "aggregate",
      label: "Aggregate",
      help: "gated: a failed rule scores 0. points: not clipped per answer. holistic: one rating for all.",
      control: { type: "choice", options: aggregates },
    },
    { key: "base", label: "Inherits from", help: "Another rubric cell.", control: { type: "source" } },
    { key: "per_prompt.from", label: "Prompts from", help: "A model adds criteria for each prompt.", control: { type: "source" } },
    { key: "per_prompt.model", label: "Written by", control: { type: "model" } },
    { key: "per_prompt.question", label: "Question column", control: { type: "line" } },
    { key: "per_prompt.min", label: "At least", control: { type: "number", min: 1, max: mostCriteria, step: 1 } },
    { key: "per_prompt.max", label: "At most", control: { type: "number", min: 1, max: mostCriteria, step: 1 } },
    { key: "per_prompt.instructions", label: "Instructions", control: { type: "paragraph" } },
  ],
};

function approvalOf(body: RubricBody, offered: Approvable | null): Approval | null {
  if (body.per_prompt === undefined) return null;
  if (offered === null) return { isApproved: false, sentence: "nothing to approve yet" };
  if (body.approved === offered.hash) return { isApproved: true, sentence: "approved" };
  const differences = `${offered.differences.toLocaleString("en")} criteria differ from the base`;
  return {
    isApproved: false,
    sentence: body.approved === undefined ? `not approved: ${differences}` : `not approved: not what \`approved\` names; ${differences}`,
  };
}
