import { z } from "zod";
import type { TeachingMethod } from "./method.ts";

const oneOrMore = z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(z.coerce.string()).min(1));

const attribute = z.strictObject({
  /** Becomes a column of this name. */
  name: z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/, "name an attribute as a column: small letters, digits and _"),
  /** Values as a list, equally likely, or each with its weight. */
  values: z.union([
    z.array(z.coerce.string()).min(1),
    z
      .record(z.string(), z.number().nonnegative())
      .refine((weights) => Object.values(weights).some((weight) => weight > 0), "give one value a weight above 0"),
  ]),
  /** Only where earlier attributes have one of these values; left empty elsewhere. */
  when: z.record(z.string(), oneOrMore).optional(),
});

export type Attribute = z.infer<typeof attribute>;

export const personaOptions = z
  .strictObject({
    /** People in a sentence each, or the name of a table that holds them. */
    personas: z.union([z.array(z.string().min(1)).min(1), z.string().min(1)]).optional(),
    /** Column of that table. */
    column: z.string().min(1).default("persona"),
    attributes: z.array(attribute).max(20).default([]),
    /** Every combination once, or `draws` seeded draws. */
    grid: z.enum(["full", "draws"]).default("draws"),
    draws: z.number().int().min(1).max(1_000_000).default(100),
    /** Decides the draws. */
    seed: z.number().int().default(0),
  })
  .superRefine(({ personas, attributes }, context) => {
    if (personas === undefined && attributes.length === 0)
      context.addIssue({ code: "custom", path: ["personas"], message: "write personas, attributes or both" });
    const known = new Map<string, Attribute>();
    for (const [at, each] of attributes.entries()) {
      const issue = (key: string, message: string): void => context.addIssue({ code: "custom", path: ["attributes", at, key], message });
      if (known.has(each.name) || each.name === "persona") issue("name", `\`${each.name}\` is there already`);
      for (const [name, wanted] of Object.entries(each.when ?? {})) {
        const other = known.get(name);
        if (other === undefined) issue("when", `no attribute before this one is named \`${name}\``);
        const missing = other === undefined ? undefined : wanted.find((value) => !valuesOf(other).includes(value));
        if (missing !== undefined) issue("when", `\`${name}\` never is "${missing}"`);
      }
      known.set(each.name, each);
    }
  });

/** The values an attribute can take, in the order they are written. */
export function valuesOf({ values }: Pick<Attribute, "values">): readonly string[] {
  return Array.isArray(values) ? values : Object.keys(values);
}

export type PersonaOptions = z.infer<typeof personaOptions>;

const instruction = `[system]
You write what one particular person would ask an assistant.

[user]
{% if persona is defined %}
The person: {{ persona }}

{% endif %}
{% for each in attributes %}
The {{ each.name }} of the request: {{ each.value }}
{% endfor %}

Write one request this person might make: a question or a task that makes sense by itself and shows in its subject and wording who asks. Reply with the request alone.
`;

export const personaMethod: TeachingMethod = {
  name: "persona",
  sentence: "Requests are written in the name of personas, with attributes drawn by weight and condition, then answered.",
  citation: {
    text: "Ge, Chan, Wang, Yu, Mi and Yu (2024). Scaling Synthetic Data Creation with 1,000,000,000 Personas",
    url: "https://arxiv.org/abs/2406.20094",
  },
  key: "persona",
  prompts: {
    instruction: {
      label: "asks for the request of a person",
      text: instruction,
      needed: [],
      known: ["persona", "attributes"],
      takesColumns: true,
    },
    answer: {
      label: "asks for the answer",
      text: "{{ instruction }}",
      needed: [["instruction"]],
      known: ["persona", "attributes"],
      takesColumns: true,
    },
  },
  needsPrompt: false,
  from: "optional",
  yields: [],
  fields: [
    { key: "personas", label: "Personas", help: "In a sentence each; under Text also the name of a table.", control: { type: "texts" } },
    { key: "column", label: "Persona column", help: "Of a table of personas.", control: { type: "line" } },
    { key: "grid", label: "Combinations", control: { type: "choice", options: ["draws", "full"] } },
    { key: "draws", label: "Draws", control: { type: "number", min: 1, step: 1 } },
    { key: "seed", label: "Seed", help: "Decides the draws.", control: { type: "number", step: 1 } },
  ],
};
