import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it, vi } from "vitest";
import { createBatchClient, uploadable } from "./batch-client.ts";
import { createModelClient } from "./client.ts";
import { createHttpTransport } from "./transport.ts";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const close of closing.splice(0)) await close();
});

/** Everything that reaches a server, as text. */
async function listen() {
  const seen: { readonly what: string; readonly authorization: string | undefined; readonly all: string }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const all = `${JSON.stringify(request.rawHeaders)} ${Buffer.concat(chunks).toString("utf8")}`;
      seen.push({ what: `${request.method} ${request.url}`, authorization: request.headers.authorization, all });
      response.writeHead(200, { "content-type": "application/json" }).end('{"id":"x","data":[]}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  return { seen, baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1` };
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

it.each([
  ["sk-of-the-settings", "Bearer sk-of-the-settings"],
  [null, undefined],
])("sends nothing of the environment with a call, a list, an upload or a batch, the settings' key being %s", async (key, authorization) => {
  for (const name of ["API_KEY", "ADMIN_KEY", "ORG_ID", "PROJECT_ID", "WEBHOOK_SECRET"]) vi.stubEnv(`OPENAI_${name}`, "from-environment");
  vi.stubEnv("OPENAI_BASE_URL", "http://127.0.0.1:9/from-environment");
  vi.stubEnv("OPENAI_LOG", "debug");
  vi.stubEnv(
    "OPENAI_CUSTOM_HEADERS",
    "Authorization: Bearer from-environment\nX-Team: from-environment\nContent-Type: text/from-environment",
  );
  const { seen, baseUrl } = await listen();
  const { signal } = new AbortController();

  const transport = createHttpTransport(2);
  const calls = createModelClient({ baseUrl, key, timeoutMs: 5_000, transport });
  const batches = createBatchClient({ baseUrl, key });
  closing.unshift(transport.close, batches.close);
  await calls.complete({ model: "small", messages: [] }, signal);
  await calls.listModels(signal);
  await batches.api.files.create({ file: await uploadable("a.jsonl", once("{}\n")), purpose: "batch" });
  await batches.api.batches.create({ input_file_id: "file-1", endpoint: "/v1/chat/completions", completion_window: "24h" });
  await batches.api.batches.retrieve("batch-1");

  expect(seen.map(({ what }) => what)).toEqual([
    "POST /v1/chat/completions",
    "GET /v1/models",
    "POST /v1/files",
    "POST /v1/batches",
    "GET /v1/batches/batch-1",
  ]);
  for (const each of seen) {
    expect(each.authorization).toBe(authorization);
    expect(each.all).not.toContain("environment");
  }
});
