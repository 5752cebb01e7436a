import type { JudgeBody } from "#shared/cells/judge.ts";
import { answersOf, type JudgedAnswer } from "../answer-pairs.ts";
import type { CallProgram, CellRunner, ExpectedShape, RunContext } from "../cell-runner.ts";
import { drawIndexes } from "../input-rows.ts";
import { describeModels } from "../parameters.ts";
import { judgePairs } from "./pairs.ts";
import { judgeByRubric } from "./rubric.ts";
import { judgeScores } from "./scores.ts";
import type { Judges } from "./setup.ts";
import { expectTournament, judgeTournament } from "./tournament.ts";

/** How one mode of judging runs. */
type JudgeMode = {
  readonly program: (
    context: RunContext<JudgeBody>,
    answers: readonly JudgedAnswer[],
    judges: Judges,
  ) => CallProgram | Promise<CallProgram>;
  /** Comparisons or answers to judge, and calls one judge makes of each at a time; null where nobody can tell beforehand. */
  readonly expect: (body: JudgeBody, input: ExpectedShape) => { readonly subjects: number; readonly calls: number } | null;
};

const modes: { readonly [mode in JudgeBody["mode"]]: JudgeMode } = {
  pairwise: {
    program: judgePairs,
    expect: (body, { rows, perItem }) => ({
      subjects: (rows / perItem) * pairsPerItem(body, perItem),
      calls: body.orders === "both" ? 2 : 1,
    }),
  },
  pointwise: { program: judgeScores, expect: (_, { rows }) => ({ subjects: rows, calls: 1 }) },
  reference: { program: judgeScores, expect: (_, { rows }) => ({ subjects: rows, calls: 1 }) },
  rubric: {
    program: judgeByRubric,
    // How many criteria go to a model, the rubric says once it is there.
    expect: (body, { rows }) => (body.ask === "answer" ? { subjects: rows, calls: 1 } : null),
  },
  tournament: { program: judgeTournament, expect: expectTournament },
};

/** One row per comparison or score, judge and repeat, and one per call. */
export const runJudge: CellRunner<JudgeBody> = {
  type: "calls",
  models: (body) => body.judges,
  expect: (body, input) => {
    if (input === null || input.perItem < 1) return null;
    const expected = modes[body.mode].expect(body, input);
    if (expected === null) return null;
    const asked = expected.subjects * body.judges.length * body.repeats;
    const rows = body.confidence === "samples" ? asked / body.repeats : asked;
    return {
      calls: asked * expected.calls * (body.refine ? 2 : 1),
      shape: { rows, perItem: rows / Math.max(1, input.rows / input.perItem) },
    };
  },
  program: async (context, tryRows) => {
    const { body } = context;
    const input = await context.inputs.table(body.from);
    const judges = await describeModels(context.parts.models, body.judges, "judges");
    return modes[body.mode].program(context, tryItems(answersOf(body, input), tryRows), judges);
  },
};

function pairsPerItem(body: JudgeBody, answers: number): number {
  if (body.pairs === "baseline") return Math.max(0, answers - 1);
  if (body.pairs === "random") return answers > 1 ? 1 : 0;
  return (answers * (answers - 1)) / 2;
}

function tryItems(answers: readonly JudgedAnswer[], tryRows: number | null): readonly JudgedAnswer[] {
  if (tryRows === null) return answers;
  const items = [...new Set(answers.map((answer) => answer.item))];
  const chosen = new Set(drawIndexes(items.length, tryRows, 0).map((index) => items[index]));
  return answers.filter((answer) => chosen.has(answer.item));
}
