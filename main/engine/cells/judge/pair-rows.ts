import type { JudgeBody } from "#shared/cells/judge.ts";
import { boolean, double, integer, messages as messagesType, type Row, schemaOf, type TableSchema, text } from "#shared/data/table.ts";
import { lengthChars } from "#shared/data/value-text.ts";
import type { AnswerPair } from "../answer-pairs.ts";
import { callColumns } from "../call-columns.ts";
import { type Columns, costOf, type Judged, replyColumns, when } from "./judge-rows.ts";
import { type PairAsking, principleOf } from "./pair-request.ts";
import { countSides, type HeardPair, type SettledPair } from "./pair-verdict.ts";
import { judgeFamily } from "./setup.ts";

/** Columns of a comparison; those that only some options fill stand in the table only with those options. */
export function comparisonSchema(body: JudgeBody): TableSchema {
  return schemaOf([
    ["item", text],
    ["judge", text],
    ["outcome", text],
    ["winner", text],
    ["a", text],
    ["b", text],
    ["verdict", text],
    ["verdict_ab", text],
    ["verdict_ba", text],
    ["p", double],
    ...probabilityColumns(body),
    ["margin", double],
    ["reason", text],
    ...when(body.refine, [
      ["first_verdict", text],
      ["first_p", double],
    ]),
    ...when(body.confidence === "samples", voteColumns),
    ...when(body.orders !== "both", [["order_shown", text]]),
    ...when(body.constitution !== undefined, [["principle", text]]),
    ["question", text],
    ...when(body.reference !== undefined, [["reference", text]]),
    ["response_a", text],
    ["response_b", text],
    ["rationale", text],
    ["len_a", integer],
    ["len_b", integer],
    ["sample", integer],
    ["repeat", integer],
    ["judge_family", text],
    ["family_a", text],
    ["family_b", text],
    ["cost_usd", double],
    ["comparison", text],
    ["messages", messagesType],
  ]);
}

export function pairCallSchema(body: JudgeBody): TableSchema {
  return schemaOf([
    ["item", text],
    ["judge", text],
    ["order_shown", text],
    ["verdict", text],
    ...when(body.confidence !== "none", [["p", double]]),
    ...probabilityColumns(body),
    ["reason", text],
    ["rationale", text],
    ["a", text],
    ["b", text],
    ["len_a", integer],
    ["len_b", integer],
    ["repeat", integer],
    ...when(body.refine, [
      ["round", integer],
      ["is_final", boolean],
    ]),
    ...when(body.constitution !== undefined, [["principle", text]]),
    ...replyColumns,
    ["judge_family", text],
    ["family_a", text],
    ["family_b", text],
    ["comparison", text],
    ["call_key", text],
  ]);
}

const voteColumns: Columns = ["votes_a", "votes_b", "votes_tie", "votes_unscored"].map((name) => [name, integer]);

function probabilityColumns({ confidence }: JudgeBody): Columns {
  return [
    ...when(confidence === "logprobs", [
      ["p_low", double],
      ["p_high", double],
      ["p_of_tie", double],
    ]),
    ...when(confidence === "logprobs" || confidence === "stated", [["p_reason", text]]),
  ];
}

export type JudgedPair = Judged<SettledPair, HeardPair> & { readonly pair: AnswerPair };

export function comparisonRow(asking: PairAsking, { pair, judge, repeat, settled, first, heard, final }: JudgedPair): Row {
  const { outcome, belief } = settled;
  const votes = countSides(final);
  const [shown, ...others] = new Set(final.map(({ order }) => order));
  return {
    ...identity(asking, pair, judge, repeat),
    sample: pair.a.sample,
    outcome,
    winner: outcome === "win" ? pair.a.model : outcome === "loss" ? pair.b.model : null,
    verdict: settled.verdict,
    reason: settled.reason,
    ...probabilityOf(belief),
    margin: belief.p === null ? null : Math.abs(2 * belief.p - 1),
    verdict_ab: settled.inOrder.ab,
    verdict_ba: settled.inOrder.ba,
    order_shown: others.length === 0 ? (shown ?? null) : null,
    votes_a: votes.a,
    votes_b: votes.b,
    votes_tie: votes.tie,
    votes_unscored: votes.unscored,
    first_verdict: first?.verdict ?? null,
    first_p: first?.belief.p ?? null,
    rationale: final.find((each) => each.rationale !== null)?.rationale ?? null,
    question: pair.a.question,
    reference: pair.a.reference,
    messages: pair.a.messages,
    response_a: pair.a.response,
    response_b: pair.b.response,
    cost_usd: costOf(heard),
  };
}

/** `isFinal`: the verdict counts; a first reading that was read again does not. */
export function pairCallRow(asking: PairAsking, pair: AnswerPair, judge: string, heard: HeardPair, isFinal: boolean): Row {
  return {
    ...identity(asking, pair, judge, heard.repeat),
    ...callColumns(heard.reply),
    ...probabilityOf(heard.belief),
    order_shown: heard.order,
    verdict: heard.side,
    reason: heard.reason,
    rationale: heard.rationale,
    round: heard.round,
    is_final: isFinal,
  };
}

function probabilityOf({ p, low, high, ofTie, reason }: HeardPair["belief"]): Row {
  return { p, p_low: low, p_high: high, p_of_tie: ofTie, p_reason: reason };
}

function identity(asking: PairAsking, pair: AnswerPair, judge: string, repeat: number | null): Row {
  return {
    item: pair.a.item,
    comparison: pair.comparison,
    judge,
    judge_family: judgeFamily(asking, judge),
    principle: principleOf(asking, pair)?.id ?? null,
    repeat,
    a: pair.a.model,
    b: pair.b.model,
    family_a: pair.a.family,
    family_b: pair.b.family,
    len_a: pair.a.response === null ? null : lengthChars(pair.a.response),
    len_b: pair.b.response === null ? null : lengthChars(pair.b.response),
  };
}
