import { AssayError } from "#shared/assay-error.ts";
import type { JudgeBody } from "#shared/cells/judge.ts";
import { count } from "#shared/cells/teacher.ts";
import type { Row } from "#shared/data/table.ts";
import { judgeRubricMessages, readRubricPrompt } from "#shared/prompts/rubric-judge.ts";
import { columnOf } from "#shared/rubric/check-schema.ts";
import type { RubricCriterion } from "#shared/rubric/criterion.ts";
import type { Rubric } from "#shared/rubric/rubric-table.ts";
import type { RubricScore } from "#shared/statistics/rubric/score-rubric.ts";
import type { JudgedAnswer } from "./answer-pairs.ts";
import type { CallProgram, Reply, RowEnding, RunContext, Step } from "./cell-runner.ts";
import { itemOf, requireColumn } from "./input-rows.ts";
import { withScoreJury } from "./judge-jury.ts";
import { describeRubricScores } from "./judge-rubric-describe.ts";
import {
  criteriaSchema,
  criterionVerdictRow,
  type JudgedCriterion,
  type RubricPlace,
  rewardRow,
  rewardSchema,
  rubricCallRow,
  rubricCallSchema,
  rubricScoreRow,
  rubricScoreSchema,
} from "./judge-rubric-rows.ts";
import { checkedCriterion, createCheckers, type HeardRubric, hearRubric, questionsAbout, settleRubric } from "./judge-rubric-verdict.ts";
import { type Judges, judgeFamily, judgeGrid, judgeRequest, judgeSetup, unitLabel } from "./judge-setup.ts";
import { templateSource } from "./parameters.ts";
import { approvedRubric } from "./rubric-table-of.ts";

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
  const prompt = body.prompt === undefined ? undefined : readRubricPrompt(templateSource(body.prompt, context.inputs));
  const rowOf = await rowReader(context, rubric);
  const check = createCheckers();
  const grid = judgeGrid(body, answers.length);

  const done = (
    place: RubricPlace,
    score: RubricScore,
    reason: string | null,
    ending: RowEnding,
    judged: readonly JudgedCriterion[],
    heard: readonly HeardRubric[],
  ): Step => ({
    type: "done",
    ending,
    rows: [
      {
        table: name,
        row: rubricScoreRow(
          place,
          score,
          reason,
          heard.map(({ reply }) => reply),
        ),
      },
      ...judged.map((each) => ({ table: `${name}_criteria`, row: criterionVerdictRow(place, each) })),
      ...heard.map(({ reply, question, reason: why }) => ({
        table: `${name}_calls`,
        row: rubricCallRow(place, reply, question.form === "criterion" ? (question.criteria[0]?.id ?? null) : null, why),
      })),
      ...(score.score === null ? [] : [{ table: `${name}_rewards`, row: rewardRow(place, rubric, score.score, judged) }]),
    ],
  });

  const stepFor = (place: RubricPlace, criteria: readonly RubricCriterion[], response: string) => {
    const questions = questionsAbout(criteria, rubric.aggregate, body.ask);
    const { answer, judge, repeat } = place;
    return (replies: readonly Reply[]): Step => {
      if (replies.length === 0 && questions.length > 0) {
        const messages = questions.map((question) =>
          judgeRubricMessages({
            question: answer.question,
            response,
            ...question,
            explain: body.explain,
            prompt,
            reference: answer.reference,
          }),
        );
        return { type: "ask", requests: messages.map((each) => judgeRequest(setup, judge, each, repeat)) };
      }
      const heard = questions.flatMap((question, at) => {
        const reply = replies[at];
        return reply === undefined ? [] : [hearRubric(question, reply)];
      });
      const said = new Map(heard.flatMap(({ judged }) => judged.map((each) => [each.id, each] as const)));
      const row = rowOf(answer);
      const checked = criteria.flatMap((criterion) => {
        if (criterion.check === null) return said.get(criterion.id) ?? [];
        return checkedCriterion(criterion, check(criterion.check, response, row));
      });
      const judged = rubric.aggregate === "holistic" ? [...said.values()] : checked;
      const settled = settleRubric(criteria, rubric.aggregate, judged, heard);
      return done(place, settled.score, settled.reason, settled.ending, judged, heard);
    };
  };

  return {
    size: grid.size,
    chained: false,
    laneOf: grid.laneOf,
    unitsPerRow: grid.perSubject,
    ...withRewardJury(body, name, [
      { name, schema: rubricScoreSchema(body.reference !== undefined) },
      { name: `${name}_calls`, schema: rubricCallSchema },
      { name: `${name}_criteria`, schema: criteriaSchema },
      { name: `${name}_rewards`, schema: rewardSchema(rubric) },
    ]),
    describe: describeRubricScores(context, rubric.aggregate),
    summary: (ledger) => `${ledger.kept}/${ledger.requested} scores · ${count(body.judges.length, "judge")}`,
    unit: (index) => {
      const { subject, judge, repeat } = grid.at(index);
      const answer = answers[subject];
      if (answer === undefined) throw new RangeError(`unit ${index} of ${grid.size}`);
      const place: RubricPlace = { answer, judge, repeat, judgeFamily: judgeFamily(setup, judge) };
      const criteria = rubric.perItem === null ? rubric.common : (rubric.perItem.get(answer.item) ?? []);
      const why = whyNotAsked(body, answer, criteria);
      const nothing: RubricScore = { score: null, reason: why, gatePassed: null, met: 0, missing: criteria.length, of: criteria.length };
      const unscored = (reason: string): Step => done(place, nothing, reason, { type: "unscored", reason }, [], []);
      return {
        label: unitLabel(body, `item ${answer.item}, ${answer.model}`, judge, repeat),
        step: why === null ? stepFor(place, criteria, answer.response ?? "") : () => unscored(why),
      };
    },
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

function whyNotAsked(body: JudgeBody, answer: JudgedAnswer, criteria: readonly RubricCriterion[]): string | null {
  if (answer.response === null) return "no answer to judge";
  if (criteria.length === 0) return `no criteria in ${body.rubric ?? "the rubric"} for this item`;
  return body.reference !== undefined && answer.reference === null ? `no reference in \`${body.reference}\`` : null;
}

/** A key without effect would be a silent mistake. */
function refuseUnused(body: JudgeBody, { aggregate }: Rubric): void {
  const unused: readonly (readonly [key: string, isSet: boolean, hint: string])[] = [
    ["criteria", body.criteria !== undefined, "Write them as criteria of the rubric."],
    ["scale", body.scale !== undefined, "Give the criteria of the rubric `levels`."],
    ["confidence", body.confidence !== "none", "Leave it out; `repeats` shows how sure a judge is of each criterion."],
    ["refine", body.refine, "Leave it out."],
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
