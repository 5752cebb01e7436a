import type { Resampling } from "../bootstrap.ts";
import { measure } from "../measured.ts";
import { counted, type TidyRow, tidyRow } from "../tidy-row.ts";
import { adjustedMean, rawMean } from "./adjusted-scores.ts";
import type { ScorePanel } from "./score-panel.ts";
import type { ScoredRow } from "./severity.ts";

/** What each model's answers score, raw and adjusted for who scored them: for display, and in no agreement figure. */
export function modelRows({ judges, rows }: ScorePanel, slice: string | null, resampling: Resampling | undefined): readonly TidyRow[] {
  const models = [...new Set(rows.flatMap(({ model }) => model ?? []))].sort();
  const unequal = unequalNote(rows, models, judges);
  return models.flatMap((model) => {
    const own = rows.filter((row) => row.model === model);
    const counts = { n: own.length, items: own.length, nulls: 0, ties: 0 };
    const row = (statistic: string, of: Parameters<typeof measure>[0], claim: (value: string) => string): TidyRow => {
      const measured = measure(of, counts, resampling);
      return tidyRow({ statistic, slice, model }, { ...measured, note: unequal }, "number", claim);
    };
    const by = judges.length === 1 ? `by ${judges[0]}` : `by ${counted(judges.length, "judge")}`;
    return [
      row("model score", rawMean(own), (value) => {
        return `${model} scores ${value} on average, raw, over ${counted(own.length, "answer")} ${by}`;
      }),
      row("z-adjusted score", adjustedMean(rows, model, judges), (value) => {
        return `${model} scores ${value} standard deviations from its judges' own means, over ${counted(own.length, "answer")} ${by}`;
      }),
    ];
  });
}

/** Who scored other models' answers is set against other company. */
function unequalNote(rows: readonly ScoredRow[], models: readonly string[], judges: readonly string[]): string | null {
  const counts = judges.map((_, judge) =>
    models.map((model) => rows.filter((row) => row.model === model && !Number.isNaN(row.scores[judge])).length).join(" "),
  );
  if (new Set(counts).size < 2) return null;
  return "the judges did not score the same numbers of each model's answers, so their own means are not of the same answers";
}
