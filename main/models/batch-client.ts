import { Readable } from "node:stream";
import { type OpenAI, toStreamingFile } from "openai";
import { Agent, request } from "undici";
import { createOpenAiClient } from "./openai-client.ts";

export type BatchClient = { readonly api: OpenAI; readonly close: () => Promise<void> };

/** The `openai` package over connections of their own, whose bodies are streamed both ways: files are too large to be held. */
export function createBatchClient(options: { readonly baseUrl: string; readonly key: string | null }): BatchClient {
  const dispatcher = new Agent({ connections: 4, headersTimeout: 0, bodyTimeout: 300_000 });
  const api = createOpenAiClient({
    ...options,
    send: async (url, { body, ...rest }) => {
      const reply = await request(url, {
        ...rest,
        dispatcher,
        body: body instanceof ReadableStream ? Readable.from(body) : typeof body === "string" ? body : null,
      });
      const received = new Headers();
      for (const [name, value] of Object.entries(reply.headers)) if (value !== undefined) received.set(name, String(value));
      // A redirect is a status like any other here: it is refused, not followed.
      const stream = Readable.toWeb(reply.body);
      return new Response(stream as ReadableStream, { status: reply.statusCode, headers: received });
    },
  });
  return { api, close: () => dispatcher.destroy() };
}

export function uploadable(name: string, bytes: AsyncIterable<Uint8Array>): ReturnType<typeof toStreamingFile> {
  return toStreamingFile(bytes, name, { type: "application/jsonl" });
}
