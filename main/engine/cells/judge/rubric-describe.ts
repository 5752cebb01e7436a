import type { JudgeBody } from "#shared/cells/judge.ts";
import { count } from "#shared/cells/teacher.ts";
import { textOfValue } from "#shared/data/value-text.ts";
import type { Aggregate } from "#shared/rubric/criterion.ts";
import { meanFigure } from "#shared/statistics/agreement/mean-statistic.ts";
import { defaultResampling } from "#shared/statistics/bootstrap.ts";
import { measure } from "#shared/statistics/measured.ts";
import { reportedMean } from "#shared/statistics/rubric/score-rubric.ts";
import type { CallProgram, RunContext } from "../cell-runner.ts";

const draws = 500;

/** "2 judges · mean 0.62 [0.55, 0.69], n 120". Points are clipped in the mean, never answer by answer. */
export function describeRubricScores(context: RunContext<JudgeBody>, aggregate: Aggregate): NonNullable<CallProgram["describe"]> {
  const { name, body, parts } = context;
  return async (tables) => {
    const main = tables.find((table) => table.name === name);
    const items = main === undefined ? [] : parts.arrow.readColumn(main.ipc, "item").map(textOfValue);
    const scores = main === undefined ? [] : parts.arrow.readColumn(main.ipc, "score");
    const figures = scores.flatMap((figure, at) => (typeof figure === "number" ? [{ cluster: items[at] ?? "", figure }] : []));
    const judges = count(body.judges.length, "judge");
    const counts = { n: figures.length, items: new Set(items).size, nulls: scores.length - figures.length, ties: 0 };
    const { value, low, high } = measure(meanFigure(figures, "no scores"), counts, { ...defaultResampling, draws });
    if (value === null) return `${judges} · no scores`;
    const shown = (score: number): string => ((aggregate === "points" ? reportedMean([score]) : null) ?? score).toFixed(2);
    const interval = low === null || high === null ? "" : ` [${shown(low)}, ${shown(high)}]`;
    return `${judges} · mean ${shown(value)}${interval}${aggregate === "points" ? ", clipped" : ""}, n ${figures.length.toLocaleString("en")}`;
  };
}
