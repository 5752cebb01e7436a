import type { Row } from "../data/table.ts";
import { textOfValue } from "../data/value-text.ts";

const namedPairs = [
  ["model", "family"],
  ["judge", "judge_family"],
  ["a", "family_a"],
  ["b", "family_b"],
] as const;

/** Family by model name: those known, and what the rows themselves say. One family has one colour in every chart. */
export function familiesIn(
  inputs: readonly { readonly rows: readonly Row[] }[],
  known: { readonly [model: string]: string },
): { readonly [model: string]: string } {
  const families: Record<string, string> = { ...known };
  for (const { rows } of inputs) {
    for (const row of rows) {
      for (const [model, family] of namedPairs) {
        const name = textOfValue(row[model]);
        if (name !== "" && row[family] !== null && row[family] !== undefined) families[name] = textOfValue(row[family]);
      }
    }
  }
  return families;
}
