import { z } from "zod";
import type { BatchResult } from "#main/engine/parts/models.ts";
import type { CallRequest } from "#shared/journal/call.ts";
import { judgeExchange } from "./classify.ts";
import { redactBody } from "./redact.ts";

const resultLine = z.object({
  custom_id: z.string(),
  response: z.object({ status_code: z.number(), body: z.unknown() }).nullish(),
  method: z.string().optional(),
  error: z.object({ code: z.union([z.string(), z.number()]).nullish(), message: z.string().nullish() }).nullish(),
});

/** Failures that say nothing of the request itself: it can be asked again as it is. */
const passing = new Set(["rate-limit", "server", "timeout", "network", "unauthorised", "quota", "not-found"]);

type ResultFacts = { readonly origin: string; readonly key: string | null; readonly purpose: CallRequest["purpose"] };

/** Reads one line of a batch's output or error file, as OpenAI's Batch API and vLLM's run_batch write them. Never throws. */
export function readBatchResult(line: string, { origin, key, purpose }: ResultFacts): BatchResult {
  const read = resultLine.safeParse(parse(line));
  if (!read.success) return { type: "unreadable", sentence: "The line is no result of a batch: it needs `custom_id` and `response`." };
  const { custom_id: id, response, error, method } = read.data;
  if (!response && !error && method !== undefined)
    return { type: "unreadable", sentence: "The line is a request, not its result: choose the file that the engine wrote." };
  if (!response) return { type: "undone", key: id, why: whyUndone(String(error?.code ?? ""), error?.message ?? "") };
  const body = redactBody(typeof response.body === "string" ? response.body : (JSON.stringify(response.body) ?? ""), key);
  const judgement = judgeExchange({ type: "reply", reply: { status: response.status_code, headers: {}, body } }, key, purpose);
  // Nobody timed the model; how long the batch took says nothing of it.
  const facts = { origin, latencyMs: null, attempts: 1 };
  if (judgement.type === "answered") return { type: "answered", key: id, outcome: { type: "replied", body, ...facts } };
  const { failure } = judgement;
  if (passing.has(failure.cause)) return { type: "undone", key: id, why: `failed (${failure.sentence.replace(/\.$/, "")})` };
  return { type: "failed", key: id, outcome: { type: "failed", failure: { ...failure, final: false }, body, ...facts } };
}

function whyUndone(code: string, message: string): string {
  if (/expired/i.test(code)) return "expired before their turn came";
  if (/cancel/i.test(code)) return "were cancelled before their turn came";
  const words = message.replace(/\.$/, "") || code;
  return words === "" ? "failed without a reason" : `failed (${words.slice(0, 200)})`;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
