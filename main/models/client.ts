import { APIConnectionError, APIConnectionTimeoutError, APIUserAbortError } from "openai";
import type { CallRequest } from "#shared/journal/call.ts";
import { createOpenAiClient } from "./openai-client.ts";
import type { Exchange, Reply } from "./reply.ts";
import type { Transport } from "./transport.ts";

/** One provider as the `openai` package talks to it, over a transport of ours. It never retries and judges no status. */
export type ModelClient = {
  /** A chat completion, or what else the purpose says is wanted. */
  readonly complete: (
    body: { readonly [field: string]: unknown },
    signal: AbortSignal,
    purpose?: CallRequest["purpose"],
  ) => Promise<Exchange>;
  readonly listModels: (signal: AbortSignal) => Promise<Exchange>;
};

export function createModelClient(options: {
  readonly baseUrl: string;
  readonly key: string | null;
  readonly timeoutMs: number;
  readonly transport: Transport;
}): ModelClient {
  const { baseUrl, key, timeoutMs, transport } = options;
  const client = createOpenAiClient({
    ...{ baseUrl, key, timeoutMs },
    send: async (url, { body, signal, ...rest }) => {
      const reply = await transport.send(url, {
        ...rest,
        body: typeof body === "string" ? body : null,
        signal: signal ?? new AbortController().signal,
      });
      if (reply.status !== 200) throw new StatusError(reply);
      return new RawResponse(reply);
    },
  });
  return {
    complete: (body, signal, purpose) =>
      exchange(
        (cut) => client.post(purpose === undefined ? "/chat/completions" : "/embeddings", { body, signal: cut }).asResponse(),
        signal,
      ),
    listModels: (signal) => exchange((cut) => client.get("/models", { signal: cut }).asResponse(), signal),
  };
}

/** The reply travels through the package untouched: inside the response when it is good, as the cause of the error when not. */
class RawResponse extends Response {
  readonly reply: Reply;
  constructor(reply: Reply) {
    super(null);
    this.reply = reply;
  }
}

class StatusError extends Error {
  readonly reply: Reply;
  constructor(reply: Reply) {
    super("The server's status is not 200.");
    this.reply = reply;
  }
}

async function exchange(send: (cut: AbortSignal) => Promise<Response>, signal: AbortSignal): Promise<Exchange> {
  // The package never takes its listener off the signal it is given, so it gets one that lives as long as the call.
  const controller = new AbortController();
  const cut = (): void => controller.abort();
  if (signal.aborted) return { type: "stopped" };
  signal.addEventListener("abort", cut, { once: true });
  try {
    const response = await send(controller.signal);
    if (response instanceof RawResponse) return { type: "reply", reply: response.reply };
    throw new Error("The response did not come from our transport.");
  } catch (error) {
    if (error instanceof APIUserAbortError || signal.aborted) return { type: "stopped" };
    if (error instanceof APIConnectionTimeoutError) return { type: "timeout" };
    if (!(error instanceof APIConnectionError)) throw error;
    if (error.cause instanceof StatusError) return { type: "reply", reply: error.cause.reply };
    return networkFailure(error.cause);
  } finally {
    signal.removeEventListener("abort", cut);
  }
}

const unsentCodes = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "UND_ERR_CONNECT_TIMEOUT"]);

function networkFailure(cause: unknown): Exchange {
  const code = codeOf(cause);
  const unsent = unsentCodes.has(code) || /certificate|CERT_|TLS/i.test(code);
  const words = cause instanceof Error && cause.message !== "" ? cause.message : code;
  const sentence = unsent ? `The server can't be reached: ${words}.` : `The connection broke before the whole answer was here: ${words}.`;
  return { type: "network", sentence, unsent };
}

function codeOf(cause: unknown): string {
  if (typeof cause !== "object" || cause === null) return "";
  if (cause instanceof AggregateError) return codeOf(cause.errors[0]);
  return "code" in cause ? String(cause.code) : "";
}
