import { lengthChars } from "../../data/value-text.ts";
import type { Drop, StepContext, StepKindOf } from "../step.ts";
import type { StepOf } from "../step-schema.ts";
import { stepTexts } from "../step-text.ts";
import { createWordReader } from "../words.ts";
import { columnField, readsText } from "./fields.ts";

export const length: StepKindOf<"length"> = {
  type: "length",
  title: "Length",
  sentence: "Texts that are too short or too long are dropped.",
  describe: ({ unit, min, max }) =>
    min === undefined ? `at most ${max} ${unit}` : max === undefined ? `at least ${min} ${unit}` : `${min} to ${max} ${unit}`,
  needs: () => readsText,
  run: (step, context) => {
    const { rows } = context;
    const { column, texts } = stepTexts(step, context);
    const measure = measureBy(step.unit, context);
    const { min = 0, max = Number.POSITIVE_INFINITY } = step;
    const drops = texts.flatMap((text, at): readonly Drop[] => {
      const row = rows[at] ?? 0;
      if (text === null) return [{ row, reason: "no text to measure" }];
      const found = measure(text);
      if (found < min) return [{ row, reason: `${found} ${step.unit}, fewer than ${min}` }];
      return found > max ? [{ row, reason: `${found} ${step.unit}, more than ${max}` }] : [];
    });
    return { column, drops, notes: [] };
  },
  starter: { type: "length", unit: "words", min: 5, max: 500 },
  fields: [
    columnField,
    { key: "unit", label: "Counted in", control: { type: "choice", options: ["words", "characters", "tokens"] } },
    { key: "min", label: "At least", control: { type: "number", min: 0, step: 1 } },
    { key: "max", label: "At most", control: { type: "number", min: 0, step: 1 } },
  ],
};

function measureBy(unit: StepOf<"length">["unit"], context: StepContext): (text: string) => number {
  if (unit === "words") return createWordReader().read;
  return unit === "characters" ? lengthChars : context.countTokens;
}
