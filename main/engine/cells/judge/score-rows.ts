import type { JudgeBody } from "#shared/cells/judge.ts";
import { boolean, double, integer, messages as messagesType, type Row, schemaOf, type TableSchema, text } from "#shared/data/table.ts";
import { lengthChars } from "#shared/data/value-text.ts";
import type { JudgedAnswer } from "../answer-pairs.ts";
import { callColumns } from "../call-columns.ts";
import { type Columns, costOf, type Judged, replyColumns, when } from "./judge-rows.ts";
import { type HeardScore, isScored, type SettledScore } from "./score-verdict.ts";
import { type JudgeSetup, judgeFamily } from "./setup.ts";

/** Columns of a scored answer; those that only some options fill stand in the table only with those options. */
export function scoreSchema(body: JudgeBody): TableSchema {
  return schemaOf([
    ["item", text],
    ["model", text],
    ["judge", text],
    ["score", double],
    ...confidenceColumns(body),
    ...when(body.confidence === "samples", [
      ["sd", double],
      ["votes_scored", integer],
      ["votes_unscored", integer],
    ]),
    ...when(body.refine, [["first_score", double]]),
    ["outcome", text],
    ["reason", text],
    ["question", text],
    ...when(body.reference !== undefined, [["reference", text]]),
    ["response", text],
    ["rationale", text],
    ["length_chars", integer],
    ["sample", integer],
    ["repeat", integer],
    ["family", text],
    ["judge_family", text],
    ["cost_usd", double],
    ["messages", messagesType],
  ]);
}

export function scoreCallSchema(body: JudgeBody): TableSchema {
  return schemaOf([
    ["item", text],
    ["model", text],
    ["sample", integer],
    ["judge", text],
    ["repeat", integer],
    ...when(body.refine, [
      ["round", integer],
      ["is_final", boolean],
    ]),
    ["score", double],
    ...confidenceColumns(body),
    ["reason", text],
    ...replyColumns,
    ["call_key", text],
  ]);
}

function confidenceColumns({ confidence }: JudgeBody): Columns {
  return [
    ...when(confidence === "logprobs", [["score_expected", double]]),
    ...when(confidence === "stated", [["confidence", double]]),
    ...when(confidence === "logprobs" || confidence === "stated", [["confidence_reason", text]]),
  ];
}

export type JudgedScore = Judged<SettledScore, HeardScore> & { readonly answer: JudgedAnswer };

export function scoreRow(setup: JudgeSetup, { answer, judge, repeat, settled, first, heard, final }: JudgedScore): Row {
  return {
    ...identity(answer, judge, repeat),
    family: answer.family,
    judge_family: judgeFamily(setup, judge),
    outcome: settled.score === null ? "unscored" : "scored",
    score: settled.score,
    score_expected: settled.expected,
    confidence: settled.confidence,
    confidence_reason: settled.confidenceReason,
    sd: settled.sd,
    votes_scored: final.filter(isScored).length,
    votes_unscored: final.filter((each) => !isScored(each)).length,
    first_score: first?.score ?? null,
    reason: settled.reason,
    rationale: settled.rationale,
    question: answer.question,
    reference: answer.reference,
    messages: answer.messages,
    response: answer.response,
    length_chars: answer.response === null ? null : lengthChars(answer.response),
    cost_usd: costOf(heard),
  };
}

/** `isFinal`: the score counts; a first reading that was read again does not. */
export function scoreCallRow(answer: JudgedAnswer, judge: string, heard: HeardScore, isFinal: boolean): Row {
  return {
    ...identity(answer, judge, heard.repeat),
    ...callColumns(heard.reply),
    round: heard.round,
    is_final: isFinal,
    score: heard.score,
    score_expected: heard.expected,
    confidence: heard.confidence,
    confidence_reason: heard.confidenceReason,
    reason: heard.reason,
  };
}

function identity(answer: JudgedAnswer, judge: string, repeat: number | null): Row {
  return { item: answer.item, model: answer.model, sample: answer.sample, judge, repeat };
}
