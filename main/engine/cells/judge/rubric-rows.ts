import type { JudgeBody } from "#shared/cells/judge.ts";
import { boolean, double, integer, messages as messagesType, type Row, schemaOf, type TableSchema, text } from "#shared/data/table.ts";
import { lengthChars } from "#shared/data/value-text.ts";
import type { Aggregate, RubricCriterion } from "#shared/rubric/criterion.ts";
import type { Rubric } from "#shared/rubric/rubric-table.ts";
import type { RubricScore } from "#shared/statistics/rubric/score-rubric.ts";
import type { JudgedAnswer } from "../answer-pairs.ts";
import { callColumns } from "../call-columns.ts";
import type { Reply } from "../cell-runner.ts";
import { type Columns, costOf, replyColumns } from "./judge-rows.ts";

const identityColumns: Columns = [
  ["item", text],
  ["model", text],
  ["judge", text],
];

/** One row an answer, judge and repeat. */
export function rubricScoreSchema({ reference, refine }: JudgeBody): TableSchema {
  return schemaOf([
    ...identityColumns,
    ["score", double],
    ...(refine ? [["first_score", double] as const] : []),
    ["outcome", text],
    ["reason", text],
    ["gate_passed", boolean],
    ["met", integer],
    ["missing", integer],
    ["of", integer],
    ["reward", double],
    ["question", text],
    ...(reference !== undefined ? [["reference", text] as const] : []),
    ["response", text],
    ["length_chars", integer],
    ["sample", integer],
    ["repeat", integer],
    ["family", text],
    ["judge_family", text],
    ["cost_usd", double],
    ["messages", messagesType],
  ]);
}

/** One row an answer, judge, repeat and criterion. */
export const criteriaSchema = schemaOf([
  ...identityColumns,
  ["sample", integer],
  ["repeat", integer],
  ["criterion", text],
  ["type", text],
  ["weight", double],
  ["priority", text],
  ["aggregate", text],
  ["met", double],
  ["level", integer],
  ["reason", text],
  ["rationale", text],
  ["by", text],
  ["criterion_text", text],
  ["family", text],
  ["judge_family", text],
]);

export function rubricCallSchema({ refine }: JudgeBody): TableSchema {
  return schemaOf([
    ...identityColumns,
    ["sample", integer],
    ["repeat", integer],
    ...(refine ? [["round", integer] as const] : []),
    ["criterion", text],
    ["reason", text],
    ...replyColumns,
    ["call_key", text],
  ]);
}

/** Wide, for trainers: the scalar reward, and the share met of each criterion that all items have. */
export function rewardSchema(rubric: Rubric): TableSchema {
  return schemaOf([
    ...identityColumns,
    ["sample", integer],
    ["repeat", integer],
    ["question", text],
    ["response", text],
    ["messages", messagesType],
    ["reward", double],
    ...metColumns(rubric).map(({ column }) => [column, double] as const),
  ]);
}

function metColumns(rubric: Rubric): readonly { readonly id: string; readonly column: string }[] {
  return rubric.common.map(({ id }) => ({ id, column: `met_${id}` }));
}

/** An answer, by whom and how often it is judged: what every row of it begins with. */
export type RubricPlace = {
  readonly answer: JudgedAnswer;
  readonly judge: string;
  readonly judgeFamily: string;
  readonly repeat: number;
};

/** What is known of one criterion of one answer, whoever found it out. */
export type JudgedCriterion = {
  readonly id: string;
  readonly text: string;
  readonly type: RubricCriterion["type"] | "all";
  readonly weight: number | null;
  readonly priority: string | null;
  readonly share: number | null;
  readonly level: number | null;
  readonly reason: string | null;
  readonly rationale: string | null;
  readonly by: "model" | "check";
};

function identity({ answer, judge, repeat }: RubricPlace): Row {
  return { item: answer.item, model: answer.model, sample: answer.sample, judge, repeat };
}

/** How an answer fared, and what it scored before the judge read its own verdict again. */
export type ScoredAnswer = {
  readonly score: RubricScore;
  readonly firstScore: number | null;
  readonly reason: string | null;
  readonly heard: readonly { readonly reply: Reply }[];
};

export function rubricScoreRow(place: RubricPlace, { score, firstScore, reason, heard }: ScoredAnswer): Row {
  const { answer } = place;
  return {
    ...identity(place),
    family: answer.family,
    judge_family: place.judgeFamily,
    outcome: score.score === null ? "unscored" : "scored",
    score: score.score,
    first_score: firstScore,
    reason,
    gate_passed: score.gatePassed,
    met: score.met,
    missing: score.missing,
    of: score.of,
    reward: score.score,
    question: answer.question,
    reference: answer.reference,
    response: answer.response,
    length_chars: answer.response === null ? null : lengthChars(answer.response),
    cost_usd: costOf(heard),
    messages: answer.messages,
  };
}

export function criterionVerdictRow(place: RubricPlace, aggregate: Aggregate, judged: JudgedCriterion): Row {
  const { id, text: wording, share, ...said } = judged;
  return {
    ...identity(place),
    criterion: id,
    criterion_text: wording,
    aggregate,
    met: share,
    ...said,
    family: place.answer.family,
    judge_family: place.judgeFamily,
  };
}

/** One call: its round, why it says nothing, and its criterion; null where it is about all of them. */
export type RubricCall = {
  readonly reply: Reply;
  readonly round: 1 | 2;
  readonly criterion: string | null;
  readonly reason: string | null;
};

export function rubricCallRow(place: RubricPlace, { reply, ...said }: RubricCall): Row {
  return { ...identity(place), ...callColumns(reply), ...said };
}

export function rewardRow(place: RubricPlace, rubric: Rubric, reward: number, judged: readonly JudgedCriterion[]): Row {
  const { answer } = place;
  const shares = new Map(judged.map(({ id, share }) => [id, share]));
  return {
    ...identity(place),
    question: answer.question,
    response: answer.response,
    messages: answer.messages,
    reward,
    ...Object.fromEntries(metColumns(rubric).map(({ id, column }) => [column, shares.get(id) ?? null])),
  };
}
