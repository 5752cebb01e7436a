import type { Row } from "#shared/data/table.ts";
import { textOfValue } from "./input-rows.ts";

type ListModels = () => Promise<readonly { readonly model: string; readonly family: string }[]>;

const namedPairs = [
  ["model", "family"],
  ["judge", "judge_family"],
  ["a", "family_a"],
  ["b", "family_b"],
] as const;

/** Family by model name: what the registry knows, and what the rows themselves say. One family has one colour in every chart. */
export async function familiesIn(
  inputs: readonly { readonly rows: readonly Row[] }[],
  list: ListModels,
): Promise<{ readonly [model: string]: string }> {
  const families: Record<string, string> = Object.fromEntries((await list()).map(({ model, family }) => [model, family]));
  for (const row of inputs.flatMap(({ rows }) => rows)) {
    for (const [model, family] of namedPairs) {
      const name = textOfValue(row[model]);
      if (name !== "" && row[family] !== null && row[family] !== undefined) families[name] = textOfValue(row[family]);
    }
  }
  return families;
}
