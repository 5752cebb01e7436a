import type { TeacherBody } from "#shared/cells/teacher.ts";
import type { ModelDescription } from "#shared/contract/models.ts";
import {
  type Column,
  type ColumnType,
  double,
  integer,
  messages as messagesType,
  type Row,
  schemaOf,
  type TableSchema,
  text,
} from "#shared/data/table.ts";
import { requireColumn } from "#shared/data/table-columns.ts";
import type { StructuredReader } from "#shared/prompts/structured.ts";
import type { Reply, RowEnding } from "../cell-runner.ts";

// In the order a person reads them: model, answer and error stand before the columns carried along, bookkeeping after.
const ownColumns = schemaOf([
  ["model", text],
  ["response", text],
  ["error", text],
  ["reasoning", text],
  ["finish_reason", text],
  ["sample", integer],
  ["family", text],
  ["prompt_tokens", integer],
  ["completion_tokens", integer],
  ["cost_usd", double],
  ["latency_ms", double],
  ["messages", messagesType],
  ["call_key", text],
]);

const logprob: readonly Column[] = [
  { name: "token", type: text },
  { name: "logprob", type: double },
];

/** Per token: what was written, and the likeliest alternatives in its place. */
const logprobsType: ColumnType = {
  type: "list",
  item: { type: "struct", fields: [...logprob, { name: "top", type: { type: "list", item: { type: "struct", fields: logprob } } }] },
};
const logprobsColumn: Column = { name: "logprobs", type: logprobsType };

/** Null when the reply is what was asked for, or no answer at all. */
export function whyNotJson(reply: Reply, structured: StructuredReader): string | null {
  if (reply.type === "failed" || reply.answer.finishReason === "length" || reply.answer.refusal !== null) return null;
  const reading = structured(reply.answer.text);
  return reading.ok ? null : reading.reason;
}

export function costOf(replies: readonly Reply[]): number | null {
  const costs = replies.map((reply) => (reply.type === "answered" ? reply.costUsd : 0));
  return costs.some((cost) => cost === null) ? null : costs.reduce((sum: number, cost) => sum + (cost ?? 0), 0);
}

export function familyOf(models: ReadonlyMap<string, ModelDescription>, model: string): string {
  return models.get(model)?.family ?? model;
}

/** Input columns carried along: those named, else all but the ones a teacher, or its method, writes itself. */
export function keptColumns(
  body: Pick<TeacherBody, "keep">,
  schema: TableSchema,
  table: string,
  lead: readonly Column[] = [],
): readonly Column[] {
  const own = new Set(["item", "logprobs", ...[...lead, ...ownColumns.columns].map((column) => column.name)]);
  for (const [index, name] of (body.keep ?? []).entries()) requireColumn(schema, table, name, `keep.${index}`);
  const wanted = body.keep === undefined ? null : new Set(body.keep);
  return schema.columns.filter((column) => !own.has(column.name) && (wanted === null || wanted.has(column.name)));
}

/** `lead` are a method's own columns, which stand before the answer. */
export function teacherColumns(
  kept: readonly Column[],
  options: { readonly logprobs?: boolean; readonly lead?: readonly Column[] } = {},
): readonly Column[] {
  const { logprobs = false, lead = [] } = options;
  const [model, response, error, ...bookkeeping] = ownColumns.columns;
  const answer = [model, response, error].filter((column) => column !== undefined);
  return [{ name: "item", type: text }, ...lead, ...answer, ...kept, ...bookkeeping, ...(logprobs ? [logprobsColumn] : [])];
}

/** Truncated and filtered answers were paid for but are not answers; the text is kept beside the reason. */
export function endingOf(reply: Reply, structured: StructuredReader | null): RowEnding {
  if (reply.type === "failed") return { type: "failed", cause: reply.cause, sentence: reply.sentence };
  const { answer } = reply;
  if (answer.finishReason === "length")
    return {
      type: "failed",
      cause: "truncated",
      sentence: "The answer was cut off at max_tokens. Raise `max_tokens` and retry these rows.",
    };
  if (answer.finishReason === "content_filter")
    return { type: "failed", cause: "filtered", sentence: "The provider's content filter withheld the answer." };
  if (answer.refusal !== null) return { type: "failed", cause: "refused", sentence: `The model refused: ${answer.refusal}` };
  if (answer.text.trim() === "") return { type: "failed", cause: "empty", sentence: "The model answered with nothing." };
  const reading = structured?.(answer.text);
  if (reading?.ok === false)
    return {
      type: "failed",
      cause: "not JSON",
      sentence: `The answer does not fit the cell's JSON Schema, asked twice: ${reading.reason}.`,
    };
  return { type: "kept" };
}

export function answerRow(reply: Reply, ending: RowEnding, structured: StructuredReader | null): Row {
  const error = ending.type === "failed" ? `${ending.cause}: ${ending.sentence}` : null;
  if (reply.type === "failed") return { response: null, latency_ms: reply.latencyMs, error, call_key: reply.key };
  const { answer } = reply;
  const reading = structured?.(answer.text);
  return {
    response: reading?.ok ? reading.json : answer.text,
    reasoning: answer.reasoning,
    finish_reason: answer.finishReason,
    prompt_tokens: answer.promptTokens,
    completion_tokens: answer.completionTokens,
    latency_ms: reply.latencyMs,
    error,
    call_key: reply.key,
    logprobs: answer.logprobs?.map(({ token, logprob, top }) => ({ token, logprob, top })) ?? null,
  };
}
