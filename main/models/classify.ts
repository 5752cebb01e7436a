import type { CallFailure, CallRequest } from "#shared/journal/call.ts";
import { isEmbeddingReply } from "#shared/journal/embedding.ts";
import { redact } from "./redact.ts";
import { type Exchange, headerOf, type Reply } from "./reply.ts";

/** What an attempt amounts to. `again` asks once more; `limited` says the server wants fewer requests. */
export type Judgement =
  | { readonly type: "answered"; readonly body: string; readonly usage: Usage | null }
  | { readonly type: "failed"; readonly failure: CallFailure; readonly again: boolean; readonly limited: boolean };

export type Usage = { readonly promptTokens: number; readonly completionTokens: number };

const retriedStatuses = new Set([408, 409, 425, 429]);

/** Judges one attempt by its status and the outermost shape of its body; nobody looks at the answer itself here. */
export function judgeExchange(exchange: Exchange, key: string | null, purpose?: CallRequest["purpose"]): Judgement {
  switch (exchange.type) {
    case "stopped":
      return failed({ cause: "stopped", sentence: "Stopped while the call was under way.", final: false, possiblyPaid: true }, false);
    case "timeout":
      return failed(
        { cause: "timeout", sentence: "No answer came within the provider's time limit.", final: false, possiblyPaid: true },
        true,
      );
    case "network": {
      const failure = {
        cause: "network",
        sentence: redact(exchange.sentence, key),
        final: exchange.unsent,
        possiblyPaid: !exchange.unsent,
      } as const;
      return failed(failure, true);
    }
    case "reply":
      return judgeReply(exchange.reply, key, purpose);
  }
}

function judgeReply(reply: Reply, key: string | null, purpose: CallRequest["purpose"]): Judgement {
  if (reply.status < 200 || reply.status >= 300) return judgeError(reply.status, reply, parse(reply.body), key);
  const json = parse(reply.body);
  if (!isObject(json)) {
    const what = /^\s*</.test(reply.body) ? "an HTML page" : reply.body.trim() === "" ? "an empty body" : "something that is not JSON";
    return failed(
      { cause: "malformed", status: reply.status, sentence: `The server answered with ${what}.`, final: false, possiblyPaid: true },
      true,
    );
  }
  const isAnswer = purpose === "embedding" ? isEmbeddingReply(json) : Array.isArray(json.choices) && json.choices.length > 0;
  if (isAnswer) return { type: "answered", body: reply.body, usage: usageOf(json.usage) };
  // Some gateways wrap an upstream's error in a 200.
  if (isObject(json.error)) {
    const code = Number(json.error.code);
    return judgeError(Number.isInteger(code) && code >= 400 && code < 600 ? code : 502, reply, json, key);
  }
  return failed(
    {
      cause: "malformed",
      status: reply.status,
      sentence: purpose === "embedding" ? "The server's JSON is no embedding." : "The server's JSON is no chat completion.",
      final: false,
      possiblyPaid: true,
    },
    true,
  );
}

function judgeError(status: number, reply: Reply, json: unknown, key: string | null): Judgement {
  const { message, code } = errorOf(json);
  const words = redact((message ?? plainWords(reply.body)).slice(0, 500), key);
  const fail = (cause: CallFailure["cause"], final: boolean, prefix: string, again = false): Judgement =>
    failed(
      {
        cause,
        status,
        sentence: words === "" ? `${prefix}.` : `${prefix}: ${words}`,
        final,
        possiblyPaid: status === 502 || status === 504,
      },
      again,
    );
  if (status >= 300 && status < 400) {
    const target = headerOf(reply, "location") ?? "nowhere";
    return failed(
      {
        cause: "bad-request",
        status,
        sentence: `The server redirects to ${redact(target, key)}, which is not followed: set that as base URL if it is right.`,
        final: true,
        possiblyPaid: false,
      },
      false,
    );
  }
  if (status === 402 || (status === 429 && /insufficient_quota|billing|credit/i.test(`${code} ${message ?? ""}`))) {
    return fail("quota", true, "The provider's quota is used up");
  }
  if (status === 429) return limited(fail("rate-limit", false, "The provider's rate limit was reached", true));
  if (status === 401) return fail("unauthorised", true, "The provider did not accept the key");
  if (status === 403) return fail("unauthorised", true, "The provider refused access");
  if (status === 404) return fail("not-found", true, "The provider does not know this model or address");
  if (status === 503 || status === 529) return limited(fail("server", false, `The server is overloaded (${status})`, true));
  if (status >= 500 || retriedStatuses.has(status)) return fail("server", false, `The server failed (${status})`, true);
  if (status === 413 || /context.{0,20}(?:length|window)|too (?:long|many tokens)|maximum.{0,30}tokens/i.test(`${code} ${message ?? ""}`)) {
    return fail("too-long", false, "The prompt is too long for the model");
  }
  // A filter looks at one prompt; the others may pass.
  if (/content_?(?:filter|policy)/i.test(code)) return fail("bad-request", false, "The provider filtered the prompt");
  return fail("bad-request", true, `The provider refused the request (${status})`);
}

function failed(failure: CallFailure, again: boolean): Judgement & { readonly type: "failed" } {
  return { type: "failed", failure, again, limited: false };
}

function limited(judgement: Judgement): Judgement {
  return judgement.type === "failed" ? { ...judgement, limited: true } : judgement;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

function errorOf(json: unknown): { readonly message: string | null; readonly code: string } {
  const error = isObject(json) ? (json.error ?? json) : null;
  if (typeof error === "string") return { message: error, code: "" };
  if (!isObject(error)) return { message: null, code: "" };
  const message = error.message ?? error.detail;
  return { message: typeof message === "string" ? message : null, code: `${String(error.code ?? "")} ${String(error.type ?? "")}` };
}

function plainWords(body: string): string {
  return body
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 200);
}

function usageOf(value: unknown): Usage | null {
  if (!isObject(value)) return null;
  // An embedding has no completion, so its usage names none.
  const [promptTokens, completionTokens] = [value.prompt_tokens, value.completion_tokens ?? 0];
  return typeof promptTokens === "number" && typeof completionTokens === "number" ? { promptTokens, completionTokens } : null;
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
