import { z } from "zod";
import { type Check, checkSchema } from "./check-schema.ts";

export const criterionTypes = ["rule", "principle", "pitfall"] as const;
export const priorities = ["essential", "important", "optional", "pitfall"] as const;
export const aggregates = ["weighted", "gated", "points", "holistic"] as const;

export type CriterionType = (typeof criterionTypes)[number];
export type Priority = (typeof priorities)[number];
export type Aggregate = (typeof aggregates)[number];

/** What a priority weighs where no weight is written (Gunjal et al. 2025, Rubrics as Rewards; a pitfall is worded "Avoids …"). */
export const priorityWeights: { readonly [priority in Priority]: number } = { essential: 1, important: 0.7, optional: 0.3, pitfall: 0.9 };

const usualPriority: { readonly [type in CriterionType]: Priority } = { rule: "essential", principle: "important", pitfall: "pitfall" };

export const criterionId = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,47}$/, "an id has small letters, digits, `_` and `-`, and begins with a letter");

/** A criterion as a notebook writes it. */
export const criterionSchema = z.strictObject({
  id: criterionId,
  text: z.string().trim().min(1, "say in a sentence what is asked of the answer"),
  type: z.enum(criterionTypes).default("principle"),
  weight: z.number().optional(),
  priority: z.enum(priorities).optional(),
  /** What each level means, from 0; met or not met when left out. */
  levels: z.record(z.string(), z.string().trim().min(1)).optional(),
  check: checkSchema.optional(),
});

export type WrittenCriterion = z.infer<typeof criterionSchema>;

/** A criterion with everything decided. `levels` counts from 0; null: met or not met. */
export type Criterion = {
  readonly id: string;
  readonly text: string;
  readonly type: CriterionType;
  readonly weight: number;
  readonly priority: Priority | null;
  readonly levels: readonly string[] | null;
  readonly check: Check | null;
};

/** Where a criterion of a rubric comes from: inherited, of the cell itself, or written by a model for one prompt. */
export type Origin = "base" | "own" | "written";

export type RubricCriterion = Criterion & { readonly origin: Origin };

export function criterionOf(written: WrittenCriterion): Criterion {
  const priority = written.priority ?? (written.weight === undefined ? usualPriority[written.type] : null);
  return {
    id: written.id,
    text: written.text,
    type: written.type,
    weight: written.weight ?? (priority === null ? 1 : priorityWeights[priority]),
    priority,
    levels: written.levels === undefined ? null : levelTexts(written.levels),
    check: written.check ?? null,
  };
}

/** Level texts in their order; the keys have been checked to be 0, 1, 2 …. */
function levelTexts(levels: { readonly [level: string]: string }): readonly string[] {
  return Object.entries(levels)
    .sort(([left], [right]) => Number(left) - Number(right))
    .map(([, meaning]) => meaning);
}

/** What scoring reads of a criterion. */
export function scored({ id, type, weight, levels }: Criterion): {
  readonly id: string;
  readonly type: CriterionType;
  readonly weight: number;
  readonly levels?: number;
} {
  return { id, type, weight, ...(levels === null ? {} : { levels: levels.length - 1 }) };
}

/** Own criteria added to the inherited ones; one with the id of an inherited one takes its place. */
export function inherit(base: readonly Criterion[], own: readonly Criterion[]): readonly RubricCriterion[] {
  const replacing = new Map(own.map((criterion) => [criterion.id, criterion]));
  const inherited = new Set(base.map(({ id }) => id));
  return [
    ...base.map((criterion): RubricCriterion => {
      const replacement = replacing.get(criterion.id);
      return replacement === undefined ? { ...criterion, origin: "base" } : { ...replacement, origin: "own" };
    }),
    ...own.filter(({ id }) => !inherited.has(id)).map((criterion): RubricCriterion => ({ ...criterion, origin: "own" })),
  ];
}

/** "7 rules · 4 principles · 1 pitfall". */
export function countTypes(criteria: readonly { readonly type: CriterionType }[]): string {
  return criterionTypes
    .map((type) => ({ type, count: criteria.filter((criterion) => criterion.type === type).length }))
    .filter(({ count }) => count > 0)
    .map(({ type, count }) => `${count} ${type}${count === 1 ? "" : "s"}`)
    .join(" · ");
}
