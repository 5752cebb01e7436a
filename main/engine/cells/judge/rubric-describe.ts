import type { JudgeBody } from "#shared/cells/judge.ts";
import type { Aggregate } from "#shared/rubric/criterion.ts";
import { reportedMean } from "#shared/statistics/rubric/score-rubric.ts";
import type { CallProgram, RunContext } from "../cell-runner.ts";
import { judgesOf, ownStatistic } from "./describe.ts";

/** "2 judges · mean 0.62 [0.55, 0.69], n 120". Points are clipped in the mean, never answer by answer. */
export function describeRubricScores(context: RunContext<JudgeBody>, aggregate: Aggregate): NonNullable<CallProgram["describe"]> {
  return async (tables) => {
    const judges = judgesOf(context.body);
    const mean = await ownStatistic(context, tables, "mean score");
    if (mean === null || mean.estimate === null) return `${judges} · no scores`;
    const shown = (score: number): string =>
      ((aggregate === "points" ? reportedMean([score]) : null) ?? score).toFixed(2).replace("-", "−");
    const interval = mean.low === null || mean.high === null ? "" : ` [${shown(mean.low)}, ${shown(mean.high)}]`;
    const n = mean.n.toLocaleString("en");
    return `${judges} · mean ${shown(mean.estimate)}${interval}${aggregate === "points" ? ", clipped" : ""}, n ${n}`;
  };
}
