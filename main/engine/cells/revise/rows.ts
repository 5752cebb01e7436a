import {
  boolean,
  type Column,
  double,
  integer,
  messages as messagesType,
  type Row,
  schemaOf,
  type TableSchema,
  text,
} from "#shared/data/table.ts";
import { hasColumn } from "#shared/data/table-columns.ts";
import { lengthChars } from "#shared/data/value-text.ts";
import type { Reply } from "../cell-runner.ts";
import type { Chain, Failure, Round } from "./chain.ts";

const names: Column["type"] = { type: "list", item: text };

/** Keys of an answer that every table of the cell carries, where the input has them. */
const keys = ["model", "family", "sample"] as const;

/** What a table says of the answer itself and of the call that wrote it: the revision is another text, by another call. */
const superseded = new Set(
  "item response response_original changed rounds principles applied error constitution reviser question messages reasoning finish_reason prompt_tokens completion_tokens cost_usd latency_ms call_key logprobs".split(
    " ",
  ),
);

const keyColumns = (input: TableSchema): readonly Column[] => input.columns.filter(({ name }) => keys.some((key) => key === name));

/** One row a round. */
export function roundSchema(input: TableSchema): TableSchema {
  return {
    columns: [
      { name: "item", type: text },
      ...keyColumns(input),
      ...schemaOf([
        ["round", integer],
        ["principle", text],
        ["found_nothing", boolean],
        ["changed", boolean],
        ["draft", text],
        ["critique", text],
        ["revision", text],
        ["error", text],
        ["question", text],
        ["principle_text", text],
        ["reviser", text],
        ["prompt_tokens", integer],
        ["completion_tokens", integer],
        ["cost_usd", double],
        ["latency_ms", double],
        ["critique_call_key", text],
        ["revision_call_key", text],
      ]).columns,
    ],
  };
}

/** One row an answer: a teacher's table with the last revision in the answer's place. `response` names the answer's column. */
export function finalSchema(input: TableSchema, response: string): TableSchema {
  return {
    columns: [
      { name: "item", type: text },
      ...keyColumns(input),
      ...schemaOf([
        ["response", text],
        ["response_original", text],
        ["changed", boolean],
        ["rounds", integer],
        ["principles", names],
        ["applied", names],
        ["error", text],
        ["question", text],
      ]).columns,
      ...carriedColumns(input, response),
      ...schemaOf([
        ["constitution", text],
        ["reviser", text],
        ["finish_reason", text],
        ["cost_usd", double],
        ["messages", messagesType],
      ]).columns,
    ],
  };
}

/** Columns of the input that say nothing of the answer or its call. */
function carriedColumns(input: TableSchema, response: string): readonly Column[] {
  return input.columns.filter(({ name }) => !superseded.has(name) && name !== response && !keys.some((key) => key === name));
}

/** Revised over original, as a judge's table would have it: side `a` is the revision, and it wins. */
export function pairSchema(input: TableSchema): TableSchema {
  return schemaOf([
    ["item", text],
    ["outcome", text],
    ["a", text],
    ["b", text],
    ["response_a", text],
    ["response_b", text],
    ["principles", names],
    ["constitution", text],
    ["question", text],
    ["len_a", integer],
    ["len_b", integer],
    ["family_a", text],
    ["family_b", text],
    ...(hasColumn(input, "sample") ? ([["sample", integer]] as const) : []),
    ["comparison", text],
    ["messages", messagesType],
  ]);
}

/** An answer on its way through the rounds. */
export type RevisedAnswer = {
  readonly item: string;
  /** Version of the constitution it is revised by. */
  readonly constitution: string;
  /** The input's row. */
  readonly row: Row;
  readonly question: string;
  readonly messages: Row[string];
  readonly original: string | null;
  readonly model: string;
  readonly family: string;
  readonly reviser: string;
  readonly reviserFamily: string;
};

function identity({ item, row }: RevisedAnswer): Row {
  return { item, ...Object.fromEntries(keys.map((key) => [key, row[key] ?? null])) };
}

