import { AssayError } from "#shared/assay-error.ts";
import type { JudgeBody } from "#shared/cells/judge.ts";
import { type JudgedAnswer, pairsOf } from "../answer-pairs.ts";
import type { CallProgram, RunContext } from "../cell-runner.ts";
import { comparisonUnit } from "./comparison.ts";
import { describeComparisons } from "./describe.ts";
import { withPairJury } from "./jury.ts";
import { pairAsking } from "./pair-request.ts";
import { comparisonSchema, pairCallSchema } from "./pair-rows.ts";
import { type Judges, judgeGrid, judgeSetup } from "./setup.ts";

/** `mode: pairwise`: every pair of answers to an item, by every judge. */
export async function judgePairs(context: RunContext<JudgeBody>, answers: readonly JudgedAnswer[], judges: Judges): Promise<CallProgram> {
  const { body, name } = context;
  const pairs = pairsOf(answers, body);
  if (pairs.length === 0) throw nothingToCompare(body);
  const asking = await pairAsking(judgeSetup(context, judges));
  return {
    ...judgeGrid(body, pairs, "verdicts", ({ subject, judge, repeat }) => comparisonUnit(asking, subject, judge, repeat)),
    ...withPairJury(body, name, [
      { name, schema: comparisonSchema(body) },
      { name: `${name}_calls`, schema: pairCallSchema(body) },
    ]),
    describe: describeComparisons(context),
  };
}

export function nothingToCompare(body: JudgeBody): AssayError {
  return new AssayError("column-missing", `\`${body.from}\` has no two answers to one item by different models.`, {
    hint: "Pairwise judging needs rows with the same `item` and different `model`; use `mode: pointwise` to score answers one by one.",
    place: { key: "from" },
  });
}
