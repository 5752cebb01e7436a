import type { Row } from "#shared/data/table.ts";
import type { Reply } from "./cell-runner.ts";

/** What a table of calls says of each call itself, whatever was asked. */
export function callColumns(reply: Reply): Row {
  const base: Row = { latency_ms: reply.latencyMs, call_key: reply.key };
  if (reply.type === "failed") return { ...base, error: `${reply.cause}: ${reply.sentence}` };
  const { answer } = reply;
  return {
    ...base,
    reply: answer.text,
    finish_reason: answer.finishReason,
    prompt_tokens: answer.promptTokens,
    completion_tokens: answer.completionTokens,
    cost_usd: reply.costUsd,
  };
}
