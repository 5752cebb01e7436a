import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from "openai";
import { AssayError, type AssayErrorCode } from "#shared/assay-error.ts";
import type { CallFailure } from "#shared/journal/call.ts";
import { judgeExchange } from "./classify.ts";
import type { Exchange } from "./reply.ts";
import { pause, type Time } from "./time.ts";
import { waitAsked } from "./waits.ts";

const mostAttempts = 6;
const firstBackoffMs = 250;
const longestBackoffMs = 20_000;

const codes: Readonly<Record<CallFailure["cause"], AssayErrorCode>> = {
  unauthorised: "model-unauthorised",
  quota: "quota",
  "not-found": "model-refused",
  "bad-request": "model-refused",
  "too-long": "model-refused",
  malformed: "model-refused",
  "rate-limit": "network",
  server: "network",
  timeout: "network",
  network: "network",
  stopped: "stopped",
};

export type AttemptParts = { readonly time: Time; readonly key: string | null; readonly signal: AbortSignal };

/**
 * Asks until it is answered, with full jitter between attempts. `unknown` is told before another attempt where the last one
 * may have been carried out although no answer came; what it returns, if anything, stands for the answer. Throws AssayError.
 */
export async function attemptUntilAnswered<T>(
  ask: (cut: AbortSignal) => Promise<T>,
  { time, key, signal }: AttemptParts,
  unknown: () => Promise<T | null> = async () => null,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    if (signal.aborted) throw new AssayError("stopped", "Stopped before the provider was asked.");
    try {
      return await cutBy(signal, ask);
    } catch (error) {
      const exchange = exchangeOf(error, signal);
      if (exchange === null) throw error;
      const judgement = judgeExchange(exchange, key);
      if (judgement.type === "answered") throw error;
      const { failure } = judgement;
      const isOver = !judgement.again || attempt >= mostAttempts;
      if (isOver) throw new AssayError(codes[failure.cause], failure.sentence, { hint: hintFor(failure), cause: error });
      const asked = exchange.type === "reply" ? waitAsked(exchange.reply, time.unixMs()) : null;
      await pause(time, asked ?? time.random() * Math.min(longestBackoffMs, firstBackoffMs * 2 ** (attempt - 1)), signal);
      const mayHaveHappened = exchange.type === "timeout" || exchange.type === "network" || isServerFault(exchange);
      const found = mayHaveHappened ? await unknown() : null;
      if (found !== null) return found;
    }
  }
}

/** The package never takes its listener off the signal it is given, so it gets one that lives as long as the request. */
async function cutBy<T>(signal: AbortSignal, ask: (cut: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const cut = (): void => controller.abort();
  signal.addEventListener("abort", cut, { once: true });
  try {
    return await ask(controller.signal);
  } finally {
    signal.removeEventListener("abort", cut);
  }
}

function isServerFault(exchange: Exchange): boolean {
  return exchange.type === "reply" && exchange.reply.status >= 500;
}

function hintFor({ cause }: CallFailure): string {
  if (cause === "unauthorised") return "Check the provider's key in the settings.";
  if (cause === "quota") return "Top the account up, then resume.";
  if (cause === "network" || cause === "server" || cause === "timeout" || cause === "rate-limit")
    return "Look again in a while; nothing is lost.";
  return "Check in the settings that the provider takes batches at this address.";
}

/** What the package threw, as the exchange it came from; null for what is a bug. */
function exchangeOf(error: unknown, signal: AbortSignal): Exchange | null {
  if (error instanceof APIUserAbortError || signal.aborted) return { type: "stopped" };
  if (error instanceof APIConnectionTimeoutError) return { type: "timeout" };
  if (error instanceof APIConnectionError) {
    const cause = error.cause instanceof Error ? error.cause : error;
    const isUnsent = "code" in cause && (cause.code === "ECONNREFUSED" || cause.code === "ENOTFOUND" || cause.code === "EAI_AGAIN");
    return { type: "network", sentence: `The server can't be reached: ${cause.message}.`, unsent: isUnsent };
  }
  if (error instanceof APIError && typeof error.status === "number") {
    const body = JSON.stringify({ error: error.error ?? { message: error.message } });
    return { type: "reply", reply: { status: error.status, headers: Object.fromEntries(error.headers ?? []), body } };
  }
  return null;
}
