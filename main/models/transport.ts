import { Agent, request } from "undici";
import { simulateEmbedding } from "#shared/simulation/embedding.ts";
import { simulate } from "#shared/simulation/simulate.ts";
import type { Reply } from "./reply.ts";

export type TransportRequest = {
  readonly method: "GET" | "POST";
  readonly headers: { readonly [name: string]: string };
  readonly body: string | null;
  readonly signal: AbortSignal;
};

/** Sends one request and reads its whole reply. Redirects come back as they are. */
export type Transport = {
  readonly send: (url: string, request: TransportRequest) => Promise<Reply>;
  readonly close: () => Promise<void>;
};

const maxReplyBytes = 64 * 1024 * 1024;

/** Pooled connections, at most so many to an origin. */
export function createHttpTransport(connections: number): Transport {
  // Time limits are the caller's: a slow model may think for minutes before its first byte.
  const agent = new Agent({ connections, headersTimeout: 0, bodyTimeout: 0, maxResponseSize: maxReplyBytes, pipelining: 1 });
  return {
    send: async (url, { method, headers, body, signal }) => {
      const reply = await request(url, { dispatcher: agent, method, headers, body, signal });
      return { status: reply.statusCode, headers: reply.headers, body: await reply.body.text() };
    },
    close: () => agent.destroy(),
  };
}

/** The built-in models behind the same door as all others. */
export function createSimulatedTransport(): Transport {
  return {
    send: async (url, { body }) => {
      const { status, body: reply, latencyMs } = (url.endsWith("/embeddings") ? simulateEmbedding : simulate)(body ?? "");
      return { status, headers: { "x-simulated-latency-ms": String(latencyMs) }, body: reply };
    },
    close: () => Promise.resolve(),
  };
}
