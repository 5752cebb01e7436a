import { z } from "zod";
import { principleIdPattern } from "../constitution/principle.ts";
import type { CellKind } from "./cell-kind.ts";
import { starterConstitution } from "./constitution-starter.ts";
import { commonKeys, readYamlBody } from "./read-yaml.ts";
import { count } from "./teacher.ts";

const written = z.string().trim().min(1, "write it out");

const principle = z.strictObject({
  /** Names the principle wherever it was used. YAML reads 3 and `true` as other things than text; they count as written. */
  id: z.preprocess(
    (value) => (typeof value === "boolean" || typeof value === "number" ? String(value) : value),
    z.string().regex(principleIdPattern, "use letters, digits, _ and -"),
  ),
  /** What a judge prefers by. */
  text: written,
  /** Asks a model what of its answer goes against the principle. */
  critique: written.optional(),
  /** Asks it to write the answer anew. */
  revision: written.optional(),
});

const schema = z
  .strictObject({
    ...commonKeys,
    /** A note on where the principles stand; the table's content is the version that counts. */
    version: z.preprocess((value) => (typeof value === "number" ? String(value) : value), z.string()).optional(),
    principles: z.array(principle).min(1, "write at least one principle"),
  })
  .superRefine(({ principles }, context) => {
    const seen = new Map<string, number>();
    for (const [at, { id }] of principles.entries()) {
      const before = seen.get(id);
      if (before !== undefined)
        context.addIssue({
          code: "custom",
          path: ["principles", at, "id"],
          message: `\`${id}\` is the id of principle ${before + 1} too; every principle needs one of its own`,
        });
      seen.set(id, at);
    }
  });

export type ConstitutionBody = z.infer<typeof schema>;

export const constitution: CellKind<ConstitutionBody> = {
  kind: "constitution",
  title: "Constitution",
  sentence: "Principles that answers are revised and compared by, one at a time.",
  language: "yaml",
  costClass: "free",
  recipeVersion: 1,
  pacingKeys: ["version"],
  read: (source, defaults) => readYamlBody(source, schema, defaults),
  references: () => [],
  tables: (name) => [name],
  summary: ({ principles }) => count(principles.length, "principle"),
  starter: starterConstitution,
  fields: [{ key: "version", label: "Version", help: "A note to yourself; what is written decides.", control: { type: "line" } }],
};
