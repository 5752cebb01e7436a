import type { Row } from "../data/table.ts";
import { textOfValue } from "../data/value-text.ts";
import type { CardInput, CardTeacher } from "./dataset-card.ts";
import { isRevisedPair, type Origins, reviserOf } from "./provenance.ts";

type CardJudge = CardInput["judges"][number];

/** Who wrote and who judged the rows of a table, as a card names them; `family` is "" where the rows do not say. */
export type Credits = {
  readonly teachers: readonly CardTeacher[];
  readonly judges: readonly CardJudge[];
  /** How many rows came with a reasoning trace, whether or not it goes along. */
  readonly traces: number;
};

/** Counts a table's models in the order they first occur; one that both answered and revised stands in two lines. */
export function creditsOf(rows: readonly Row[], origins: Origins): Credits {
  return {
    teachers: teachersIn(rows).map(({ model, family, rows: count, isRevision }) => ({
      model,
      family,
      rows: count,
      isRevision,
      simulated: origins.isSimulated(model),
      parameters: origins.parametersOf(model, isRevision ? "revision" : "answer"),
    })),
    judges: countBy(rows.map(({ judge, judge_family: family }) => ({ model: textOfValue(judge), family, isRevision: false }))).map(
      ({ model, family, rows: verdicts }) => ({ model, family, verdicts, simulated: origins.isSimulated(model) }),
    ),
    traces: rows.filter((row) => textOfValue(row.reasoning).trim() !== "").length,
  };
}

type Credit = { readonly model: string; readonly family: Row[string] | undefined; readonly isRevision: boolean };

/** A pairwise table names two teachers a row; each of its answers counts once, however many judges saw it. */
function teachersIn(rows: readonly Row[]): readonly Counted[] {
  if (!rows.some((row) => row.a !== undefined)) return countBy(rows.map(writerOf));
  const seen = new Set<string>();
  const answers: Credit[] = [];
  for (const row of rows) {
    for (const side of ["a", "b"] as const) {
      const model = textOfValue(row[side]);
      const isRevision = side === "a" && isRevisedPair(row);
      const key = JSON.stringify([textOfValue(row.item), model, textOfValue(row.sample), isRevision]);
      if (seen.has(key)) continue;
      seen.add(key);
      answers.push({ model, family: row[`family_${side}`], isRevision });
    }
  }
  return countBy(answers);
}

/** A row's family is that of the model that answered first. */
function writerOf(row: Row): Credit {
  const model = textOfValue(row.model);
  const reviser = reviserOf(row);
  if (reviser === null) return { model, family: row.family, isRevision: false };
  return { model: reviser, family: reviser === model ? row.family : "", isRevision: true };
}

type Counted = { readonly model: string; readonly family: string; readonly rows: number; readonly isRevision: boolean };

function countBy(credits: readonly Credit[]): readonly Counted[] {
  const counts = new Map<string, Counted>();
  for (const { model, family, isRevision } of credits) {
    if (model === "") continue;
    const key = JSON.stringify([model, isRevision]);
    const known = counts.get(key) ?? { model, family: textOfValue(family), rows: 0, isRevision };
    counts.set(key, { ...known, rows: known.rows + 1 });
  }
  return [...counts.values()];
}
