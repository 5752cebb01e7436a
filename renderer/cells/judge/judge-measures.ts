import type { CellResult } from "#shared/journal/entries.ts";
import type { MeasureMethod } from "#shared/statistics/measure-methods.ts";
import type { ShownMeasure } from "../measure/MeasuresOutput.tsx";

/** A tab of a judge's results that measures its tables. */
export type MeasureTab = { readonly id: string; readonly label: string; readonly measures: readonly ShownMeasure[] };

type Tables = CellResult["tables"];

/** The measures a judge's results allow, by what its tables hold: comparisons, scores, criteria, probabilities. */
export function judgeMeasures(cell: string, tables: Tables): readonly MeasureTab[] {
  const [main] = tables;
  if (!main) return [];
  const has = (column: string, table = main): boolean => table.columns.some(({ name }) => name === column);
  const named = (suffix: string) => tables.find(({ name }) => name === `${cell}_${suffix}`);
  const compares = has("a") && has("b");
  const [calls, criteria] = [named("calls"), named("criteria")];
  const of = (method: MeasureMethod, label: string, table = main): ShownMeasure => ({ method, label, table: table.name });
  // A judge's own probability: without `confidence` its calls have none.
  const hasP = calls !== undefined && has("p", calls);
  const tabs: readonly (MeasureTab | null)[] = [
    { id: "agreement", label: "Agreement", measures: [of("agreement", "Between judges"), of("repeats", "With itself")] },
    compares
      ? {
          id: "bias",
          label: "Bias",
          measures: [of("position", "Position"), of("self-preference", "Self-preference"), of("length", "Length"), of("format", "Format")],
        }
      : { id: "scores", label: "Scores", measures: [of("scores", "Scores")] },
    criteria ? { id: "rubric", label: "Rubric", measures: [of("rubric", "Criteria", criteria)] } : null,
    has("principle") ? { id: "principles", label: "Principles", measures: [of("principles", "Principles")] } : null,
    hasP ? { id: "calibration", label: "Calibration", measures: [of("calibration", "Calibration")] } : null,
    compares ? { id: "ranking", label: "Ranking", measures: [of("ranking", "Ranking")] } : null,
  ];
  return tabs.filter((tab) => tab !== null);
}
