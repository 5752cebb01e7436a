import { Readable } from "node:stream";
import OpenAI, { toStreamingFile } from "openai";
import { Agent, request } from "undici";

export type BatchClient = { readonly api: OpenAI; readonly close: () => Promise<void> };

/** The `openai` package over connections of their own, whose bodies are streamed both ways: files are too large to be held. */
export function createBatchClient(options: { readonly baseUrl: string; readonly key: string | null }): BatchClient {
  const agent = new Agent({ connections: 4, headersTimeout: 0, bodyTimeout: 300_000 });
  const api = new OpenAI({
    baseURL: options.baseUrl,
    // The package insists on a key; where there is none the header is left out below.
    apiKey: options.key ?? "none",
    // Each of these would otherwise come from the environment.
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    logLevel: "off",
    maxRetries: 0,
    fetch: fetchOver(agent, options.key),
  });
  return { api, close: () => agent.destroy() };
}

export function uploadable(name: string, bytes: AsyncIterable<Uint8Array>): ReturnType<typeof toStreamingFile> {
  return toStreamingFile(bytes, name, { type: "application/jsonl" });
}

function fetchOver(agent: Agent, key: string | null): typeof fetch {
  return async (input, init) => {
    const given = new Headers(init?.headers);
    const headers: { [name: string]: string } = { accept: "application/json", "user-agent": "assay" };
    const [type, authorization] = [given.get("content-type"), given.get("authorization")];
    if (type !== null) headers["content-type"] = type;
    if (authorization !== null && key !== null) headers.authorization = authorization;
    const body = init?.body;
    const reply = await request(String(input), {
      dispatcher: agent,
      method: init?.method === "POST" ? "POST" : "GET",
      headers,
      body: body instanceof ReadableStream ? Readable.from(body) : typeof body === "string" ? body : null,
      signal: init?.signal ?? null,
    });
    const received = new Headers();
    for (const [name, value] of Object.entries(reply.headers)) if (value !== undefined) received.set(name, String(value));
    // A redirect is a status like any other here: it is refused, not followed.
    const stream = Readable.toWeb(reply.body);
    return new Response(stream as ReadableStream, { status: reply.statusCode, headers: received });
  };
}
