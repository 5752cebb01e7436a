import { z } from "zod";
import { patternProblem } from "./pattern.ts";

/** A value written in the cell, or the value of a column in the row that is judged. */
const column = z.strictObject({ column: z.string().min(1) });
const texts = z.preprocess((value) => (typeof value === "string" ? [value] : value), z.array(z.string().min(1)).min(1));
/** The criterion is met where the check does not hold. */
const not = z.boolean().optional();
const ignoresCase = z.boolean().default(true);

export const scripts = ["Latin", "Cyrillic", "Greek", "Han", "Hiragana", "Katakana", "Hangul", "Arabic", "Hebrew", "Devanagari"] as const;

const regex = z
  .strictObject({
    type: z.literal("regex"),
    pattern: z.string().min(1).max(500),
    flags: z
      .string()
      .regex(/^[ims]*$/, "flags are i, m and s")
      .default(""),
    not,
  })
  .superRefine(({ pattern, flags }, context) => {
    const problem = patternProblem(pattern, flags);
    if (problem !== null) context.addIssue({ code: "custom", path: ["pattern"], message: problem });
  });

const length = z
  .strictObject({
    type: z.literal("length"),
    unit: z.enum(["words", "characters", "sentences"]).default("words"),
    min: z.number().int().min(0).optional(),
    max: z.number().int().min(0).optional(),
    not,
  })
  .refine(({ min, max }) => min !== undefined || max !== undefined, { message: "a length needs `min`, `max` or both" })
  .refine(({ min = 0, max = Number.POSITIVE_INFINITY }) => min <= max, { message: "`min` must not be above `max`", path: ["min"] });

const types = ["regex", "contains", "starts", "ends", "length", "json", "number", "equals", "script"] as const;

/** What a criterion can be checked by without asking a model. */
export const checkSchema = z.discriminatedUnion(
  "type",
  [
    regex,
    z.strictObject({
      type: z.literal("contains"),
      text: texts,
      match: z.enum(["all", "any"]).default("all"),
      ignore_case: ignoresCase,
      not,
    }),
    z.strictObject({ type: z.literal("starts"), text: texts, ignore_case: ignoresCase, not }),
    z.strictObject({ type: z.literal("ends"), text: texts, ignore_case: ignoresCase, not }),
    length,
    z.strictObject({ type: z.literal("json"), keys: z.array(z.string()).optional(), not }),
    z.strictObject({
      type: z.literal("number"),
      value: z.union([z.number(), column]),
      tolerance: z.number().min(0).default(0),
      take: z.enum(["last", "first", "any"]).default("last"),
      not,
    }),
    z.strictObject({ type: z.literal("equals"), value: z.union([z.string(), column]), ignore_case: ignoresCase, not }),
    z.strictObject({ type: z.literal("script"), script: z.enum(scripts), share: z.number().gt(0).max(1).default(0.9), not }),
  ],
  { error: `a check has a \`type\`: ${types.join(", ")}` },
);

export type Check = z.infer<typeof checkSchema>;

/** The column a check compares with; null when it compares with none. */
export function columnOf(check: Check): string | null {
  return "value" in check && typeof check.value === "object" ? check.value.column : null;
}
