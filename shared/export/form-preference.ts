import type { Shaped } from "./example.ts";
import type { FormInput } from "./form-input.ts";
import { pairsOf } from "./pairs.ts";

/** Pairs as preference data. A margin stands in every row or in none: trainers take no half of a column. */
export function preferenceForm(input: FormInput): Shaped {
  const { pairs, leftOut } = pairsOf(input);
  const hasMargins = pairs.every(({ margin }) => margin !== null);
  const examples = pairs.map(({ chosen, rejected, margin, ...pair }) => ({
    ...pair,
    content: { type: "preference" as const, chosen, rejected, margin: hasMargins ? margin : null },
  }));
  return { examples, leftOut };
}
