import type { JudgeBody } from "#shared/cells/judge.ts";
import type { Row } from "#shared/data/table.ts";
import type { CallRequest } from "#shared/journal/call.ts";
import { readAgain } from "#shared/prompts/read-again.ts";
import { judgeRubricMessages } from "#shared/prompts/rubric-judge.ts";
import type { Template } from "#shared/prompts/template.ts";
import type { RubricCriterion } from "#shared/rubric/criterion.ts";
import type { Rubric } from "#shared/rubric/rubric-table.ts";
import type { JudgedAnswer } from "../answer-pairs.ts";
import type { Reply, Step, Unit } from "../cell-runner.ts";
import { criterionVerdictRow, type JudgedCriterion, type RubricPlace, rewardRow, rubricCallRow, rubricScoreRow } from "./rubric-rows.ts";
import {
  type Checkers,
  checkedCriterion,
  type HeardRubric,
  hearRubric,
  questionsAbout,
  type RubricQuestion,
  type SettledRubric,
  settleRubric,
} from "./rubric-verdict.ts";
import { type JudgeSetup, judgeRequest, unitLabel } from "./setup.ts";

/** What judging one answer by a rubric needs. */
export type RubricAsking = JudgeSetup & {
  readonly rubric: Rubric;
  readonly prompt: Template | undefined;
  /** The answer's own row, for checks that compare with a column. */
  readonly rowOf: (answer: JudgedAnswer) => Row;
  readonly check: Checkers;
};

/** One answer, judge and repeat: asks what a model must say, checks the rest, and scores it. */
export function rubricUnit(asking: RubricAsking, place: RubricPlace): Unit {
  const { body, rubric } = asking;
  const { answer, judge, repeat } = place;
  const criteria = rubric.perItem === null ? rubric.common : (rubric.perItem.get(answer.item) ?? []);
  const label = unitLabel(body, `item ${answer.item}, ${answer.model}`, judge, repeat);
  const why = whyNotAsked(body, answer, criteria);
  if (why !== null)
    return { label, step: () => rowsOf(asking, place, { settled: unasked(criteria, why), judged: [], firstScore: null }, []) };
  const questions = questionsAbout(criteria, rubric.aggregate, body.ask);
  const settle = (heard: readonly HeardRubric[]) => {
    const said = heard.flatMap(({ judged }) => judged);
    const judged = rubric.aggregate === "holistic" ? said : inOrder(asking, place, criteria, said);
    return { judged, settled: settleRubric(criteria, rubric.aggregate, judged, heard) };
  };
  return {
    label,
    step: (replies) => {
      if (replies.length === 0 && questions.length > 0)
        return {
          type: "ask",
          requests: questions.map((question) => requestFor(asking, place, question)),
          ...(body.refine ? { follows: questions.length } : {}),
        };
      const first = hearAll(questions, 1, replies);
      if (!body.refine) return rowsOf(asking, place, { ...settle(first), firstScore: null }, first);
      const read = first.filter(({ reason }) => reason === null);
      const second = hearAll(
        read.map(({ question }) => question),
        2,
        replies.slice(questions.length),
      );
      const unasked = read.slice(second.length);
      if (unasked.length > 0) return { type: "ask", requests: unasked.flatMap((said) => againFor(asking, place, said)), follows: 0 };
      const final = [...first.filter(({ reason }) => reason !== null), ...second];
      return rowsOf(asking, place, { ...settle(final), firstScore: settle(first).settled.score.score }, [...first, ...second]);
    },
  };
}

function hearAll(questions: readonly RubricQuestion[], round: 1 | 2, replies: readonly Reply[]): readonly HeardRubric[] {
  return questions.flatMap((question, at) => {
    const reply = replies[at];
    return reply === undefined ? [] : [hearRubric(question, round, reply)];
  });
}

function requestFor({ body, prompt, ...setup }: RubricAsking, place: RubricPlace, question: RubricQuestion): CallRequest {
  const { answer, judge, repeat } = place;
  const { question: asked, reference } = answer;
  const response = answer.response ?? "";
  const messages = judgeRubricMessages({ ...question, question: asked, reference, response, explain: body.explain, prompt });
  return judgeRequest({ body, ...setup }, judge, messages, repeat);
}

/** The same question, with the judge's own verdict put before it to be read as another's. */
function againFor(asking: RubricAsking, place: RubricPlace, { question, reply }: HeardRubric): readonly CallRequest[] {
  if (reply.type === "failed") return [];
  const request = requestFor(asking, place, question);
  return [{ ...request, messages: readAgain(request.messages, reply.answer.text) }];
}

/** Every criterion of the rubric in its own order, whoever decides it. */
function inOrder(
  { check, rowOf }: RubricAsking,
  { answer }: RubricPlace,
  criteria: readonly RubricCriterion[],
  said: readonly JudgedCriterion[],
): readonly JudgedCriterion[] {
  const byModel = new Map(said.map((each) => [each.id, each]));
  const row = rowOf(answer);
  return criteria.flatMap((criterion) => {
    if (criterion.check === null) return byModel.get(criterion.id) ?? [];
    return checkedCriterion(criterion, check(criterion.check, answer.response ?? "", row));
  });
}

type Settled = { readonly settled: SettledRubric; readonly judged: readonly JudgedCriterion[]; readonly firstScore: number | null };

/** `heard`: every call, both rounds. */
function rowsOf(
  { name, rubric }: RubricAsking,
  place: RubricPlace,
  { settled, judged, firstScore }: Settled,
  heard: readonly HeardRubric[],
): Step {
  const { score, reason, ending } = settled;
  const reward = score.score;
  return {
    type: "done",
    ending,
    rows: [
      { table: name, row: rubricScoreRow(place, { score, firstScore, reason, heard }) },
      ...judged.map((each) => ({ table: `${name}_criteria`, row: criterionVerdictRow(place, rubric.aggregate, each) })),
      ...heard.map(({ reply, round, question: { form, criteria }, reason: unread }) => ({
        table: `${name}_calls`,
        row: rubricCallRow(place, { reply, round, criterion: form === "criterion" ? (criteria[0]?.id ?? null) : null, reason: unread }),
      })),
      ...(reward === null ? [] : [{ table: `${name}_rewards`, row: rewardRow(place, rubric, reward, judged) }]),
    ],
  };
}

function whyNotAsked(body: JudgeBody, answer: JudgedAnswer, criteria: readonly RubricCriterion[]): string | null {
  if (answer.response === null) return "no answer to judge";
  if (criteria.length === 0) return `no criteria in ${body.rubric ?? "the rubric"} for this item`;
  return body.reference !== undefined && answer.reference === null ? `no reference in \`${body.reference}\`` : null;
}

function unasked(criteria: readonly RubricCriterion[], reason: string): SettledRubric {
  const { length } = criteria;
  return {
    score: { score: null, reason, gatePassed: null, met: 0, missing: length, of: length },
    reason,
    ending: { type: "unscored", reason },
  };
}
