import { AssayError } from "#shared/assay-error.ts";
import type { JudgeBody } from "#shared/cells/judge.ts";
import { answersOf, pairsOf } from "./answer-pairs.ts";
import type { CellRunner, RunContext } from "./cell-runner.ts";
import { drawIndexes } from "./input-rows.ts";
import { judgePairs } from "./judge-pairs.ts";
import { judgeScores } from "./judge-scores.ts";
import { describeModels } from "./parameters.ts";

/** One row per comparison (or score), judge and repeat, and one per call. */
export const runJudge: CellRunner<JudgeBody> = {
  type: "calls",
  models: (body) => body.judges,
  expect: (body, input) => {
    if (input === null || input.perItem < 1) return null;
    const items = input.rows / input.perItem;
    const units = body.mode === "pointwise" ? input.rows : items * pairsPerItem(body, input.perItem);
    const rows = units * body.judges.length * body.repeats;
    return {
      calls: rows * (body.mode === "pairwise" && body.orders === "both" ? 2 : 1),
      shape: { rows, perItem: rows / Math.max(1, items) },
    };
  },
  program: async (context: RunContext<JudgeBody>, tryRows) => {
    const { body } = context;
    const input = await context.inputs.table(body.from);
    const judges = await describeModels(context.parts.models, body.judges, "judges");
    const answers = tryItems(answersOf(body, input), tryRows);
    if (body.mode === "pointwise") return judgeScores(context, answers, judges);
    const pairs = pairsOf(answers, body);
    if (pairs.length === 0) {
      throw new AssayError("column-missing", `\`${body.from}\` has no two answers to one item by different models.`, {
        hint: "Pairwise judging needs rows with the same `item` and different `model`; use `mode: pointwise` to score answers one by one.",
        place: { key: "from" },
      });
    }
    return judgePairs(context, pairs, judges);
  },
};

function pairsPerItem(body: JudgeBody, answers: number): number {
  if (body.pairs === "baseline") return Math.max(0, answers - 1);
  if (body.pairs === "random") return answers > 1 ? 1 : 0;
  return (answers * (answers - 1)) / 2;
}

function tryItems<Answer extends { readonly item: string }>(answers: readonly Answer[], tryRows: number | null): readonly Answer[] {
  if (tryRows === null) return answers;
  const items = [...new Set(answers.map((answer) => answer.item))];
  const chosen = new Set(drawIndexes(items.length, tryRows, 0).map((index) => items[index]));
  return answers.filter((answer) => chosen.has(answer.item));
}
