import OpenAI from "openai";

/** A request of the package's as it is to go out: the headers are these and no others. */
export type OutgoingRequest = {
  readonly method: "GET" | "POST";
  readonly headers: { readonly [name: string]: string };
  readonly body: RequestInit["body"];
  readonly signal: AbortSignal | null;
};

type ClientOptions = {
  readonly baseUrl: string;
  /** Null: no authorization header is sent. */
  readonly key: string | null;
  readonly timeoutMs?: number;
  readonly send: (url: string, request: OutgoingRequest) => Promise<Response>;
};

/**
 * The `openai` package over a way of sending of ours. Address, key and headers are those given: nothing of the environment
 * is sent, whatever variables the package reads. It never retries and never logs.
 */
export function createOpenAiClient({ baseUrl, key, timeoutMs, send }: ClientOptions): OpenAI {
  return new OpenAI({
    baseURL: baseUrl,
    // The package insists on a key; the header is written below.
    apiKey: key ?? "none",
    // Each of these would otherwise come from the environment.
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    logLevel: "off",
    maxRetries: 0,
    ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
    fetch: (input, init) => {
      // OPENAI_CUSTOM_HEADERS lies over the package's own headers, so of those only a body's type is taken, which lies over it.
      const body = init?.body ?? null;
      const type = body === null ? null : new Headers(init?.headers).get("content-type");
      return send(String(input), {
        method: init?.method === "GET" ? "GET" : "POST",
        headers: {
          accept: "application/json",
          "user-agent": "assay",
          ...(type === null ? {} : { "content-type": type }),
          ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        },
        body,
        signal: init?.signal ?? null,
      });
    },
  });
}
