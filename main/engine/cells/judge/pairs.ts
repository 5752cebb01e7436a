import { AssayError } from "#shared/assay-error.ts";
import type { JudgeBody } from "#shared/cells/judge.ts";
import { count } from "#shared/cells/teacher.ts";
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
  const grid = judgeGrid(body, pairs.length);
  return {
    size: grid.size,
    chained: body.refine,
    laneOf: grid.laneOf,
    unitsPerRow: grid.perSubject,
    ...withPairJury(body, name, [
      { name, schema: comparisonSchema(body) },
      { name: `${name}_calls`, schema: pairCallSchema(body) },
    ]),
    describe: describeComparisons(context),
    summary: (ledger) => `${ledger.kept}/${ledger.requested} verdicts · ${count(body.judges.length, "judge")}`,
    unit: (index) => {
      const { subject, judge, repeat } = grid.at(index);
      const pair = pairs[subject];
      if (pair === undefined) throw new RangeError(`unit ${index} of ${grid.size}`);
      return comparisonUnit(asking, pair, judge, repeat);
    },
  };
}

export function nothingToCompare(body: JudgeBody): AssayError {
  return new AssayError("column-missing", `\`${body.from}\` has no two answers to one item by different models.`, {
    hint: "Pairwise judging needs rows with the same `item` and different `model`; use `mode: pointwise` to score answers one by one.",
    place: { key: "from" },
  });
}
