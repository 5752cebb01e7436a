/** One chat message as sent to a model. */
export type ChatMessage = { readonly role: "system" | "user" | "assistant"; readonly content: string };

/** Sampling parameters in the OpenAI chat-completions names; whatever else a provider takes goes under `extra`. */
export type CallParameters = {
  readonly temperature?: number;
  readonly top_p?: number;
  readonly max_tokens?: number;
  readonly seed?: number;
  readonly stop?: readonly string[];
  readonly frequency_penalty?: number;
  readonly presence_penalty?: number;
  readonly logprobs?: boolean;
  readonly top_logprobs?: number;
  readonly extra?: { readonly [name: string]: unknown };
};

/** What is asked of a model. Two requests are the same call if and only if `callKey` agrees (main sees no other identity). */
export type CallRequest = {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  readonly parameters: CallParameters;
  /** JSON Schema of the answer, when structured output is asked for. */
  readonly schema?: { readonly [key: string]: unknown };
  /** Which of several draws of the same question this is, from 0. */
  readonly sample: number;
  /** An embedding of the one message's text is wanted, and no completion. */
  readonly purpose?: "embedding";
};

/** Why a call brought no answer. `final` causes stop a run; the others were retried before they were recorded. */
export type CallFailure = {
  readonly cause:
    | "rate-limit"
    | "unauthorised"
    | "quota"
    | "not-found"
    | "bad-request"
    | "too-long"
    | "timeout"
    | "server"
    | "network"
    | "malformed"
    | "stopped";
  readonly status?: number;
  /** The provider's own words, keys redacted. */
  readonly sentence: string;
  readonly final: boolean;
  /** The request may have been carried out and billed although no answer reached us. */
  readonly possiblyPaid: boolean;
};

/** What happened to one request, before anyone looks inside the reply. `latencyMs` is null where nobody timed it: in a batch. */
export type CallOutcome =
  | {
      readonly type: "replied";
      readonly body: string;
      readonly origin: string;
      readonly latencyMs: number | null;
      readonly attempts: number;
    }
  | {
      readonly type: "failed";
      readonly failure: CallFailure;
      readonly origin: string;
      readonly latencyMs: number | null;
      readonly attempts: number;
      readonly body?: string;
    };

/** One journal record. `body` is the reply exactly as received. */
export type CallRecord = {
  readonly key: string;
  readonly model: string;
  readonly at: number;
  readonly outcome: CallOutcome;
  /** What it cost by the prices of that day, US dollars; absent or null when no price was known. */
  readonly costUsd?: number | null;
};

export type TokenLogprob = {
  readonly token: string;
  readonly logprob: number;
  readonly top: readonly { readonly token: string; readonly logprob: number }[];
};

/** A reply that could be read as a chat completion or an embedding. Truncated and filtered answers are read too; who uses them decides. */
export type Answer = {
  readonly text: string;
  readonly reasoning: string | null;
  readonly finishReason: "stop" | "length" | "content_filter" | "tool_calls" | "unknown";
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
  readonly logprobs: readonly TokenLogprob[] | null;
  readonly refusal: string | null;
  /** Of a call that asked for one; its text is then empty. */
  readonly embedding?: Float32Array;
};
