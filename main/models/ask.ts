import { setMaxListeners } from "node:events";
import type { CallFailure, CallOutcome, CallRequest } from "#shared/journal/call.ts";
import { type Judgement, judgeExchange } from "./classify.ts";
import type { Endpoint } from "./endpoint.ts";
import { redactBody } from "./redact.ts";
import { simulatedOrigin } from "./registry.ts";
import { type Exchange, headerOf } from "./reply.ts";
import { pause, type Time } from "./time.ts";
import { exhaustedFor, waitAsked } from "./waits.ts";

/** Money reserved before a call leaves and settled when it is back. */
export type Budget = {
  readonly reserve: (usd: number | null) => boolean;
  readonly settle: (reservedUsd: number | null, actualUsd: number | null) => void;
};

export type AskParts = {
  readonly endpoint: Endpoint;
  readonly body: { readonly [field: string]: unknown };
  readonly purpose?: CallRequest["purpose"];
  readonly budget: Budget;
  readonly signal: AbortSignal;
  readonly time: Time;
  /** The most one attempt can cost, and the tokens it takes from a per-minute allowance. */
  readonly most: { readonly usd: number | null; readonly tokens: number };
  readonly costOf: (promptTokens: number, completionTokens: number) => number | null;
};

const mostAttempts = 6;
const mostLimitedAttempts = 20;
const firstBackoffMs = 250;
const longestBackoffMs = 20_000;

/** One call with its limits and retries. The outcome is a value, whatever happens. */
export async function askModel(parts: AskParts): Promise<CallOutcome> {
  const { endpoint, signal, time } = parts;
  const { lane, origin } = endpoint;
  // Every call of a run listens to the run's one signal.
  setMaxListeners(0, signal);
  let attempts = 0;
  let limitedAttempts = 0;
  let latencyMs = 0;
  let wasPossiblyPaid = false;
  const fail = (failure: CallFailure, body: string | null = null): CallOutcome => ({
    type: "failed",
    failure: { ...failure, possiblyPaid: failure.possiblyPaid || wasPossiblyPaid },
    origin,
    latencyMs,
    attempts,
    ...(body === null || body === "" ? {} : { body: redactBody(body, endpoint.key) }),
  });

  for (;;) {
    const entry = await lane.enter({ tokens: parts.most.tokens, isRetry: attempts > 0, signal });
    if (entry.type === "stopped") return fail(stopped("Stopped before the call left."));
    if (entry.type === "refused") return fail(entry.failure);
    if (!parts.budget.reserve(parts.most.usd)) {
      lane.leave();
      return fail(stopped("The budget has no room for this call."));
    }
    attempts += 1;
    const startedAt = time.now();
    const exchange = await attempt(parts, lane.leave);
    latencyMs = simulatedLatency(exchange, origin) ?? Math.round(time.now() - startedAt);
    const judgement = judgeExchange(exchange, endpoint.key, parts.purpose);
    settle(parts, judgement);
    const waitMs = waitAfter(parts, exchange, judgement, attempts - limitedAttempts);
    tellLane(parts, exchange, judgement, entry.turn, waitMs);
    if (judgement.type === "answered") {
      lane.leave();
      return { type: "replied", body: redactBody(judgement.body, endpoint.key), origin, latencyMs, attempts };
    }
    const { failure } = judgement;
    if (judgement.limited) limitedAttempts += 1;
    const isOver = !judgement.again || attempts - limitedAttempts >= mostAttempts || limitedAttempts >= mostLimitedAttempts;
    // Before the place is free again: at most the calls in flight follow a final failure.
    if (isOver && failure.final) lane.refuse(failure);
    lane.leave();
    if (isOver) return fail(failure, exchange.type === "reply" ? exchange.reply.body : null);
    wasPossiblyPaid ||= failure.possiblyPaid;
    await pause(time, waitMs, signal);
  }
}

/** Bugs give the place back before they are thrown on. */
async function attempt(parts: AskParts, leave: () => void): Promise<Exchange> {
  try {
    return await parts.endpoint.client.complete(parts.body, parts.signal, parts.purpose);
  } catch (error) {
    parts.budget.settle(parts.most.usd, parts.most.usd);
    leave();
    throw error;
  }
}

function settle(parts: AskParts, judgement: Judgement): void {
  const { usd } = parts.most;
  if (judgement.type === "answered") {
    const actual = judgement.usage === null ? usd : parts.costOf(judgement.usage.promptTokens, judgement.usage.completionTokens);
    parts.budget.settle(usd, actual ?? usd);
    return;
  }
  // What may have been billed counts as billed, or a budget could be exceeded.
  parts.budget.settle(usd, judgement.failure.possiblyPaid ? usd : 0);
}

function tellLane(parts: AskParts, exchange: Exchange, judgement: Judgement, turn: number, waitMs: number): void {
  const { lane } = parts.endpoint;
  if (exchange.type !== "reply") return;
  if (judgement.type === "failed" && judgement.limited) {
    lane.limited(turn, waitMs);
    return;
  }
  if (judgement.type === "answered") lane.accepted(turn);
  const exhausted = exhaustedFor(exchange.reply);
  if (exhausted !== null) lane.hold(exhausted);
}

/** As long as the server asks; else full jitter: anywhere from nothing to a ceiling that doubles. */
function waitAfter(parts: AskParts, exchange: Exchange, judgement: Judgement, attempt: number): number {
  if (judgement.type === "answered") return 0;
  const asked = exchange.type === "reply" ? waitAsked(exchange.reply, parts.time.unixMs()) : null;
  if (asked !== null) return asked;
  const jitter = parts.time.random();
  return judgement.limited ? 200 + 300 * jitter : jitter * Math.min(longestBackoffMs, firstBackoffMs * 2 ** (attempt - 1));
}

function stopped(sentence: string): CallFailure {
  return { cause: "stopped", sentence, final: false, possiblyPaid: false };
}

/** The built-in models say how long they would have taken, so that a notebook's tables do not change from run to run. */
function simulatedLatency(exchange: Exchange, origin: string): number | null {
  if (exchange.type !== "reply" || origin !== simulatedOrigin) return null;
  const said = headerOf(exchange.reply, "x-simulated-latency-ms");
  return said === null ? null : Number(said);
}
