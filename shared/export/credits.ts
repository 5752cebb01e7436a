import type { Row } from "../data/table.ts";
import { textOfValue } from "../data/value-text.ts";
import type { CardInput, CardTeacher } from "./dataset-card.ts";
import type { Origins } from "./provenance.ts";

type CardJudge = CardInput["judges"][number];

/** Who wrote and who judged the rows of a table, as a card names them; `family` is "" where the rows do not say. */
export type Credits = {
  readonly teachers: readonly CardTeacher[];
  readonly judges: readonly CardJudge[];
  /** How many rows came with a reasoning trace, whether or not it goes along. */
  readonly traces: number;
};

/** Counts a table's models in the order they first occur. */
export function creditsOf(rows: readonly Row[], origins: Origins): Credits {
  return {
    teachers: teachersIn(rows).map((teacher) => ({
      ...teacher,
      simulated: origins.isSimulated(teacher.model),
      parameters: origins.parametersOf(teacher.model),
    })),
    judges: countBy(rows, "judge", "judge_family").map(({ model, family, rows: verdicts }) => ({
      model,
      family,
      verdicts,
      simulated: origins.isSimulated(model),
    })),
    traces: rows.filter((row) => textOfValue(row.reasoning).trim() !== "").length,
  };
}

type Counted = { readonly model: string; readonly family: string; readonly rows: number };

/** A pairwise table names two teachers a row; each of its answers counts once, however many judges saw it. */
function teachersIn(rows: readonly Row[]): readonly Counted[] {
  if (!rows.some((row) => row.a !== undefined)) return countBy(rows, "model", "family");
  const seen = new Set<string>();
  const answers: Row[] = [];
  for (const row of rows) {
    for (const [model, family] of [[row.a, row.family_a] as const, [row.b, row.family_b] as const]) {
      const key = JSON.stringify([textOfValue(row.item), textOfValue(model), textOfValue(row.sample)]);
      if (seen.has(key)) continue;
      seen.add(key);
      answers.push({ model: model ?? null, family: family ?? null });
    }
  }
  return countBy(answers, "model", "family");
}

function countBy(rows: readonly Row[], modelColumn: string, familyColumn: string): readonly Counted[] {
  const counts = new Map<string, { family: string; rows: number }>();
  for (const row of rows) {
    const model = textOfValue(row[modelColumn]);
    if (model === "") continue;
    const known = counts.get(model) ?? { family: textOfValue(row[familyColumn]), rows: 0 };
    counts.set(model, { ...known, rows: known.rows + 1 });
  }
  return [...counts].map(([model, { family, rows: n }]) => ({ model, family, rows: n }));
}
