import { AssayError } from "#shared/assay-error.ts";
import type { JudgeBody } from "#shared/cells/judge.ts";
import type { Row } from "#shared/data/table.ts";
import { requireColumn } from "#shared/data/table-columns.ts";
import { readRubricPrompt } from "#shared/prompts/rubric-judge.ts";
import { columnOf } from "#shared/rubric/check-schema.ts";
import type { Rubric } from "#shared/rubric/rubric-table.ts";
import type { JudgedAnswer } from "../answer-pairs.ts";
import type { CallProgram, RunContext } from "../cell-runner.ts";
import { itemOf } from "../input-rows.ts";
import { templateSource } from "../parameters.ts";
import { approvedRubric } from "../rubric/named.ts";
import { withScoreJury } from "./jury.ts";
import { describeRubricScores } from "./rubric-describe.ts";
import { criteriaSchema, rewardSchema, rubricCallSchema, rubricScoreSchema } from "./rubric-rows.ts";
import { type RubricAsking, rubricUnit } from "./rubric-unit.ts";
import { createCheckers } from "./rubric-verdict.ts";
import { type Judges, judgeFamily, judgeGrid, judgeSetup } from "./setup.ts";

/**
 * `mode: rubric`: every answer by every criterion, by every judge. Criteria with a check take no call. Throws when the
 * cell names no rubric, when criteria a model wrote are not approved, and for keys that would have no effect here.
 */
export async function judgeByRubric(
  context: RunContext<JudgeBody>,
  answers: readonly JudgedAnswer[],
  judges: Judges,
): Promise<CallProgram> {
  const { body, name } = context;
  const rubric = await approvedRubric(context, body.rubric ?? "", "rubric");
  refuseUnused(body, rubric);
  const setup = judgeSetup(context, judges);
  const asking: RubricAsking = {
    ...setup,
    rubric,
    prompt: body.prompt === undefined ? undefined : readRubricPrompt(templateSource(body.prompt, context.inputs)),
    rowOf: await rowReader(context, rubric),
    check: createCheckers(),
  };
  return {
    ...judgeGrid(body, answers, "scores", ({ subject, judge, repeat }) =>
      rubricUnit(asking, { answer: subject, judge, repeat, judgeFamily: judgeFamily(setup, judge) }),
    ),
    ...withRewardJury(body, name, [
      { name, schema: rubricScoreSchema(body) },
      { name: `${name}_calls`, schema: rubricCallSchema(body) },
      { name: `${name}_criteria`, schema: criteriaSchema },
      { name: `${name}_rewards`, schema: rewardSchema(rubric) },
    ]),
    describe: describeRubricScores(context, rubric.aggregate),
  };
}

/** A jury pools scores; what its members said of single criteria stays with them. */
function withRewardJury(body: JudgeBody, name: string, tables: CallProgram["tables"]): Pick<CallProgram, "tables" | "derive"> {
  const { tables: all, derive } = withScoreJury(body, name, tables);
  if (derive === undefined) return { tables: all };
  return {
    tables: all,
    derive: () => {
      const { add, rows } = derive();
      return {
        add,
        *rows() {
          for (const { table, row } of rows())
            yield { table, row: { ...row, reward: row.score ?? null, gate_passed: null, met: null, missing: null } };
        },
      };
    },
  };
}

/** A key without effect would be a silent mistake. */
function refuseUnused(body: JudgeBody, { aggregate }: Rubric): void {
  const unused: readonly (readonly [key: string, isSet: boolean, hint: string])[] = [
    ["criteria", body.criteria !== undefined, "Write them as criteria of the rubric."],
    ["scale", body.scale !== undefined, "Give the criteria of the rubric `levels`."],
    ["confidence", body.confidence !== "none", "Leave it out; `repeats` shows how sure a judge is of each criterion."],
    ["ask", aggregate === "holistic" && body.ask === "criterion", "A holistic rubric takes one rating for all criteria; leave it out."],
  ];
  const [found] = unused.filter(([, isSet]) => isSet);
  if (found === undefined) return;
  const [key, , hint] = found;
  throw new AssayError("cell-invalid", `\`${key}\` has no effect on a judge with this rubric.`, { hint, place: { key } });
}

/** The answer's own row, for checks that compare with a column of it. Throws column-missing when `from` has no such column. */
async function rowReader(context: RunContext<JudgeBody>, rubric: Rubric): Promise<(answer: JudgedAnswer) => Row> {
  const columns = rubric.common.flatMap(({ check }) => (check === null ? [] : (columnOf(check) ?? [])));
  if (columns.length === 0) return () => ({});
  const input = await context.inputs.table(context.body.from);
  for (const column of columns) requireColumn(input.schema, input.table, column, "rubric");
  const key = (item: string, model: string, sample: number): string => JSON.stringify([item, model, sample]);
  const rows = new Map<string, Row>();
  for (const [index, row] of input.rows.entries()) {
    const at = key(itemOf(row, index), String(row.model ?? ""), typeof row.sample === "number" ? row.sample : 0);
    if (!rows.has(at)) rows.set(at, row);
  }
  return ({ item, model, sample }) => rows.get(key(item, model, sample)) ?? {};
}