export function roundRow(answer: RevisedAnswer, round: Round, at: number): Row {
  const { critique, critiqueReply, revisionReply, failure } = round;
  const replies = [critiqueReply, ...(revisionReply === null ? [] : [revisionReply])];
  return {
    ...identity(answer),
    round: at + 1,
    principle: round.principle.id,
    principle_text: round.principle.text,
    found_nothing: critique?.foundNothing ?? null,
    changed: hasChanged(round),
    draft: round.draft,
    critique: critique?.text ?? null,
    revision: round.revision,
    error: failure === null ? null : errorText(failure),
    question: answer.question,
    reviser: answer.reviser,
    prompt_tokens: sumOf(replies, ({ answer: { promptTokens } }) => promptTokens),
    completion_tokens: sumOf(replies, ({ answer: { completionTokens } }) => completionTokens),
    cost_usd: sumOf(replies, ({ costUsd }) => costUsd),
    latency_ms: totalOf(replies.map(({ latencyMs }) => latencyMs)),
    critique_call_key: critiqueReply.key,
    revision_call_key: revisionReply?.key ?? null,
  };
}

/** `failure`: why the chain, or the answer before it, ended early. */
export function finalRow(answer: RevisedAnswer, { rounds, response }: Chain, failure: Failure | null): Row {
  const last = rounds.findLast(({ revision }) => revision !== null)?.revisionReply;
  const replies = rounds.flatMap(({ critiqueReply, revisionReply }) => [critiqueReply, ...(revisionReply === null ? [] : [revisionReply])]);
  return {
    ...answer.row,
    ...identity(answer),
    response: answer.original === null ? null : response,
    response_original: answer.original,
    changed: answer.original === null ? null : response !== answer.original,
    rounds: rounds.length,
    principles: rounds.map(({ principle }) => principle.id),
    applied: appliedIn(rounds),
    error: failure === null ? null : errorText(failure),
    question: answer.question,
    constitution: answer.constitution,
    reviser: answer.reviser,
    finish_reason: last?.type === "answered" ? last.answer.finishReason : (answer.row.finish_reason ?? null),
    cost_usd: sumOf(replies, ({ costUsd }) => costUsd),
    messages: answer.messages,
  };
}

export function pairRow(answer: RevisedAnswer, { rounds, response }: Chain): Row {
  const { item, row, original, model, family, reviser, reviserFamily } = answer;
  const sample = typeof row.sample === "number" && row.sample > 0 ? ` #${row.sample}` : "";
  return {
    item,
    outcome: "win",
    a: reviser,
    b: model,
    response_a: response,
    response_b: original,
    principles: appliedIn(rounds),
    constitution: answer.constitution,
    question: answer.question,
    len_a: lengthChars(response),
    len_b: original === null ? null : lengthChars(original),
    family_a: reviserFamily,
    family_b: family,
    sample: row.sample ?? null,
    comparison: `${item} · ${model}${sample} revised`,
    messages: answer.messages,
  };
}

/** The principles whose revision changed the text, each once, in the order they first did. */
function appliedIn(rounds: readonly Round[]): readonly string[] {
  return [...new Set(rounds.filter(hasChanged).map(({ principle }) => principle.id))];
}

function hasChanged({ draft, revision }: Round): boolean {
  return revision !== null && revision !== draft;
}

function errorText({ cause, sentence }: Failure): string {
  return `${cause}: ${sentence}`;
}

type Answered = Extract<Reply, { readonly type: "answered" }>;

/** Over the calls that were answered. */
function sumOf(replies: readonly Reply[], figure: (reply: Answered) => number | null): number | null {
  return totalOf(replies.flatMap((reply) => (reply.type === "answered" ? [figure(reply)] : [])));
}

/** Null where one of the figures is not known. */
function totalOf(figures: readonly (number | null)[]): number | null {
  return figures.some((each) => each === null) ? null : figures.reduce((sum: number, each) => sum + (each ?? 0), 0);
}
